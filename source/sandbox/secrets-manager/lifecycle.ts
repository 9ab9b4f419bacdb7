import * as z from 'zod';
import {reads, writes} from '../operation.js';
import {daysInSeconds} from '../time.js';
import {describeSecret} from './describe.js';
import {
	findSecret,
	invalidParameter,
	refuseDeleted,
	secretIdField,
} from './find-secret.js';
import {secretArn} from './records.js';
import {useKey} from './secret-key.js';

/** DescribeSecret, UpdateSecret, DeleteSecret and RestoreSecret. */
export const lifecycleOperations = {
	DescribeSecret: reads(z.object({SecretId: secretIdField}), (input, context) =>
		describeSecret(
			findSecret(input.SecretId, 'DescribeSecret', context),
			'VersionIdsToStages',
		),
	),

	/** The description and the key; a value is put by PutSecretValue. */
	UpdateSecret: writes(
		z.object({
			SecretId: secretIdField,
			Description: z.string().max(2048).optional(),
			KmsKeyId: z.string().min(1).max(2048).optional(),
		}),
		(input, context) => {
			const secret = findSecret(input.SecretId, 'UpdateSecret', context);
			refuseDeleted(secret);
			const kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
			useKey({...secret, kmsKeyId}, 'GenerateDataKey', context);
			secret.kmsKeyId = kmsKeyId;
			secret.description = input.Description ?? secret.description;
			secret.changedAt = context.now;
			return {ARN: secretArn(secret), Name: secret.name};
		},
	),

	DeleteSecret: writes(
		z.object({
			SecretId: secretIdField,
			RecoveryWindowInDays: z.int().optional(),
			ForceDeleteWithoutRecovery: z.boolean().default(false),
		}),
		(input, context) => {
			const {ForceDeleteWithoutRecovery: isForced} = input;
			if (isForced && input.RecoveryWindowInDays !== undefined) {
				throw invalidParameter(
					"You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
				);
			}

			const days = input.RecoveryWindowInDays ?? 30;
			if (days < 7 || days > 30) {
				throw invalidParameter(
					'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
				);
			}

			const secret = findSecret(input.SecretId, 'DeleteSecret', context);
			const arn = secretArn(secret);
			const date = context.now + (isForced ? 0 : daysInSeconds(days));
			if (isForced) {
				Reflect.deleteProperty(context.state.secrets, arn);
			} else {
				refuseDeleted(secret);
				secret.deletedAt = date;
			}

			return {ARN: arn, Name: secret.name, DeletionDate: date};
		},
	),

	RestoreSecret: writes(
		z.object({SecretId: secretIdField}),
		(input, context) => {
			const secret = findSecret(input.SecretId, 'RestoreSecret', context);
			Reflect.deleteProperty(secret, 'deletedAt');
			return {ARN: secretArn(secret), Name: secret.name};
		},
	),
};
