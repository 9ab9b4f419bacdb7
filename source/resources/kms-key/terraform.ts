import {parsePolicyDocument} from '../../policy/policy-document.js';
import {type ExportPlan} from '../export.js';
import {inputsOf} from '../resource.js';
import {isOwnTag} from '../ownership.js';
import {terraformPolicy} from '../terraform-policy.js';
import {
	Expression,
	importBlock,
	tagsVariable,
	variableBlock,
	Wrapped,
	type TerraformPart,
} from '../terraform.js';
import {createKey, enableKeyRotation} from './calls.js';
import {rotationDays} from './effects.js';
import {keyTags, madeKeyId, workatoField} from './cloudformation.js';

/** The key with its policy and rotation, and its adoption where the setup has made it. */
export function keyTerraform(plan: ExportPlan): TerraformPart {
	const {changes} = plan;
	const made = madeKeyId(plan);
	const [key] = inputsOf(changes, createKey);
	const [rotation] = inputsOf(changes, enableKeyRotation);
	if (!key) {
		return {resources: []};
	}

	const {data, json} = terraformPolicy('key', parsePolicyDocument(key.Policy), plan);
	const tags = keyTags(key).map(({key: name, value}) => [name, value] as const);
	return {
		variables: [
			variableBlock('key_description', {
				description: 'Description of the key',
				type: 'string',
				default: key.Description ?? '',
			}),
			...(rotation
				? [
						variableBlock(
							'rotation_period_in_days',
							{
								description: 'Days between two automatic rotations of the key',
								type: 'number',
								default: rotation.RotationPeriodInDays,
							},
							[
								[
									`var.rotation_period_in_days >= ${rotationDays.min} && var.rotation_period_in_days <= ${rotationDays.max}`,
									`AWS rotates a key every ${rotationDays.min} to ${rotationDays.max} days.`,
								],
							],
						),
					]
				: []),
			tagsVariable(Object.fromEntries(tags.filter(([name]) => !isOwnTag(name)))),
		],
		resources: [
			...data,
			{
				type: 'resource',
				labels: ['aws_kms_key', 'workato'],
				comment: ['What Workato has encrypted can be read with this key alone.'],
				body: {
					description: new Expression('var.key_description'),
					key_usage: key.KeyUsage,
					customer_master_key_spec: key.KeySpec,
					enable_key_rotation: rotation !== undefined,
					rotation_period_in_days: rotation && new Expression('var.rotation_period_in_days'),
					policy: json,
					tags: new Wrapped(
						'merge(var.tags, ',
						Object.fromEntries(tags.filter(([name]) => isOwnTag(name))),
						')',
					),
				},
				blocks: [{type: 'lifecycle', body: {prevent_destroy: true}}],
			},
		],
		imports: made === undefined ? [] : [importBlock('aws_kms_key.workato', made)],
		outputs: [
			{
				type: 'output',
				labels: ['key_arn'],
				body: {
					description: workatoField,
					value: new Expression('aws_kms_key.workato.arn'),
				},
			},
		],
	};
}
