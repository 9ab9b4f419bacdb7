import {parsePolicyDocument} from '../../policy/policy-document.js';
import {Tagged, templateValue, type TemplatePart} from '../cloudformation.js';
import {certainEffects, isTelling, type ExportPlan} from '../export.js';
import {inputsOf} from '../resource.js';
import {createKey, enableKeyRotation} from './calls.js';
import {asMadeKey, rotationDays} from './effects.js';

/** What Workato asks for, and where. */
export const workatoField = 'For "Key ARN" in Workato, under Settings > Key management';

/**
The key with its policy and rotation. It outlives the stack: what Workato has encrypted can be read with this key alone.
*/
export function keyTemplate(plan: ExportPlan): TemplatePart {
	const {changes} = plan;
	const made = madeKeyId(plan);
	const [key] = inputsOf(changes, createKey);
	const [rotation] = inputsOf(changes, enableKeyRotation);
	if (!key) {
		return {resources: {}};
	}

	return {
		parameters: {
			KeyDescription: {
				Type: 'String',
				Description: 'Description of the key',
				Default: key.Description ?? '',
			},
			...(rotation && {
				RotationPeriodInDays: {
					Type: 'Number',
					Description: 'Days between two automatic rotations of the key',
					Default: rotation.RotationPeriodInDays,
					MinValue: rotationDays.min,
					MaxValue: rotationDays.max,
				},
			}),
		},
		resources: {
			Key: {
				Type: 'AWS::KMS::Key',
				DeletionPolicy: 'Retain',
				UpdateReplacePolicy: 'Retain',
				Properties: {
					Description: new Tagged('!Ref', 'KeyDescription'),
					KeySpec: key.KeySpec,
					KeyUsage: key.KeyUsage,
					Origin: key.Origin,
					EnableKeyRotation: rotation !== undefined,
					...(rotation && {
						RotationPeriodInDays: new Tagged('!Ref', 'RotationPeriodInDays'),
					}),
					KeyPolicy: templateValue(parsePolicyDocument(key.Policy), plan),
					Tags: keyTags(key).map((tag) => ({Key: tag.key, Value: tag.value})),
				},
			},
		},
		outputs: {
			KeyArn: {
				Description: workatoField,
				Value: new Tagged('!GetAtt', 'Key.Arn'),
			},
		},
		imports:
			made === undefined
				? []
				: [
						{
							type: 'AWS::KMS::Key',
							logicalId: 'Key',
							identifier: {KeyId: made},
						},
					],
	};
}

/** The ID of the key that the setup made last, where it still stands. */
export function madeKeyId(plan: Pick<ExportPlan, 'effects'>): string | undefined {
	return certainEffects(plan, asMadeKey).find(({keyId}) => keyId !== undefined)?.keyId;
}

/** The tags of a new key that say something. */
export function keyTags({Tags}: {Tags: ReadonlyArray<{TagKey: string; TagValue: string}>}) {
	return Tags.map(({TagKey: key, TagValue: value}) => ({key, value})).filter((tag) =>
		isTelling(tag),
	);
}
