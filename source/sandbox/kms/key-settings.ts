import * as z from 'zod';
import {AwsError} from '../answer.js';
import {reads, writes, type Operation} from '../operation.js';
import {keyArn, type Key, daysInSeconds} from '../state.js';
import {acceptKeyPolicy} from '../key-policy.js';
import {
	findKey,
	keyIdField,
	refusePendingDeletion,
	page,
	pageFields,
	requireEnabled,
} from './find-key.js';
import {policyField} from './create-key.js';

/** A list of tags, as KMS's model limits it. */
export const tagsField = z.array(
	z.object({TagKey: z.string().min(1).max(128), TagValue: z.string().max(256)}),
);

type Tags = z.infer<typeof tagsField>;

/** How many tags a key can have. */
const mostTags = 50;

/**
The tags of a key after `added`; a tag of the same name is replaced.
@throws {AwsError} TagException: a name twice, AWS's own prefix, characters that tags cannot have, more than 50.
*/
export const mergeTags = (present: Tags, added: Tags): Tags => {
	const names = added.map(({TagKey}) => TagKey);
	if (new Set(names).size < names.length) {
		throw new AwsError('TagException', 'A tag key is given more than once.');
	}

	if (names.some((name) => /^aws:/iv.test(name))) {
		throw new AwsError('TagException', 'Tag keys that begin with aws: are reserved.');
	}

	if (
		added.some(
			({TagKey, TagValue}) =>
				!/^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]*$/v.test(TagKey + TagValue),
		)
	) {
		throw new AwsError('TagException', 'A tag has characters that are not allowed.');
	}

	const merged = [...present.filter(({TagKey}) => !names.includes(TagKey)), ...added];
	if (merged.length > mostTags) {
		throw new AwsError('TagException', `A key has at most ${mostTags} tags.`);
	}

	return merged;
};

const untagInput = z.object({
	KeyId: keyIdField,
	TagKeys: z.array(z.string()),
});

/** ListResourceTags, TagResource and UntagResource. */
export const tagOperations = {
	ListResourceTags: reads(z.object({KeyId: keyIdField, ...pageFields}), (input, context) => {
		const {items, ...rest} = page(
			findKey(input.KeyId, 'ListResourceTags', context).tags,
			input,
			50,
		);
		return {Tags: items, ...rest};
	}),

	TagResource: writes(z.object({KeyId: keyIdField, Tags: tagsField}), (input, context) => {
		const key = findKey(input.KeyId, 'TagResource', context);
		refusePendingDeletion(key);
		key.tags = mergeTags(key.tags, input.Tags);
	}),

	UntagResource: writes(untagInput, (input, context) => {
		const key = findKey(input.KeyId, 'UntagResource', context);
		refusePendingDeletion(key);
		key.tags = key.tags.filter(({TagKey}) => !input.TagKeys.includes(TagKey));
	}),
};

const keyOnly = z.object({KeyId: keyIdField});

const switchTo = (operation: string, state: 'Enabled' | 'Disabled'): Operation =>
	writes(keyOnly, (input, context) => {
		const key = findKey(input.KeyId, operation, context);
		refusePendingDeletion(key);
		if (key.state === 'PendingImport') {
			throw new AwsError('KMSInvalidStateException', `${keyArn(key)} is pending import.`);
		}

		key.state = state;
	});

/** EnableKey, DisableKey, ScheduleKeyDeletion and CancelKeyDeletion. */
export const lifecycleOperations = {
	EnableKey: switchTo('EnableKey', 'Enabled'),
	DisableKey: switchTo('DisableKey', 'Disabled'),

	ScheduleKeyDeletion: writes(
		z.object({
			KeyId: keyIdField,
			PendingWindowInDays: z.int().min(7).max(30).default(30),
		}),
		(input, context) => {
			const key = findKey(input.KeyId, 'ScheduleKeyDeletion', context);
			refusePendingDeletion(key);
			key.state = 'PendingDeletion';
			key.deletionDate = context.now + daysInSeconds(input.PendingWindowInDays);
			return {
				KeyId: keyArn(key),
				DeletionDate: key.deletionDate,
				KeyState: key.state,
				PendingWindowInDays: input.PendingWindowInDays,
			};
		},
	),

	CancelKeyDeletion: writes(keyOnly, (input, context) => {
		const key = findKey(input.KeyId, 'CancelKeyDeletion', context);
		if (!['PendingDeletion', 'PendingReplicaDeletion'].includes(key.state)) {
			throw new AwsError('KMSInvalidStateException', `${keyArn(key)} is not pending deletion.`);
		}

		// KMS gives the key back switched off; EnableKey is a step of its own.
		key.state = 'Disabled';
		delete key.deletionDate;
		return {KeyId: keyArn(key)};
	}),
};

