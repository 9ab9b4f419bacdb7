import {escapeOdd} from '../../terminal/foreign-text.js';
import {type Handover} from '../handover.js';
import {madeBy} from '../made.js';
import {printHcl, type HclBlock} from './hcl.js';
import {keyBlocks} from './key-blocks.js';
import {roleBlocks} from './role-blocks.js';

/** The setup as Terraform for the AWS provider, in one file that can be applied as it is. */
export function terraformConfiguration(handover: Handover): string {
	const made = madeBy(handover.journal);
	const blocks = [...keyBlocks(handover, made), ...roleBlocks(handover, made)];
	const comment = [
		`${handover.title}: the setup "${handover.name}", as workato-aws would make it.`,
		'Where a provider is configured already, leave out the first two blocks.',
		...(blocks.some(({type}) => type === 'import')
			? [
					'The import blocks take over what the setup has made already; nothing is made twice.',
				]
			: []),
	];
	return `${comment.map((line) => `# ${escapeOdd(line)}`).join('\n')}\n\n${printHcl(
		[...providerBlocks(handover), ...accountBlocks(handover), ...blocks],
	)}`;
}

function providerBlocks({account, region}: Handover): HclBlock[] {
	return [
		{
			type: 'terraform',
			body: {required_version: '>= 1.5'},
			blocks: [
				{
					type: 'required_providers',
					// 5.50: rotation_period_in_days.
					body: {aws: {source: 'hashicorp/aws', version: '>= 5.50'}},
				},
			],
		},
		{
			type: 'provider',
			labels: ['aws'],
			body: {
				region,
				allowed_account_ids: account === undefined ? undefined : [account],
			},
		},
	];
}

function accountBlocks({account}: Handover): HclBlock[] {
	return account === undefined
		? [
				{type: 'data', labels: ['aws_caller_identity', 'current'], body: {}},
				{type: 'data', labels: ['aws_partition', 'current'], body: {}},
			]
		: [];
}
