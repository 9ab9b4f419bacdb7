import * as z from 'zod';
import {AwsError} from '../answer.js';
import {keyArn, type Key} from '../state.js';
import {daysInSeconds} from '../time.js';
import {writes, type Operation, reads} from '../operation.js';
import {acceptKeyPolicy} from '../key-policy.js';
import {
	findKey,
	keyIdField,
	refusePendingDeletion,
	requireEnabled,
	page,
	pageFields,
} from './find-key.js';
import {policyField} from './create-key.js';

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
