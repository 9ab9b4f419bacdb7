import {describe, expect, test} from 'vitest';
import {asciiText} from '../../source/terminal/text.js';
import {supportsColor, supportsUnicode, symbols} from '../../source/terminal/symbols.js';

test('the ASCII table holds nothing but ASCII, and a symbol for each of the others', () => {
	const ascii = symbols(false);
	expect(Object.keys(ascii)).toEqual(Object.keys(symbols(true)));
	expect(Object.values(ascii).flat().map(String).join('')).toMatch(/^[\u{20}-\u{7E}]+$/v);
});

test('without Unicode, what parts words is one sign, and a bullet is not the sign of where one is', () => {
	const {separator, bullet, stepHere, line, added, removed} = symbols(false);
	expect(asciiText('one · two')).toBe(`one ${separator} two`);
	expect(new Set([separator, bullet, stepHere, line, added]).size).toBe(5);
	expect(bullet).not.toBe(removed);
});

test('verdicts do not share a symbol', () => {
	for (const isUnicode of [true, false]) {
		const {pass, fail, warn, unknown, waiting} = symbols(isUnicode);
		expect(new Set([pass, fail, warn, unknown, waiting]).size).toBe(5);
	}
});

describe('supportsUnicode', () => {
	test.each([
		[{TERM: 'xterm-256color', LANG: 'en_US.UTF-8'}, 'linux', true],
		[{TERM: 'xterm-256color', LC_ALL: 'C.utf8', LANG: 'C'}, 'linux', true],
		[{TERM: 'xterm-256color', LC_ALL: '', LANG: 'C'}, 'linux', false],
		[{TERM: 'xterm'}, 'darwin', true],
		[{TERM: 'linux', LANG: 'en_US.UTF-8'}, 'linux', false],
		[{TERM: 'dumb'}, 'linux', false],
		[{}, 'win32', false],
		[{WT_SESSION: 'x'}, 'win32', true],
		[{TERM_PROGRAM: 'vscode'}, 'win32', true],
		[{TERMINAL_EMULATOR: 'JetBrains-JediTerm'}, 'win32', true],
		// Git’s own shell, and the old console under another name.
		[{TERM: 'xterm-256color'}, 'win32', true],
		[{TERM: 'cygwin'}, 'win32', false],
		[{WT_SESSION: 'x', TERM: 'dumb'}, 'win32', false],
		[{WT_SESSION: ''}, 'win32', false],
		// There the locale says nothing.
		[{LANG: 'en_US.UTF-8'}, 'win32', false],
	])('%j on %s: %s', (env, platform, expected) => {
		expect(supportsUnicode(env, platform)).toBe(expected);
	});
});

describe('supportsColor', () => {
	test.each([
		[{}, true],
		[{NO_COLOR: '1'}, false],
		[{NO_COLOR: ''}, true],
		[{NO_COLOR: '1', FORCE_COLOR: '1'}, true],
		[{FORCE_COLOR: '0'}, false],
		[{FORCE_COLOR: 'false'}, false],
		[{TERM: 'dumb'}, false],
	])('%j: %s', (env, expected) => {
		expect(supportsColor(env)).toBe(expected);
	});
});
