import * as z from 'zod';
import {AwsError} from '../errors.js';
import {keyArn} from '../state.js';
import {daysInSeconds} from '../time.js';
import {writes, type Operation} from '../operation.js';
import {findKey, keyIdField, refusePendingDeletion} from './find-key.js';

const keyOnly = z.object({KeyId: keyIdField});

const switchTo = (
	operation: string,
	state: 'Enabled' | 'Disabled',
): Operation =>
	writes(keyOnly, (input, context) => {
		const key = findKey(input.KeyId, operation, context);
		refusePendingDeletion(key);
		if (key.state === 'PendingImport') {
			throw new AwsError(
				'KMSInvalidStateException',
				`${keyArn(key)} is pending import.`,
			);
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
			throw new AwsError(
				'KMSInvalidStateException',
				`${keyArn(key)} is not pending deletion.`,
			);
		}

		// KMS gives the key back switched off; EnableKey is a step of its own.
		key.state = 'Disabled';
		delete key.deletionDate;
		return {KeyId: keyArn(key)};
	}),
};
