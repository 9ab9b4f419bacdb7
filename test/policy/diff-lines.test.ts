import fc from 'fast-check';
import {expect, test} from 'vitest';
import {diffPolicyLines, diffTexts} from '../../source/policy/diff-lines.js';
import {fixed} from './arbitraries.js';

const texts: fc.Arbitrary<string[]> = fc.array(fc.constantFrom('a', 'b', 'c,', 'c', '}', '},'), {
	maxLength: 12,
});
const bare = (lines: readonly string[]) => lines.map((line) => line.replace(/,$/v, ''));

test('what stays and is added is the new text; what stays and is removed is the old one but for commas', () => {
	fc.assert(
		fc.property(texts, texts, (before, after) => {
			const lines = diffTexts(before, after);
			const without = (kind: string) =>
				lines.filter((line) => line.kind !== kind).map(({text}) => text);
			expect(without('removed')).toEqual(after);
			expect(bare(without('added'))).toEqual(bare(before));
		}),
		fixed,
	);
});

test('the same twice has no change, and one changed line is one line', () => {
	fc.assert(
		fc.property(texts, fc.nat(), (before, at) => {
			expect(diffTexts(before, before).every(({kind}) => kind === 'kept')).toBe(true);
			const after = before.length === 0 ? ['x'] : before.with(at % before.length, 'x');
			const lines = diffTexts(before, after);
			expect(lines.filter(({kind}) => kind === 'added')).toEqual([{kind: 'added', text: 'x'}]);
			expect(lines.filter(({kind}) => kind === 'removed')).toHaveLength(Math.min(1, before.length));
		}),
		fixed,
	);
});

const many = (Sid: string | undefined, ...arns: string[]) => ({
	...(Sid !== undefined && {Sid}),
	Effect: 'Allow',
	Action: 'x',
	Resource: ['a', 'b', 'c', 'd', ...arns, 'e', 'f', 'g', 'h'],
});
const foldsOf = (...[before, after]: Parameters<typeof diffPolicyLines>) =>
	diffPolicyLines(before, after).flatMap((line) =>
		line.kind === 'fold' ? [line.statement ?? ''] : [],
	);

test('a fold names the statement of the change behind it, where nothing that is shown does', () => {
	const [one, two, three] = [many('One', '1'), many('Two', '2'), many(undefined, '3')];
	const before = {Statement: [one, two, three]};
	expect(foldsOf(before, {Statement: [one, many('Two', 'new'), three]})).toEqual([
		'Statement 2 ("Two")',
		'',
	]);
	// Of a line that is only taken away, too, and each of several.
	expect(foldsOf(before, {Statement: [many('One'), two, many(undefined, 'new')]})).toEqual([
		'Statement 1 ("One")',
		'Statement 3',
		'',
	]);
	// What is new or goes whole shows its own name.
	expect(foldsOf(before, {Statement: [one, two, many('New'), three]})).toEqual(['', '']);
	expect(foldsOf(before, {Statement: [one, three]})).toEqual(['', '']);
	// A change beside the Sid.
	expect(foldsOf(before, {Statement: [one, {...two, Effect: 'Deny'}, three]})).toEqual(['', '']);
});

test('a statement that joins is added alone, in its place, and a policy that goes is removed whole', () => {
	const statement = (Sid: string) => ({Sid, Effect: 'Allow'});
	const [one, two] = [statement('One'), statement('Two')];
	expect(diffPolicyLines({Statement: [one]}, {Statement: [one, two]})).toEqual([
		{kind: 'fold', count: 3},
		{kind: 'kept', text: '      "Sid": "One",'},
		{kind: 'kept', text: '      "Effect": "Allow"'},
		{kind: 'kept', text: '    },'},
		{kind: 'added', text: '    {'},
		{kind: 'added', text: '      "Sid": "Two",'},
		{kind: 'added', text: '      "Effect": "Allow"'},
		{kind: 'added', text: '    }'},
		{kind: 'kept', text: '  ]'},
		{kind: 'kept', text: '}'},
	]);
	expect(
		diffPolicyLines({Statement: [one]}, {Statement: []}).every(({kind}) => kind === 'removed'),
	).toBe(true);
});
