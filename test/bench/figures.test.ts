import {expect, test} from 'vitest';
import {showNumber, verdictOf, type Figure} from './figure.js';
import {interleave} from './interleave.js';
import {median, percentile, slope} from './statistics.js';
import {jsonOf, tableOf} from './table.js';
import {lockFile, unbundledLock} from './unbundled-lock.js';

const start: Figure = {
	name: 'First screen',
	value: 120.4,
	unit: 'ms',
	reference: {name: 'minimal Ink', value: 100},
	target: {of: 'ratio', most: 1.2},
};
const size: Figure = {
	name: 'Packed',
	value: 3.5,
	unit: 'MB',
	target: {of: 'value', most: 3},
};
const install: Figure = {
	name: 'Install',
	value: undefined,
	unit: 's',
	reference: {name: 'unbundled', value: 20},
	target: {of: 'ratio', most: 1},
	note: 'no registry can be reached',
};

test('a target is judged by what the table shows', () => {
	expect(verdictOf(start)).toBe('met');
	expect(verdictOf({...start, value: 121})).toBe('missed');
	expect(verdictOf(size)).toBe('missed');
	expect(verdictOf({...size, value: 3})).toBe('met');
	expect(verdictOf(install)).toBe('cannot tell');
	expect(verdictOf({name: 'Keys', value: 4, unit: 'ms'})).toBe('no target');
	expect(verdictOf({...start, reference: {name: 'nothing', value: 0}})).toBe('cannot tell');
});

test.each([
	[1.204, '1.2'],
	[9.999, '10'],
	[12.34, '12.3'],
	[1234.5, '1235'],
	[0, '0'],
])('%d is shown as %s', (number, text) => {
	expect(showNumber(number)).toBe(text);
});

test('one table, and the notes below it', () => {
	expect(tableOf([start, size, install])).toBe(
		`FIGURE        MEASURED  REFERENCE             RATIO  TARGET        VERDICT
First screen  120 ms    100 ms (minimal Ink)  1.2×   at most 1.2×  met
Packed        3.5 MB    -                     -      at most 3 MB  missed
Install       -         20 s (unbundled)      -      at most 1×    cannot tell

Install: no registry can be reached`,
	);
});

test('JSON says the same', () => {
	expect(jsonOf([start, install])).toEqual([
		{...start, ratio: 1.204, verdict: 'met'},
		{...install, value: null, ratio: null, verdict: 'cannot tell'},
	]);
});

test('the middle, and what nearly all stay below', () => {
	expect(median([3, 1, 2])).toBe(2);
	expect(median([4, 1, 2, 3])).toBe(2.5);
	const hundred = Array.from({length: 100}, (_, n) => n + 1);
	expect(percentile(hundred, 0.99)).toBe(99);
	expect(percentile([7], 0.99)).toBe(7);
	expect(() => median([])).toThrow();
});

test('a straight line through points', () => {
	const line = [0, 1, 2, 3].map((x) => [x, 5 + 2 * x] as const);
	expect(slope(line)).toBeCloseTo(2);
	const noisy = line.map(([x, y]) => [x, y + (x % 2 === 0 ? 1 : -1)] as const);
	expect(slope(noisy)).toBeCloseTo(1.6);
	expect(() => slope([[1, 1]])).toThrow();
});

test('candidates take turns, and warming up does not count', async () => {
	const turns: string[] = [];
	const candidate = (name: string, values: number[]) => async () => {
		turns.push(name);
		return values.shift() ?? 0;
	};

	const medians = await interleave(
		[candidate('a', [900, 1, 2, 3]), candidate('b', [900, 7, 9, 8])],
		{rounds: 3},
	);
	expect(medians).toEqual([2, 8]);
	expect(turns.join('')).toBe('abababab');
});

test('a lock file for some packages keeps what these need, and nothing else', () => {
	const lock = lockFile.parse({
		lockfileVersion: 3,
		packages: {
			'': {devDependencies: {a: '^1', b: '^1'}},
			'node_modules/a': {version: '1.2.0', dev: true, dependencies: {c: '1'}},
			'node_modules/a/node_modules/c': {version: '1.0.0', dev: true},
			'node_modules/b': {version: '1.0.0', dev: true},
			'node_modules/c': {version: '2.0.0', dev: true},
		},
	});
	const {packageFile, lockFile: own} = unbundledLock(lock, ['a']);
	expect(packageFile).toMatchObject({dependencies: {a: '1.2.0'}});
	const {packages} = lockFile.parse(own);
	expect(Object.keys(packages)).toEqual(['', 'node_modules/a', 'node_modules/a/node_modules/c']);
	expect(packages['node_modules/a']).not.toHaveProperty('dev');
});
