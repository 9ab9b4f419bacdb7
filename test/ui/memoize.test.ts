import {expect, test} from 'vitest';
import {memoize} from '../../source/ui/memoize.js';

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
