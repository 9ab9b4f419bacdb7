import {parsePolicyDocument, toList, type PolicyDocument} from '../../policy/policy-document.js';
import {
	namesAccount,
	tagSections,
	tagsValue,
	Tagged,
	templateValue,
	type TemplatePart,
} from '../cloudformation.js';
import {certainEffects, isDescriptive, type ExportPlan} from '../export.js';
import {inputsOf} from '../resource.js';
import {createKey, enableKeyRotation} from './calls.js';
import {asMadeKey, rotationDays} from './effects.js';

/** What Workato asks for, and where. */
export const workatoField = 'For "Key ARN" in Workato, under Settings > Key management';

// CloudFormation takes no longer default.
const longestDefault = 4096;

/**
The key with its policy and rotation. It outlives the stack, and a change for which CloudFormation would make another key: what Workato
has encrypted can be read with this key alone, and nobody can make it again. Its policy stays with it, so the folder's first page says how
to take Workato out before the stack goes.
*/
export function keyTemplate(plan: ExportPlan): TemplatePart[] {
	const {changes, planned, region} = plan;
	const made = madeKeyId(plan);
	const [key] = inputsOf(changes, createKey);
	const [rotation] = inputsOf(changes, enableKeyRotation);
	if (!key) {
		return [];
	}

	const description = key.Description ?? '';
	const isAsked = description.length <= longestDefault;
	const policy = parsePolicyDocument(key.Policy);
	const policyValue = templateValue(policy, plan);
	const users = ownUsers(policy, plan);
	return [
		{
			parameters: {
				...(isAsked && {
					KeyDescription: {
						group: keyGroup,
						label: 'Description',
						definition: {
							Type: 'String',
							Description: 'Description of the key',
							Default: description,
						},
					},
				}),
				...(rotation && {
					RotationPeriodInDays: {
						group: keyGroup,
						label: 'Days between rotations',
						definition: {
							Type: 'Number',
							Description: 'Days between two automatic rotations of the key',
							Default: rotation.RotationPeriodInDays,
							MinValue: rotationDays.min,
							MaxValue: rotationDays.max,
						},
					},
				}),
				...tagSections.parameters,
			},
			conditions: tagSections.conditions,
			resources: {
				Key: {
					Type: 'AWS::KMS::Key',
					DeletionPolicy: 'Retain',
					UpdateReplacePolicy: 'Retain',
					Properties: {
						Description: isAsked ? new Tagged('!Ref', 'KeyDescription') : description,
						KeySpec: key.KeySpec,
						KeyUsage: key.KeyUsage,
						Origin: key.Origin,
						EnableKeyRotation: rotation !== undefined,
						...(rotation && {
							RotationPeriodInDays: new Tagged('!Ref', 'RotationPeriodInDays'),
						}),
						KeyPolicy: policyValue,
						Tags: tagsValue(keyTags(key)),
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
			...(key.Policy.includes(region) && {
				oneRegionOnly: `The key policy names ${region}: give that region only.`,
			}),
			oneAccountOnly: namesAccount(policyValue, planned.account)
				? [`The key policy names the account ${planned.account} beside its own users and roles.`]
				: [],
			elsewhere:
				users.length === 0
					? []
					: [
							`Each account needs ${users.join(', ')}, which the key policy lets in: without it no key is made there.`,
						],
		},
	];
}

/** The heading that the console asks for a key under. */
export const keyGroup = 'The key';

// The users and roles of the key's own account that its policy names, such as administrators: KMS refuses one that is not there.
function ownUsers({Statement}: PolicyDocument, {planned}: ExportPlan): string[] {
	const named = Statement.flatMap(({Principal}) =>
		typeof Principal === 'object' ? toList(Principal.AWS ?? []) : [],
	);
	const start = `arn:${planned.partition}:iam::${planned.account}:`;
	return [...new Set(named)]
		.filter((arn) => arn.startsWith(start) && arn !== `${start}root`)
		.map((arn) => arn.slice(start.length));
}

/** The ID of the key that the setup made last, where it still stands. */
export function madeKeyId(plan: Pick<ExportPlan, 'effects'>): string | undefined {
	return certainEffects(plan, asMadeKey).find(({keyId}) => keyId !== undefined)?.keyId;
}

/** The tags of a new key that say something. */
export function keyTags({Tags}: {Tags: ReadonlyArray<{TagKey: string; TagValue: string}>}) {
	return Tags.map(({TagKey: key, TagValue: value}) => ({key, value})).filter((tag) =>
		isDescriptive(tag),
	);
}
