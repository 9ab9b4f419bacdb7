import fc from 'fast-check';
import {expect, test} from 'vitest';
import {tagText} from '../../source/resources/ownership.js';

test.each([
	['Payroll', 'Payroll'],
	['R-D', 'R-D'],
	['R&D', 'R=26=D'],
	['R=26=D', 'R=3D=26=3D=D'],
	['Заказы 1', 'Заказы 1'],
])('%s is tagged %s', (name, tag) => {
	expect(tagText(name)).toBe(tag);
});

test('two projects never get one tag, and IAM takes each', () => {
	const letter = fc.constantFrom('R', 'D', '&', '-', '=', '26', '2', '🙂', '#');
	const name = fc.oneof(
		fc.array(letter, {minLength: 1, maxLength: 6}).map((all) => all.join('')),
		fc.array(letter, {minLength: 60, maxLength: 100}).map((all) => all.join('')),
	);
	fc.assert(
		fc.property(name, name, (one, other) => {
			expect(tagText(one)).toMatch(/^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]{1,256}$/v);
			expect(tagText(one) === tagText(other)).toBe(one === other);
		}),
		{seed: 6},
	);
	const long = '&'.repeat(199);
	expect(tagText(`${long}a`)).not.toBe(tagText(`${long}b`));
});
