import {parsePolicyDocument} from '../../policy/policy-document.js';
import {type ExportPlan} from '../export.js';
import {inputsOf} from '../resource.js';
import {Expression, hclValue, importBlock, jsonText, type TerraformPart} from '../terraform.js';
import {createKey, enableKeyRotation} from './calls.js';
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

	return {
		resources: [
			...(made === undefined ? [] : [importBlock('aws_kms_key.workato', made)]),
			{
				type: 'resource',
				labels: ['aws_kms_key', 'workato'],
				comment: ['What Workato has encrypted can be read with this key alone.'],
				body: {
					description: key.Description ?? '',
					key_usage: key.KeyUsage,
					customer_master_key_spec: key.KeySpec,
					enable_key_rotation: rotation !== undefined,
					rotation_period_in_days: rotation?.RotationPeriodInDays,
					policy: jsonText(hclValue(parsePolicyDocument(key.Policy), plan)),
					tags: Object.fromEntries(keyTags(key).map((tag) => [tag.key, tag.value])),
				},
				blocks: [{type: 'lifecycle', body: {prevent_destroy: true}}],
			},
		],
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