const unsupported = (key: Key): AwsError =>
	new AwsError('UnsupportedOperationException', `${keyArn(key)} is not a key that KMS can rotate.`);

/** Only symmetric keys whose material KMS made are rotated by KMS. */
const requireRotatable = (key: Key): void => {
	if (key.spec !== 'SYMMETRIC_DEFAULT' || key.origin !== 'AWS_KMS' || key.manager !== 'CUSTOMER') {
		throw unsupported(key);
	}

	requireEnabled(key);
};

/** GetKeyRotationStatus, EnableKeyRotation and DisableKeyRotation. */
export const rotationOperations = {
	GetKeyRotationStatus: reads(z.object({KeyId: keyIdField}), (input, context) => {
		const key = findKey(input.KeyId, 'GetKeyRotationStatus', context);
		if (key.spec !== 'SYMMETRIC_DEFAULT') {
			throw unsupported(key);
		}

		const days = key.manager === 'AWS' ? 365 : key.rotationDays;
		return {
			KeyId: keyArn(key),
			KeyRotationEnabled: days !== undefined,
			...(days !== undefined && {
				RotationPeriodInDays: days,
				NextRotationDate: context.now + daysInSeconds(days),
			}),
		};
	}),

	EnableKeyRotation: writes(
		z.object({
			KeyId: keyIdField,
			RotationPeriodInDays: z.int().min(90).max(2560).default(365),
		}),
		(input, context) => {
			const key = findKey(input.KeyId, 'EnableKeyRotation', context);
			requireRotatable(key);
			key.rotationDays = input.RotationPeriodInDays;
		},
	),

	DisableKeyRotation: writes(z.object({KeyId: keyIdField}), (input, context) => {
		const key = findKey(input.KeyId, 'DisableKeyRotation', context);
		refusePendingDeletion(key);
		requireRotatable(key);
		delete key.rotationDays;
	}),
};

const policyName = z.string().min(1).max(128).default('default');

const checkName = (name: string): void => {
	if (name !== 'default') {
		throw new AwsError('NotFoundException', 'No such policy exists');
	}
};

/** GetKeyPolicy, PutKeyPolicy and ListKeyPolicies. A key has one policy, named `default`. */
export const policyOperations = {
	GetKeyPolicy: reads(z.object({KeyId: keyIdField, PolicyName: policyName}), (input, context) => {
		const key = findKey(input.KeyId, 'GetKeyPolicy', context);
		checkName(input.PolicyName);
		return {Policy: key.policy, PolicyName: 'default'};
	}),

	PutKeyPolicy: writes(
		z.object({
			KeyId: keyIdField,
			PolicyName: policyName,
			Policy: policyField,
			BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
		}),
		(input, context) => {
			const key = findKey(input.KeyId, 'PutKeyPolicy', context);
			checkName(input.PolicyName);
			key.policy = acceptKeyPolicy(input.Policy, {
				state: context.state,
				caller: context.caller,
				key,
				isLockoutCheckSkipped: input.BypassPolicyLockoutSafetyCheck,
			});
		},
	),

	ListKeyPolicies: reads(z.object({KeyId: keyIdField, ...pageFields}), (input, context) => {
		findKey(input.KeyId, 'ListKeyPolicies', context);
		const {items, ...rest} = page(['default'], input, 100);
		return {PolicyNames: items, ...rest};
	}),
};
