import {parsePrincipals} from '../../policy/principals.js';
import {parsePolicyDocument, type Statement} from '../../policy/policy-document.js';
import {quoteForShell} from '../../terminal/foreign-text.js';
import {type ExportPlan, type ReadmePart} from '../export.js';
import {inputsOf, type Resource} from '../resource.js';
import {
	cancelKeyDeletion,
	createKey,
	disableKeyRotation,
	enableKey,
	enableKeyRotation,
	putKeyPolicy,
	scheduleKeyDeletion,
} from './calls.js';
import {kmsKeyId} from './effects.js';
import {undoKeys} from './revert.js';
import {keyTemplate, madeKeyId} from './cloudformation.js';
import {keyPermissions, keyReads, keyUndoPermissions, usedKeys} from './permissions.js';
import {keyShell} from './shell.js';
import {keyTerraform} from './terraform.js';

/** A KMS key with its policy and its rotation. */
export const kmsKey: Resource = {
	id: kmsKeyId,
	title: 'a KMS key',
	calls: [
		createKey,
		putKeyPolicy,
		enableKeyRotation,
		disableKeyRotation,
		enableKey,
		scheduleKeyDeletion,
		cancelKeyDeletion,
	],
	undo: undoKeys,
	reads: keyReads,
	addsTo: usedKeys,
	permissions: keyPermissions,
	undoPermissions: keyUndoPermissions,
	cloudformation: keyTemplate,
	terraform: keyTerraform,
	shell: keyShell,
	readme: keyReadme,
};

// A key's price is the same in most regions; what is used of it nobody knows beforehand.
function keyReadme(plan: ExportPlan): ReadmePart {
	const {changes, names = {}, planned, region} = plan;
	const [used] = usedKeys(changes);
	const [made] = inputsOf(changes, createKey);
	const written = [
		...inputsOf(changes, putKeyPolicy).map(({Policy}) => Policy),
		...(made ? [made.Policy] : []),
	];
	if (used === undefined && !made) {
		return {monthly: 0, costs: [], removal: {}};
	}

	const isRotating = inputsOf(changes, enableKeyRotation).length > 0;
	const known = used === undefined ? madeKeyId(plan) : (names[used] ?? used);
	const id = known === undefined || known.includes('alias/') ? 'KEY_ID' : quoteForShell(known);
	const sids = written
		.flatMap((policy) => parsePolicyDocument(policy).Statement)
		.filter((statement) => isForOutsiders(statement, planned.account))
		.map(({Sid}) => Sid ?? 'the one without a Sid');
	const statements = sids.map((sid) => `the statement “${sid}”`).join(', ');
	const {partner} = plan.words;
	const to = `--region ${region} --key-id ${id} --policy-name default`;
	return {
		monthly: made ? 1 : 0,
		costs: [
			made
				? 'A key costs about 1 USD a month, from its making until its deletion is scheduled.'
				: 'The key is there already, and paid for.',
			...(isRotating
				? [
						'Each of the first two rotations of a key raises its price by about 1 USD a month; later ones do not.',
					]
				: []),
			'Of the requests to AWS KMS, 20,000 a month are free in an account; 10,000 more cost about 0.03 USD. How many there will be is not known beforehand.',
			'These are the list prices of most regions. Those of yours: https://aws.amazon.com/kms/pricing/',
		],
		removal: {
			hand: [
				{
					text: `Take what lets ${partner} in out of the key policy, and nothing else (${statements}). What was encrypted with the key stays unreadable for ${partner} until the statement is back.${id === 'KEY_ID' ? ' KEY_ID stands for the ID of the key, as the KMS console shows it.' : ''}`,
					commands: [
						`aws kms get-key-policy ${to} --query Policy --output text > policy.json`,
						'# Take the statement out of policy.json. Then:',
						`aws kms put-key-policy ${to} --policy file://policy.json`,
					],
				},
				...(isRotating && !made
					? [
							{
								text: 'If the key did not rotate before, turn that off again.',
								commands: [`aws kms disable-key-rotation --region ${region} --key-id ${id}`],
							},
						]
					: []),
				...(made
					? [
							{
								text: 'The key itself is better left: what was encrypted with it can be read with this key alone.',
							},
						]
					: []),
			],
			...(made && {
				cloudformation: [
					{
						text: `The key outlives the stack, with its name and its policy: what was encrypted with it can be read with this key alone. To delete the stack alone leaves ${partner} in. First take ${statements} out of KeyPolicy in the template, and update the stack with it: from then on ${partner} cannot use the key. What is left after the deletion costs what the key costs; whoever is sure that nothing needs it any more schedules its deletion in the KMS console.`,
					},
				],
				terraform: [
					{
						text: `Take ${statements} out of the policy of the key, and apply: from then on ${partner} cannot use the key. “terraform destroy” stops at the key and destroys nothing, since prevent_destroy stands in its block. Never take that block out of the file: then nothing prevents it any more, and Terraform schedules the deletion of the key. To go on without the key, let Terraform forget it first. It stays in AWS, and what is made beside it goes:`,
						commands: ['terraform state rm aws_kms_key.workato', 'terraform destroy'],
					},
				],
			}),
		},
	};
}

function isForOutsiders(statement: Statement, own: string): boolean {
	return parsePrincipals(statement).some(({account}) => account !== own);
}
