import fc from 'fast-check';
import {expect, test} from 'vitest';
import {printCall} from '../../source/engine/print-call.js';
import {reference} from '../../source/resources/call.js';
import {plainJson} from '../../source/terminal/escapes.js';

test('a call as people would type it', () => {
	expect(
		printCall({
			service: 'kms',
			operation: 'EnableKeyRotation',
			input: {
				KeyId: reference('create-key', 'KeyId'),
				RotationPeriodInDays: 365,
			},
		}),
	).toBe(
		'aws kms enable-key-rotation --cli-input-json \'{"KeyId":"<KeyId from create-key>","RotationPeriodInDays":365}\'',
	);
});

test.each([
	['CreateKey', 'create-key'],
	['PutKeyPolicy', 'put-key-policy'],
	['ListSSHPublicKeys', 'list-ssh-public-keys'],
])('%s is the command %s', (operation, command) => {
	expect(printCall({service: 'iam', operation, input: {}})).toBe(
		`aws iam ${command} --cli-input-json '{}'`,
	);
});

test('a quote cannot end the argument', () => {
	expect(
		printCall({
			service: 'kms',
			operation: 'CreateKey',
			input: {Description: "it's $(date) `date`"},
		}),
	).toBe(
		String.raw`aws kms create-key --cli-input-json '{"Description":"it'\''s $(date) ` +
			'`date`"}\'',
	);
});

test('whatever the input holds, a shell hands it on unchanged and a terminal is not moved', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), (text) => {
			const line = printCall({
				service: 'kms',
				operation: 'CreateKey',
				input: {Description: text},
			});
			const quoted = line.slice('aws kms create-key --cli-input-json '.length);
			// What POSIX makes of '…'\''…': the pieces between the quotes, joined by a quote.
			const inner = quoted.split(String.raw`'\''`).join('\u{0}');
			expect(inner.slice(1, -1)).not.toContain("'");
			const unquoted = inner.slice(1, -1).replaceAll('\u{0}', "'");
			expect(JSON.parse(unquoted)).toEqual({Description: text});
			expect(line).not.toMatch(/[\p{Control}\p{Format}\u{2028}\u{2029}]/v);
		}),
		{seed: 7, numRuns: 500},
	);
});

test('characters beyond 16 bits are escaped as pairs', () => {
	expect(plainJson('a\u{9B}b\u{E0001}c😀')).toBe(
		String.raw`"a\u009bb\udb40\udc01c😀"`,
	);
});
