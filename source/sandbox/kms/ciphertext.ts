import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import * as z from 'zod';

const mark = 'practice only:';

const sealedSchema = z.object({
	key: z.string(),
	context: z.string(),
	plaintext: z.string(),
});

/** What a ciphertext of the sandbox holds: the key's ARN, a digest of the encryption context, and the plaintext. */
export type Sealed = {key: string; context: string; plaintext: Buffer};

const digest = (data: string | Buffer): Buffer =>
	createHash('sha256').update(data).digest();

/** Names an encryption context so that two equal ones have equal names, whatever the order of their pairs. */
export const contextDigest = (context: Record<string, string>): string =>
	digest(
		JSON.stringify(
			Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1)),
		),
	)
		.subarray(0, 16)
		.toString('base64');

/**
A ciphertext for practice. It hides nothing: the plaintext is inside, in the clear. There is no key material here, and
nothing of value may be encrypted with it; it only has to be opaque to its user and come back through Decrypt.
*/
export const seal = ({key, context, plaintext}: Sealed): string => {
	const body = Buffer.from(
		mark +
			JSON.stringify({key, context, plaintext: plaintext.toString('base64')}),
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

	const sealed = sealedSchema.parse(
		JSON.parse(body.subarray(mark.length).toString('utf8')),
	);
	return {...sealed, plaintext: Buffer.from(sealed.plaintext, 'base64')};
};
