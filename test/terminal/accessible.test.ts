import {expect, test} from 'vitest';
import {isAccessible} from '../../source/terminal/symbols.js';

test.each([
	[{}, false],
	[{TERM: 'xterm-256color'}, false],
	[{TERM: 'dumb'}, true],
	[{ACCESSIBLE: '1'}, true],
	[{ACCESSIBLE: ''}, false],
	[{ACCESSIBLE: '0'}, false],
	[{ACCESSIBLE: 'False'}, false],
	[{INK_SCREEN_READER: 'true'}, true],
	[{INK_SCREEN_READER: 'false'}, false],
])('%j', (env, expected) => {
	expect(isAccessible(env)).toBe(expected);
});
