import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {AwsError} from '../answer.js';
import {writes} from '../operation.js';
import {type Secret, type SecretVersion} from '../state.js';
import {
	findSecret,
	invalidParameter,
	nameSecret,
	refuseDeleted,
	secretIdField,
	writesSecret,
} from './find-secret.js';
import {useKey} from './resource-policies.js';

/** The fields of an input that carry a value. */
export const valueFields = {
	ClientRequestToken: z.string().min(32).max(64).optional(),
	SecretString: z.string().min(1).max(65_536).optional(),
	SecretBinary: z.string().max(87_384).optional(),
};

type Value = z.output<z.ZodObject<typeof valueFields>>;

/**
A new version of a secret. Nothing in `input` makes none.
@throws {AwsError} InvalidParameterException when text and binary are both given.
*/
export const newVersion = (
	{ClientRequestToken, SecretString, SecretBinary}: Value,
	createdAt: number,
	stages: string[],
): SecretVersion | undefined => {
	if (SecretString !== undefined && SecretBinary !== undefined) {
		throw invalidParameter(
			"You can't specify both a binary secret value and a string secret value in the same secret.",
		);
	}

	return SecretString === undefined && SecretBinary === undefined
		? undefined
		: {
				id: ClientRequestToken ?? randomUUID(),
				stages,
				createdAt,
				text: SecretString,
				binary: SecretBinary,
			};
};

/** Takes the stages of a new version from the others; the version that was current becomes the previous one. */
const addVersion = (secret: Secret, version: SecretVersion): void => {
	const isCurrent = version.stages.includes('AWSCURRENT');
	const moved = secret.versions.map((other) => {
		const wasCurrent = isCurrent && other.stages.includes('AWSCURRENT');
		const stages = other.stages.filter(
			(stage) => !version.stages.includes(stage) && !(isCurrent && stage === 'AWSPREVIOUS'),
		);
		return {
			...other,
			stages: wasCurrent ? [...stages, 'AWSPREVIOUS'] : stages,
		};
	});
	secret.versions = [...moved.filter(({stages}) => stages.length > 0), version];
};

/**
Whether a call with this version's token has been made before, with the same value.
@throws {AwsError} ResourceExistsException when it was made with another value.
*/
export const isRepeated = ({versions}: Secret, {id, text, binary}: SecretVersion): boolean => {
	const same = versions.find((version) => version.id === id);
	if (same && (same.text !== text || same.binary !== binary)) {
		throw new AwsError(
			'ResourceExistsException',
			"You can't use ClientRequestToken that you already used for a version of this secret with another value.",
		);
	}

	return same !== undefined;
};

/** GetSecretValue and PutSecretValue. */
export const valueOperations = {
	GetSecretValue: writes(
		z.object({
			SecretId: secretIdField,
			VersionId: z.string().optional(),
			VersionStage: z.string().optional(),
		}),
		({SecretId, VersionId, VersionStage}, context) => {
			const stage = VersionStage ?? 'AWSCURRENT';
			const secret = findSecret(
				SecretId,
				context,
				VersionId === undefined
					? {'secretsmanager:versionstage': [stage]}
					: {'secretsmanager:versionid': [VersionId]},
			);
			refuseDeleted(secret);
			const version = secret.versions.find(
				({id, stages}) =>
					(VersionId === undefined || id === VersionId) &&
					(stages.includes(stage) || (VersionId !== undefined && VersionStage === undefined)),
			);
			if (!version) {
				throw new AwsError(
					'ResourceNotFoundException',
					VersionId === undefined
						? `Secrets Manager can't find the specified secret value for staging label: ${stage}`
						: `Secrets Manager can't find the specified secret value for VersionId: ${VersionId}`,
				);
			}

			useKey(secret, 'Decrypt', context);
			// AWS tells the day only.
			secret.accessedAt = context.now - (context.now % 86_400);
			return {
				...nameSecret(secret),
				VersionId: version.id,
				SecretString: version.text,
				SecretBinary: version.binary,
				VersionStages: version.stages,
				CreatedDate: version.createdAt,
			};
		},
	),

	PutSecretValue: writesSecret(
		z.object({
			...valueFields,
			VersionStages: z.array(z.string().min(1).max(256)).min(1).max(20).default(['AWSCURRENT']),
		}),
		(secret, input, context) => {
			refuseDeleted(secret);
			const version = newVersion(input, context.now, input.VersionStages);
			if (!version) {
				throw invalidParameter('You must provide either SecretString or SecretBinary.');
			}

			useKey(secret, 'GenerateDataKey', context);
			if (!isRepeated(secret, version)) {
				addVersion(secret, version);
				secret.changedAt = context.now;
			}

			return {VersionId: version.id, VersionStages: version.stages};
		},
	),
};
