import {expect, test} from 'vitest';
import {memoize} from '../source/memoize.js';

test('each object is made something of once, also where that is nothing', () => {
	const asked: string[] = [];
	const lengthOf = memoize(({name}: {name: string}) => {
		asked.push(name);
		return name === '' ? undefined : name.length;
	});
	const [one, other, nameless] = [{name: 'one'}, {name: 'other'}, {name: ''}];
	expect([one, other, nameless, one, nameless].map((each) => lengthOf(each))).toEqual([
		3,
		5,
		undefined,
		3,
		undefined,
	]);
	expect(asked).toEqual(['one', 'other', '']);
	// A changed row is another object.
	expect(lengthOf({...one, name: 'changed'})).toBe(7);
});

test('what else is given counts, by what it is, and the latest alone is kept', () => {
	const asked: string[] = [];
	const named = memoize(({name}: {name: string}, more: string, other: object) => {
		asked.push(name + more);
		return {text: name + more, other};
	});
	const [one, two, other] = [{name: 'one'}, {name: 'two'}, {}];
	const made = named(one, '!', other);
	expect(named(one, '!', other)).toBe(made);
	named(two, '!', other);
	expect(named(one, '!', other)).toBe(made);
	expect(asked).toEqual(['one!', 'two!']);
	expect(named(one, '?', other).text).toBe('one?');
	named(one, '?', {});
	expect(asked).toEqual(['one!', 'two!', 'one?', 'one?']);
});

test('more that comes with a thing is not taken for nothing', () => {
	const restOf = memoize((_thing: object, ...rest: readonly string[]) => rest);
	const thing = {};
	expect(restOf(thing)).toEqual([]);
	expect(restOf(thing, 'more')).toEqual(['more']);
	expect(restOf(thing)).toEqual([]);
});
