import {parseArn} from '../../aws/arn.js';
import {type Statement} from '../../policy/policy-document.js';
import {type Change} from '../call.js';
import {type ExportPlan} from '../export.js';
import {
	actionsOf,
	listArns,
	onlyInRegion,
	ownArn,
	type OperatorStatements,
	type Permission,
} from '../permissions.js';
import {inputsOf} from '../resource.js';
import {setupTag} from '../ownership.js';
import {createKey, disableKeyRotation, enableKeyRotation, putKeyPolicy} from './calls.js';
import {madeKeyId} from './cloudformation.js';
import {asMadeKey, keyEffects, keyIdOf} from './effects.js';

const describe: Permission = {
	actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
	why: 'what a key is and whom it lets in',
};
const rotation: Permission = {
	actions: ['kms:GetKeyRotationStatus'],
	why: 'whether the key rotates, and how often',
};
const grants: Permission = {
	actions: ['kms:ListGrants'],
	why: 'who may use the key although no policy says so',
};
const lastUse: Permission = {
	actions: ['kms:GetKeyLastUsage'],
	why: 'the proof that the key is used',
};
const list: Permission = {
	actions: ['kms:ListKeys'],
	why: 'the list to choose from, and finding this setup’s key again',
};
const tags: Permission = {
	actions: ['kms:ListResourceTags'],
	why: 'finding this setup’s key again',
};

/** What is read of keys. */
export const keyReads: readonly Permission[] = [list, tags, describe, rotation, grants, lastUse];

/**
What an operator needs for keys. A new key can only be told by the tag that it is created with: conditions on the tag of a
key take effect minutes after its creation, too late for the calls that follow.
*/
export function keyPermissions(plan: ExportPlan): OperatorStatements {
	const {changes, name} = plan;
	const reads = [describe, lastUse, rotation, grants];
	const writes = [
		...(inputsOf(changes, enableKeyRotation).length > 0 ? [enableKeyRotation.permission] : []),
		putKeyPolicy.permission,
	];
	const [used] = usedKeys(changes);
	if (used !== undefined) {
		return {
			use: [
				{
					Sid: 'AddToTheKey',
					Effect: 'Allow',
					Action: actionsOf(...reads, ...writes),
					...nameKey(used, plan),
				},
			],
		};
	}

	return inputsOf(changes, createKey).length === 0
		? {}
		: {
				make: [
					{
						Sid: 'CreateTheKey',
						Effect: 'Allow',
						Action: actionsOf(createKey.permission),
						Resource: '*',
						Condition: {
							StringEquals: {
								...onlyInRegion(plan).StringEquals,
								[`aws:RequestTag/${setupTag}`]: name,
							},
						},
					},
				],
				use: [
					{
						// KMS itself asks for PutKeyPolicy: whoever creates a key must not lock themselves out of its policy.
						Sid: 'SetUpAndCheckTheKey',
						Effect: 'Allow',
						Action: actionsOf(...reads, tags, ...writes),
						Resource: madeKeyArn(plan),
					},
					{
						Sid: 'FindTheKey',
						Effect: 'Allow',
						Action: actionsOf(list),
						Resource: '*',
						Condition: onlyInRegion(plan),
					},
				],
			};
}

/** What it takes to revert what was done to keys. The deletion of a key is not among it: nobody is given that beforehand. */
export function keyUndoPermissions(plan: ExportPlan): Statement[] {
	const made = madeKeysToUndo(plan);
	// Where nobody knows its ID, the key is looked for by its mark.
	const isUnknown = made.includes(undefined);
	return [
		...usedKeysToUndo(plan).map((thing, index) => ({
			Sid: `TakeBackFromTheKey${index === 0 ? '' : index + 1}`,
			Effect: 'Allow' as const,
			// Rotation goes back to what it was: to off, or to its own period.
			Action: actionsOf(
				describe,
				rotation,
				disableKeyRotation.permission,
				enableKeyRotation.permission,
				putKeyPolicy.permission,
			),
			...thing,
		})),
		...(made.length === 0
			? []
			: [
					{
						Sid: 'TakeWorkatoOutOfTheKey',
						Effect: 'Allow' as const,
						Action: actionsOf(
							describe,
							rotation,
							putKeyPolicy.permission,
							...(isUnknown ? [tags] : []),
						),
						Resource: listArns(made.map((id) => ownArn(plan, 'kms', `key/${id ?? '*'}`))),
					},
				]),
		...(isUnknown
			? [
					{
						Sid: 'FindTheKey',
						Effect: 'Allow' as const,
						Action: actionsOf(list),
						Resource: '*',
						Condition: onlyInRegion(plan),
					},
				]
			: []),
	];
}

// The IDs of the keys that the journal says were made; nothing for one of which AWS never said it, or that is yet to be made.
function madeKeysToUndo({changes, effects}: ExportPlan): Array<string | undefined> {
	const made = effects.flatMap((effect) => asMadeKey(effect) ?? []);
	return made.length === 0 && inputsOf(changes, createKey).length > 0
		? [undefined]
		: made.map(({keyId}) => keyId);
}

// The keys that the journal says were added to, and those that the answers would add to, each once.
function usedKeysToUndo(plan: ExportPlan): Array<Pick<Statement, 'Resource' | 'Condition'>> {
	const made = new Set(madeKeysToUndo(plan));
	const done = plan.effects.flatMap((effect) => {
		const own = keyEffects.own(effect);
		return own === undefined || own.kind === 'key' || own.key === undefined || made.has(own.keyId)
			? []
			: [own.key];
	});
	const things = [...usedKeys(plan.changes).slice(0, 1), ...done]
		.filter((key) => !made.has(keyIdOf(key)))
		.map((key) => nameKey(key, plan));
	return Array.from(
		new Map(things.map((thing) => [JSON.stringify(thing), thing])),
		([, thing]) => thing,
	);
}

/** The keys that changes add to: those that they name, where they make none. */
export function usedKeys(changes: readonly Change[]): string[] {
	return inputsOf(changes, createKey).length > 0
		? []
		: [...inputsOf(changes, putKeyPolicy), ...inputsOf(changes, enableKeyRotation)].map(
				({KeyId}) => KeyId,
			);
}

/** The key that the setup makes: by its ID once AWS has said it. */
export function madeKeyArn(plan: ExportPlan): string {
	return ownArn(plan, 'kms', `key/${madeKeyId(plan) ?? '*'}`);
}

// IAM cannot name a key by its alias, but it can ask for the alias: that one stands long before the setup.
function nameKey(key: string, plan: ExportPlan): Pick<Statement, 'Resource' | 'Condition'> {
	const known = plan.names?.[key];
	if (known !== undefined) {
		return {Resource: known};
	}

	const arn = parseArn(key);
	const resource = arn?.resource ?? key;
	if (resource.startsWith('alias/')) {
		return {
			Resource: ownArn(plan, 'kms', 'key/*'),
			Condition: {
				'ForAnyValue:StringEquals': {'kms:ResourceAliases': resource},
			},
		};
	}

	return {Resource: arn ? key : ownArn(plan, 'kms', `key/${key}`)};
}
