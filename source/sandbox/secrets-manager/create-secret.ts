import * as z from 'zod';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../answer.js';
import {mergeTags, tagsContext} from '../iam/describe.js';
import {writes, type CallContext} from '../operation.js';
import {daysInSeconds, newSuffix, secretArn, type Secret} from '../state.js';
import {
	invalidParameter,
	invalidRequest,
	findSecret,
	nameSecret,
	readsSecret,
	refuseDeleted,
	secretIdField,
	describeSecret,
	writesSecret,
} from './find-secret.js';
import {useKey} from './resource-policies.js';
import {isRepeated, newVersion, valueFields} from './values.js';

const tagsField = z
	.array(
		z.object({
			Key: z.string().min(1).max(128),
			Value: z.string().max(256).default(''),
		}),
	)
	.default([]);

const findNamesake = (name: string, {state, caller, region}: CallContext): Secret | undefined =>
	Object.values(state.secrets).find(
		(secret) =>
			secret.account === caller.account && secret.region === region && secret.name === name,
	);

/** CreateSecret. The same call again, by its token, makes no second one. */
export const createSecretOperations = {
	CreateSecret: writes(
		z.object({
			Name: z.string().min(1).max(512),
			Description: z.string().max(2048).optional(),
			KmsKeyId: z.string().min(1).max(2048).optional(),
			Tags: tagsField,
			...valueFields,
		}),
		(input, context) => {
			const {caller, region, now, state} = context;
			if (!/^[\w!+\-.\/=@]+$/v.test(input.Name)) {
				throw invalidParameter(
					'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
				);
			}

			const version = newVersion(input, now, ['AWSCURRENT']);
			const secret: Secret = {
				account: caller.account,
				region,
				name: input.Name,
				suffix: newSuffix(),
				description: input.Description,
				kmsKeyId: input.KmsKeyId,
				createdAt: now,
				changedAt: now,
				tags: mergeTags([], input.Tags),
				versions: version ? [version] : [],
			};
			const arn = secretArn(secret);
			const request = {
				'aws:requestedregion': [region],
				'secretsmanager:name': [input.Name],
				...tagsContext(input.Tags),
			};
			authoriseIdentity(caller, 'secretsmanager:CreateSecret', arn, request);
			if (input.Tags.length > 0) {
				authoriseIdentity(caller, 'secretsmanager:TagResource', arn, request);
			}

			const namesake = findNamesake(input.Name, context);
			if (namesake?.deletedAt !== undefined) {
				throw invalidRequest(
					"You can't create this secret because a secret with this name is already scheduled for deletion.",
				);
			}

			if (namesake && !(version && isRepeated(namesake, version))) {
				throw new AwsError(
					'ResourceExistsException',
					`The operation failed because the secret ${input.Name} already exists.`,
				);
			}

			if (!namesake) {
				useKey(secret, 'GenerateDataKey', context);
				state.secrets[arn] = secret;
				context.made(arn);
			}

			return {...nameSecret(namesake ?? secret), VersionId: version?.id};
		},
	),
};

/** DescribeSecret, UpdateSecret, DeleteSecret and RestoreSecret. */
export const secretOperations = {
	DescribeSecret: readsSecret((secret) => describeSecret(secret, 'VersionIdsToStages')),

	/** The description and the key; a value is put by PutSecretValue. */
	UpdateSecret: writesSecret(
		z.object({
			Description: z.string().max(2048).optional(),
			KmsKeyId: z.string().min(1).max(2048).optional(),
		}),
		(secret, {Description, KmsKeyId}, context) => {
			refuseDeleted(secret);
			const kmsKeyId = KmsKeyId ?? secret.kmsKeyId;
			useKey({...secret, kmsKeyId}, 'GenerateDataKey', context);
			secret.kmsKeyId = kmsKeyId;
			secret.description = Description ?? secret.description;
			secret.changedAt = context.now;
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

			const secret = findSecret(input.SecretId, context);
			const date = context.now + (isForced ? 0 : daysInSeconds(days));
			if (isForced) {
				Reflect.deleteProperty(context.state.secrets, secretArn(secret));
			} else {
				refuseDeleted(secret);
				secret.deletedAt = date;
			}

			return {...nameSecret(secret), DeletionDate: date};
		},
	),

	RestoreSecret: writesSecret(z.object({}), (secret) => {
		Reflect.deleteProperty(secret, 'deletedAt');
	}),
};
