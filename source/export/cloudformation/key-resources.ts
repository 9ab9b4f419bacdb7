import {inputsOf, makes} from '../call-input.js';
import {type Handover} from '../handover.js';
import {ownValues} from './own-values.js';
import {type TemplatePart} from './part.js';
import {Tagged} from './template-yaml.js';

/**
The key with its policy and rotation, and its alias. Both outlive the stack: what Workato has encrypted can be read with this
key alone, and another stack of the same alias must not make a second one unnoticed.
*/
export function keyResources({changes, planned}: Handover): TemplatePart {
	const [key] = inputsOf(changes, makes.key);
	const [alias] = inputsOf(changes, makes.alias);
	const [rotation] = inputsOf(changes, makes.rotation);
	if (!key || !alias) {
		return {parameters: {}, resources: {}, outputs: {}};
	}

	return {
		parameters: {
			Alias: {
				Type: 'String',
				Description: 'Name of the key, without alias/',
				Default: alias.AliasName.replace(/^alias\//v, ''),
				AllowedPattern: '^[a-zA-Z0-9/_-]+$',
				MaxLength: 250,
			},
			KeyDescription: {
				Type: 'String',
				Description: 'Description of the key',
				Default: key.Description,
			},
			...(rotation && {
				RotationPeriodInDays: {
					Type: 'Number',
					Description: 'Days between two automatic rotations of the key',
					Default: rotation.RotationPeriodInDays,
					MinValue: 90,
					MaxValue: 2560,
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
					KeyPolicy: ownValues(key.Policy, planned),
					Tags: key.Tags.map((tag) => ({Key: tag.key, Value: tag.value})),
				},
			},
			KeyAlias: {
				Type: 'AWS::KMS::Alias',
				DeletionPolicy: 'Retain',
				UpdateReplacePolicy: 'Retain',
				Properties: {
					AliasName: new Tagged('!Sub', 'alias/${Alias}'),
					TargetKeyId: new Tagged('!Ref', 'Key'),
				},
			},
		},
		outputs: {
			KeyArn: {
				Description:
					'For "Key ARN" in Workato, under Settings > Key management',
				Value: new Tagged('!GetAtt', 'Key.Arn'),
			},
		},
	};
}
