import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseText} from './parse-text.js';
import {anyPolicy, fixed} from './arbitraries.js';

describe('whatever is pasted', () => {
	const pieces = fc.array(
		fc.oneof(
			fc.constantFrom(
				'{',
				'}',
				'[',
				']',
				',',
				':',
				'"',
				'“',
				'”',
				'\n',
				'\r\n',
				'/*',
				'*/',
				'//',
				'\\',
				'"Statement"',
				'"Effect"',
				'"Allow"',
				'😀',
				'\u{200B}',
				'```',
			),
			fc.string({maxLength: 3}),
		),
		{maxLength: 30},
	);

	it('never throws, and names places within the text', () => {
		fc.assert(
			fc.property(pieces, (parts) => {
				const text = parts.join('');
				const parsed = parseText(text);
				const lines = text.split(/\r\n|[\n\r]/v);
				for (const {position, message} of parsed.ok ? [] : parsed.problems) {
					expect(message).not.toBe('');
					if (!position) {
						continue;
					}

					expect(position.line).toBeGreaterThanOrEqual(1);
					expect(position.line).toBeLessThanOrEqual(lines.length);
					expect(position.column).toBeGreaterThanOrEqual(1);
					expect(position.column).toBeLessThanOrEqual([...lines[position.line - 1]!].length + 1);
				}
			}),
			{...fixed, numRuns: 1500},
		);
	});

	it('reads back what is printed', () => {
		fc.assert(
			fc.property(
				anyPolicy.filter(({Statement}) => Statement.length > 0),
				(policy) => {
					expect(parseText(JSON.stringify(policy, undefined, 2))).toMatchObject({
						ok: true,
						wholePolicy: policy,
					});
				},
			),
			fixed,
		);
	});
});
