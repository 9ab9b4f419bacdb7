import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Motion} from '../../source/ui/use-input.js';
import {
	countText,
	filterItems,
	moveIn,
	searchTexts,
	clampPosition,
} from '../../source/ui/filter-items.js';

const seed = 20_264;
const items = [
	{id: '1', label: 'Alias/Workato', detail: 'eu-west-1', search: 'arn:1'},
	{id: '2', label: 'alias/payroll', detail: 'us-east-1'},
	{id: '3', label: 'workato-test', detail: 'us-east-1'},
];
const list = (count: number) => Array.from({length: count}, (_, index) => ({id: `k${index}`}));

describe('filtering', () => {
	test.each([
		['', ['1', '2', '3']],
		['  ', ['1', '2', '3']],
		['WORKATO', ['1', '3']],
		['us workato', ['3']],
		['ato kat', ['1', '3']],
		['arn:1', ['1']],
		['nothing', []],
	])('%j finds %j', (query, ids) => {
		const found = filterItems(items, searchTexts(items), query);
		expect(found.map(({id}) => id)).toEqual(ids);
	});

	test('a row of exactly this name comes first', () => {
		const numbered = [
			{label: 'Team 10'},
			{label: 'Team 1', detail: 'account 11'},
			{label: 'Team 11'},
			{label: 'team 11 old'},
		];
		const found = filterItems(numbered, searchTexts(numbered), 'team 11 ');
		expect(found.map(({label}) => label)).toEqual(['Team 11', 'Team 1', 'team 11 old']);
	});

	test('a word does not match across label and detail', () => {
		expect(filterItems(items, searchTexts(items), 'workatoeu')).toEqual([]);
	});
});

describe('moving', () => {
	const [up, down] = [{by: -1}, {by: 1}];
	test.each<[string, Motion[], string]>([
		['stops at the top', [up, up], 'k0'],
		['goes down', [down, down], 'k2'],
		['pages keep one line in view', ['pageDown'], 'k4'],
		['goes back a page', ['pageDown', 'pageDown', 'pageUp'], 'k4'],
		['stops at the end', ['end', down], 'k19'],
		['goes home', ['end', 'home'], 'k0'],
	])('%s', (_, moves, expected) => {
		let place = {highlighted: undefined as string | undefined, top: 0};
		for (const move of moves) {
			place = moveIn(place, move, list(20), 5);
		}

		expect(place.highlighted).toBe(expected);
	});

	test('the highlighted row is always there and always visible', () => {
		const anyMove = fc.constantFrom<Motion>(up, down, 'pageUp', 'pageDown', 'home', 'end');
		const anyStep = fc.tuple(anyMove, fc.nat({max: 30}), fc.integer({min: 1, max: 9}));
		const anySteps = fc.array(anyStep);
		fc.assert(
			fc.property(anySteps, (steps) => {
				let place = {highlighted: undefined as string | undefined, top: 0};
				for (const [move, count, rows] of steps) {
					const shown = list(count);
					place = moveIn(place, move, shown, rows);
					const {index, top} = clampPosition(place, shown, rows);
					if (count === 0) {
						expect(index).toBe(-1);
					} else {
						expect(index).toBeGreaterThanOrEqual(top);
						expect(index).toBeLessThan(top + rows);
						expect(top).toBeLessThanOrEqual(Math.max(0, count - rows));
					}
				}
			}),
			{seed, numRuns: 300},
		);
	});

	test('keeps the row by its id when rows come in before it', () => {
		const place = {highlighted: 'k3', top: 0};
		const more = [{id: 'new1'}, {id: 'new2'}, ...list(20)];
		expect(clampPosition(place, more, 5)).toEqual({
			index: 5,
			highlighted: 'k3',
			top: 1,
		});
	});

	test('takes the first row when the highlighted one is gone', () => {
		expect(clampPosition({highlighted: 'gone', top: 9}, list(20), 5).index).toBe(0);
	});
});

test('counts read well', () => {
	expect(countText(12, 5000)).toBe('12 of 5,000');
	expect(countText(5000, 5000)).toBe('5,000 in all');
	expect(countText(1200, 1200, true)).toBe('1,200 so far');
	expect(countText(12, 1200, true)).toBe('12 of 1,200 so far');
});
