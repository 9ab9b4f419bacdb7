import {expect, test} from 'vitest';
import {memoize} from '../source/memoize.js';

test('what was made of a thing is given again only where all that came with it is the same', () => {
	const count = memoize((_thing: object, ...rest: readonly string[]) => rest);
	const thing = {};
	expect(count(thing)).toEqual([]);
	expect(count(thing, 'more')).toEqual(['more']);
	expect(count(thing, 'other')).toEqual(['other']);
	expect(count(thing)).toEqual([]);
	const last = count(thing, 'same');
	expect(count(thing, 'same')).toBe(last);
	expect(count({}, 'same')).not.toBe(last);
});
