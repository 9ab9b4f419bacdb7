import {Buffer} from 'node:buffer';
import {createHash, randomUUID} from 'node:crypto';
import * as z from 'zod';
import {type RequestContext} from '../conditions.js';
import {AwsError} from '../answer.js';
import {keyArn, type Key} from '../state.js';
import {writes, type CallContext} from '../operation.js';
import {findKey, keyIdField, refuseDryRun, requireEnabled} from './find-key.js';

const mark = 'practice only:';

const sealedSchema = z.object({
	key: z.string(),
	context: z.string(),
	plaintext: z.string(),
});

/** What a ciphertext of the sandbox holds: the key's ARN, a digest of the encryption context, and the plaintext. */
type Sealed = {key: string; context: string; plaintext: Buffer};

const digest = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** Names an encryption context so that two equal ones have equal names, whatever the order of their pairs. */
const contextDigest = (context: Record<string, string>): string =>
	digest(JSON.stringify(Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1))))
		.subarray(0, 16)
		.toString('base64');

/**
A ciphertext for practice. It hides nothing: the plaintext is inside, in the clear. There is no key material here, and
nothing of value may be encrypted with it; it only has to be opaque to its user and come back through Decrypt.
*/
export const seal = ({key, context, plaintext}: Sealed): string => {
	const body = Buffer.from(
		mark + JSON.stringify({key, context, plaintext: plaintext.toString('base64')}),
		'utf8',
	);
	return Buffer.concat([digest(body).subarray(0, 8), body]).toString('base64');
};

/** Opens what `seal` made; `undefined` when the text is anything else, or was changed. */
export const unseal = (ciphertext: string): Sealed | undefined => {
	const blob = Buffer.from(ciphertext, 'base64');
	const body = blob.subarray(8);
	if (
		!blob.subarray(0, 8).equals(digest(body).subarray(0, 8)) ||
		!body.toString('utf8').startsWith(mark)
	) {
		return undefined;
	}

	const sealed = sealedSchema.parse(JSON.parse(body.subarray(mark.length).toString('utf8')));
	return {...sealed, plaintext: Buffer.from(sealed.plaintext, 'base64')};
};

/** A blob in base64 whose bytes are within KMS's limits. */
const blob = (most: number) =>
	z.string().refine(
		(text) => {
			const {length} = Buffer.from(text, 'base64');
			return length > 0 && length <= most;
		},
		{error: `Member must have length between 1 and ${most}`},
	);

const common = {
	EncryptionContext: z.record(z.string(), z.string()).default({}),
	EncryptionAlgorithm: z.string().default('SYMMETRIC_DEFAULT'),
	DryRun: z.boolean().default(false),
};

const requestContext = (pairs: Record<string, string>, algorithm: string): RequestContext => ({
	'kms:encryptionalgorithm': [algorithm],
	...(Object.keys(pairs).length > 0 && {
		'kms:encryptioncontextkeys': Object.keys(pairs),
	}),
	...Object.fromEntries(
		Object.entries(pairs).map(([name, value]) => [
			`kms:encryptioncontext:${name.toLowerCase()}`,
			[value],
		]),
	),
});

const checkUse = (key: Key, operation: string, algorithm: string): void => {
	requireEnabled(key);
	if (key.usage !== 'ENCRYPT_DECRYPT') {
		throw new AwsError(
			'InvalidKeyUsageException',
			`${keyArn(key)} key usage is ${key.usage} which is not valid for ${operation}.`,
		);
	}

	// The sandbox encrypts with symmetric keys only; a key of another kind does not take their algorithm.
	if (algorithm !== 'SYMMETRIC_DEFAULT' || key.spec !== 'SYMMETRIC_DEFAULT') {
		throw new AwsError(
			'InvalidKeyUsageException',
			`Algorithm ${algorithm} and key spec ${key.spec} are incompatible.`,
		);
	}
};

/** Notes that a key was used by an operation, of KMS or of a service that uses it in the caller's name. */
export const recordUse = (key: Key, operation: string, {now, requestId}: CallContext): void => {
	key.lastUsage = {
		Operation: operation,
		Timestamp: now,
		CloudTrailEventId: randomUUID(),
		KmsRequestId: requestId,
	};
};

type Use = z.output<z.ZodObject<typeof common>>;

/** The key that a call to encrypt or decrypt may use. */
const keyFor = (id: string, use: Use, context: CallContext): Key => {
	const {EncryptionContext: encryptionContext, EncryptionAlgorithm: algorithm} = use;
	const request = requestContext(encryptionContext, algorithm);
	const key = findKey(id, context, {canBeAlias: true, request, encryptionContext});
	checkUse(key, context.operation, algorithm);
	return key;
};

/** Encrypt and Decrypt. What they make is for practice only (see `seal`). */
export const cryptographyOperations = {
	Encrypt: writes(
		z.object({KeyId: keyIdField, Plaintext: blob(4096), ...common}),
		(input, context) => {
			const key = keyFor(input.KeyId, input, context);
			refuseDryRun(input.DryRun);
			recordUse(key, 'Encrypt', context);
			const arn = keyArn(key);
			return {
				CiphertextBlob: seal({
					key: arn,
					context: contextDigest(input.EncryptionContext),
					plaintext: Buffer.from(input.Plaintext, 'base64'),
				}),
				KeyId: arn,
				EncryptionAlgorithm: input.EncryptionAlgorithm,
			};
		},
	),

	Decrypt: writes(
		z.object({CiphertextBlob: blob(6144), KeyId: keyIdField.optional(), ...common}),
		(input, context) => {
			const sealed = unseal(input.CiphertextBlob);
			const wanted = input.KeyId ?? sealed?.key;
			if (wanted === undefined) {
				throw new AwsError('InvalidCiphertextException', '');
			}

			const key = keyFor(wanted, input, context);
			if (sealed && sealed.key !== keyArn(key)) {
				throw new AwsError(
					'IncorrectKeyException',
					'The key ID in the request does not identify the key that was used to encrypt.',
				);
			}

			if (sealed?.context !== contextDigest(input.EncryptionContext)) {
				throw new AwsError('InvalidCiphertextException', '');
			}

			refuseDryRun(input.DryRun);
			recordUse(key, 'Decrypt', context);
			return {
				KeyId: keyArn(key),
				Plaintext: sealed.plaintext.toString('base64'),
				EncryptionAlgorithm: input.EncryptionAlgorithm,
			};
		},
	),
};
