import * as z from 'zod';
import {AwsError} from '../answer.js';
import {type Operation} from '../operation.js';
import {keyArn, type Key, daysInSeconds} from '../state.js';
import {acceptKeyPolicy} from '../key-policy.js';
import {
	isPendingDeletion,
	keyOnly,
	page,
	pageFields,
	readsKey,
	refusePending,
	refusePendingDeletion,
	requireEnabled,
	writesKey,
} from './find-key.js';

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

/** ListResourceTags, TagResource and UntagResource. */
export const tagOperations = {
	ListResourceTags: readsKey(z.object(pageFields), (key, input) =>
		page('Tags', key.tags, input, 50),
	),

	TagResource: writesKey(z.object({Tags: tagsField}), (key, input) => {
		refusePendingDeletion(key);
		key.tags = mergeTags(key.tags, input.Tags);
	}),

	UntagResource: writesKey(z.object({TagKeys: z.array(z.string())}), (key, input) => {
		refusePendingDeletion(key);
		key.tags = key.tags.filter(({TagKey}) => !input.TagKeys.includes(TagKey));
	}),
};

const switchTo = (state: 'Enabled' | 'Disabled'): Operation =>
	writesKey(keyOnly, (key) => {
		refusePending(key);
		key.state = state;
	});

/** EnableKey, DisableKey, ScheduleKeyDeletion and CancelKeyDeletion. */
export const lifecycleOperations = {
	EnableKey: switchTo('Enabled'),
	DisableKey: switchTo('Disabled'),

	ScheduleKeyDeletion: writesKey(
		z.object({PendingWindowInDays: z.int().min(7).max(30).default(30)}),
		(key, {PendingWindowInDays}, {now}) => {
			refusePendingDeletion(key);
			key.state = 'PendingDeletion';
			key.deletionDate = now + daysInSeconds(PendingWindowInDays);
			return {
				KeyId: keyArn(key),
				DeletionDate: key.deletionDate,
				KeyState: key.state,
				PendingWindowInDays,
			};
		},
	),

	CancelKeyDeletion: writesKey(keyOnly, (key) => {
		if (!isPendingDeletion(key)) {
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
	GetKeyRotationStatus: readsKey(keyOnly, (key, _input, {now}) => {
		if (key.spec !== 'SYMMETRIC_DEFAULT') {
			throw unsupported(key);
		}

		// KMS says that a key which waits for its deletion does not rotate; cancelled, it rotates as before.
		const isGoing = ['PendingDeletion', 'PendingReplicaDeletion'].includes(key.state);
		const days = isGoing ? undefined : key.manager === 'AWS' ? 365 : key.rotationDays;
		return {
			KeyId: keyArn(key),
			KeyRotationEnabled: days !== undefined,
			...(days !== undefined && {
				RotationPeriodInDays: days,
				NextRotationDate: now + daysInSeconds(days),
			}),
		};
	}),

	EnableKeyRotation: writesKey(
		z.object({RotationPeriodInDays: z.int().min(90).max(2560).default(365)}),
		(key, input) => {
			requireRotatable(key);
			key.rotationDays = input.RotationPeriodInDays;
		},
	),

	DisableKeyRotation: writesKey(keyOnly, (key) => {
		refusePendingDeletion(key);
		requireRotatable(key);
		delete key.rotationDays;
	}),
};

/** A key policy's text, as KMS's model limits it. */
export const policyField = z
	.string()
	.min(1)
	.max(131_072)
	.regex(
		/^[\t\n\r\u{20}-\u{FF}]+$/v,
		String.raw`Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+`,
	);

const policyName = z.string().min(1).max(128).default('default');

const checkName = (name: string): void => {
	if (name !== 'default') {
		throw new AwsError('NotFoundException', 'No such policy exists');
	}
};

/** GetKeyPolicy, PutKeyPolicy and ListKeyPolicies. A key has one policy, named `default`. */
export const policyOperations = {
	GetKeyPolicy: readsKey(z.object({PolicyName: policyName}), (key, input) => {
		checkName(input.PolicyName);
		return {Policy: key.policy, PolicyName: 'default'};
	}),

	PutKeyPolicy: writesKey(
		z.object({
			PolicyName: policyName,
			Policy: policyField,
			BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
		}),
		(key, input, {state, caller}) => {
			checkName(input.PolicyName);
			key.policy = acceptKeyPolicy(input.Policy, {
				state,
				caller,
				key,
				isLockoutCheckSkipped: input.BypassPolicyLockoutSafetyCheck,
			});
		},
	),

	ListKeyPolicies: readsKey(z.object(pageFields), (_key, input) =>
		page('PolicyNames', ['default'], input, 100),
	),
};
