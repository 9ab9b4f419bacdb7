import {inputsOf, makes} from '../call-input.js';
import {type Handover} from '../handover.js';
import {type Made} from '../made.js';
import {Expression, jsonText, type HclBlock} from './hcl.js';
import {ownValues} from './own-values.js';

/** The key with its policy and rotation, its alias, and their adoption where the setup has made them. */
export function keyBlocks(handover: Handover, made: Made): HclBlock[] {
	const {changes} = handover;
	const [key] = inputsOf(changes, makes.key);
	const [alias] = inputsOf(changes, makes.alias);
	const [rotation] = inputsOf(changes, makes.rotation);
	if (!key || !alias) {
		return [];
	}

	return [
		...(made.keyId === undefined
			? []
			: [adoption('aws_kms_key.workato', made.keyId)]),
		{
			type: 'resource',
			labels: ['aws_kms_key', 'workato'],
			comment: ['What Workato has encrypted can be read with this key alone.'],
			body: {
				description: key.Description,
				key_usage: key.KeyUsage,
				customer_master_key_spec: key.KeySpec,
				enable_key_rotation: rotation !== undefined,
				rotation_period_in_days: rotation?.RotationPeriodInDays,
				policy: jsonText(ownValues(key.Policy, handover)),
				tags: tagValues(key.Tags),
			},
			blocks: [{type: 'lifecycle', body: {prevent_destroy: true}}],
		},
		...(made.aliases.includes(alias.AliasName)
			? [adoption('aws_kms_alias.workato', alias.AliasName)]
			: []),
		{
			type: 'resource',
			labels: ['aws_kms_alias', 'workato'],
			body: {
				name: alias.AliasName,
				target_key_id: new Expression('aws_kms_key.workato.key_id'),
			},
		},
		{
			type: 'output',
			labels: ['key_arn'],
			body: {
				description:
					'For "Key ARN" in Workato, under Settings > Key management',
				value: new Expression('aws_kms_key.workato.arn'),
			},
		},
	];
}

/** The block by which Terraform takes over something that is there already. */
export function adoption(address: string, id: string): HclBlock {
	return {type: 'import', body: {to: new Expression(address), id}};
}

/** Tags as Terraform has them. */
export function tagValues(
	tags: ReadonlyArray<{key: string; value: string}>,
): Record<string, string> {
	return Object.fromEntries(tags.map(({key, value}) => [key, value]));
}
