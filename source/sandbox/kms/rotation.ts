import * as z from 'zod';
import {AwsError} from '../errors.js';
import {keyArn, type Key} from '../state.js';
import {daysInSeconds} from '../time.js';
import {reads, writes} from '../operation.js';
import {
	findKey,
	keyIdField,
	refusePendingDeletion,
	requireEnabled,
} from './find-key.js';

const unsupported = (key: Key): AwsError =>
	new AwsError(
		'UnsupportedOperationException',
		`${keyArn(key)} is not a key that KMS can rotate.`,
	);

/** Only symmetric keys whose material KMS made are rotated by KMS (aws.md 3.6). */
const requireRotatable = (key: Key): void => {
	if (
		key.spec !== 'SYMMETRIC_DEFAULT' ||
		key.origin !== 'AWS_KMS' ||
		key.manager !== 'CUSTOMER'
	) {
		throw unsupported(key);
	}

	requireEnabled(key);
};

/** GetKeyRotationStatus, EnableKeyRotation and DisableKeyRotation. */
export const rotationOperations = {
	GetKeyRotationStatus: reads(
		z.object({KeyId: keyIdField}),
		(input, context) => {
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
		},
	),

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

	DisableKeyRotation: writes(
		z.object({KeyId: keyIdField}),
		(input, context) => {
			const key = findKey(input.KeyId, 'DisableKeyRotation', context);
			refusePendingDeletion(key);
			requireRotatable(key);
			delete key.rotationDays;
		},
	),
};
