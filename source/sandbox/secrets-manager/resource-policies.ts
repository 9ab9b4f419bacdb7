import * as z from 'zod';
import {AwsError, commonError} from '../answer.js';
import {type CallContext} from '../operation.js';
import {normalisePolicy, invalidPrincipal} from '../key-policy.js';
import {type State, type Key, secretArn, type Secret} from '../state.js';
import {parseStatements, type ParsedStatement} from '../evaluate.js';
import {keyRefusal} from '../authorise.js';
import {lookUpKey, requireEnabled} from '../kms/find-key.js';
import {recordUse} from '../kms/cryptography.js';
import {
	invalidRequest,
	nameSecret,
	readsSecret,
	refuseDeleted,
	writesSecret,
} from './find-secret.js';

const malformed = (message: string): AwsError =>
	new AwsError('MalformedPolicyDocumentException', message);

const isPublic = ({Effect, Principal, Condition}: ParsedStatement): boolean =>
	Effect === 'Allow' && Principal?.AWS?.includes('*') === true && Condition === undefined;

const accept = (state: State, text: string, isPublicRefused: boolean): string => {
	let statements: ParsedStatement[];
	try {
		statements = parseStatements(text);
	} catch {
		throw malformed('This resource policy contains a syntax error.');
	}

	for (const statement of statements) {
		const {Principal, NotPrincipal, Action, NotAction, Resource, NotResource} = statement;
		if (!(Principal ?? NotPrincipal) || !(Action ?? NotAction) || !(Resource ?? NotResource)) {
			throw malformed('This resource policy lacks a required element.');
		}

		if (invalidPrincipal(state, statement) !== undefined) {
			throw malformed('This resource policy contains an unsupported principal.');
		}
	}

	if (isPublicRefused && statements.some((statement) => isPublic(statement))) {
		throw new AwsError(
			'PublicPolicyException',
			'The resource policy grants broad access to the secret.',
		);
	}

	return JSON.stringify(normalisePolicy(text));
};

/** GetResourcePolicy, PutResourcePolicy and DeleteResourcePolicy. */
export const resourcePolicyOperations = {
	GetResourcePolicy: readsSecret((secret) => ({
		...nameSecret(secret),
		ResourcePolicy: secret.policy,
	})),

	PutResourcePolicy: writesSecret(
		z.object({
			ResourcePolicy: z.string().min(1).max(20_480),
			BlockPublicPolicy: z.boolean().default(false),
		}),
		(secret, input, {state}) => {
			refuseDeleted(secret);
			secret.policy = accept(state, input.ResourcePolicy, input.BlockPublicPolicy);
		},
	),

	DeleteResourcePolicy: writesSecret(z.object({}), (secret) => {
		refuseDeleted(secret);
		Reflect.deleteProperty(secret, 'policy');
	}),
};

/** AWS's own key, which everyone of the account may use through Secrets Manager. */
const ownAlias = 'alias/aws/secretsmanager';

/** Whether a secret is encrypted with a customer managed key. */
const hasCustomerKey = ({kmsKeyId}: Pick<Secret, 'kmsKeyId'>): boolean =>
	kmsKeyId !== undefined && !kmsKeyId.endsWith(ownAlias);

const failed = (operation: 'Decrypt' | 'GenerateDataKey'): AwsError =>
	operation === 'Decrypt'
		? new AwsError(
				'DecryptionFailure',
				"Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
			)
		: new AwsError(
				'EncryptionFailure',
				"Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.",
			);

const findKey = (
	keyId: string,
	{account, region}: Secret,
	operation: 'Decrypt' | 'GenerateDataKey',
	context: CallContext,
): Key => {
	// A bare ID or alias means a key beside the secret, whoever asks.
	const caller = {...context.caller, account};
	try {
		const key = lookUpKey(keyId, {...context, operation, region, caller}, true);
		requireEnabled(key);
		return key;
	} catch (error) {
		throw error instanceof AwsError ? failed(operation) : error;
	}
};

/**
Uses a secret's key as Secrets Manager does, in the caller's name (kms:ViaService). The account's default key takes anyone of
the account, and nobody else.
@throws {AwsError} AccessDeniedException, DecryptionFailure, EncryptionFailure, InvalidRequestException
*/
export const useKey = (
	secret: Secret,
	operation: 'Decrypt' | 'GenerateDataKey',
	context: CallContext,
): void => {
	const {caller} = context;
	const {kmsKeyId, account, region} = secret;
	if (kmsKeyId === undefined || !hasCustomerKey(secret)) {
		if (caller.account !== account) {
			throw invalidRequest(
				"You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
			);
		}

		return;
	}

	const key = findKey(kmsKeyId, secret, operation, context);
	const refusal = keyRefusal(caller, operation, key, {
		request: {
			'kms:viaservice': [`secretsmanager.${region}.amazonaws.com`],
			'kms:encryptioncontextkeys': ['SecretARN', 'SecretVersionId'],
			'kms:encryptioncontext:secretarn': [secretArn(secret)],
		},
		encryptionContext: {
			SecretARN: secretArn(secret),
			SecretVersionId: secret.versions.find(({stages}) => stages.includes('AWSCURRENT'))?.id ?? '',
		},
	});
	if (refusal) {
		throw commonError('secretsmanager', 'denied', 'Access to KMS is not allowed');
	}

	recordUse(key, operation, context);
};
