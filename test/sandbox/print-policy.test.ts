import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {seal, unseal} from '../../source/sandbox/kms/cryptography.js';
import {printPolicy} from '../../source/sandbox/key-policy.js';

const seeded = {seed: 2026, numRuns: 200};

test('a policy means the same after KMS has printed it', () => {
	fc.assert(
		fc.property(
			fc.array(fc.dictionary(fc.string(), fc.jsonValue(), {noNullPrototype: true}), {
				minLength: 1,
			}),
			fc.string(),
			(statements, id) => {
				const policy = JSON.stringify({
					Id: id,
					// Principals are the one thing that is written anew.
					Statement: statements.map(({Principal, NotPrincipal, ...rest}) => rest),
				});
				expect(JSON.parse(printPolicy(policy))).toEqual(JSON.parse(policy));
			},
		),
		seeded,
	);
});

test('printing twice changes nothing more', () => {
	const policy = JSON.stringify({
		Statement: {Effect: 'Allow', Principal: {AWS: ['111122223333']}},
	});
	const once = printPolicy(policy);
	expect(once).toContain('"AWS" : "arn:aws:iam::111122223333:root"');
	expect(printPolicy(once)).toBe(once);
});

test('any bytes come back from a ciphertext, and no other bytes are one', () => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 300}), (bytes) => {
			const sealed = {key: 'arn', context: 'c', plaintext: Buffer.from(bytes)};
			expect(unseal(seal(sealed))).toEqual(sealed);
			expect(unseal(Buffer.from(bytes).toString('base64'))).toBeUndefined();
		}),
		seeded,
	);
});
