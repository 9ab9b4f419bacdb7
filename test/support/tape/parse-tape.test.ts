import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseTape} from './parse-tape.js';

test.each([
	['Output demo.gif', {name: 'Output', path: 'demo.gif'}],
	['Output "out/frames.txt"', {name: 'Output', path: 'out/frames.txt'}],
	['Output frames/', {name: 'Output', path: 'frames/'}],
	['Require node', {name: 'Require', program: 'node'}],
	['Set FontSize 22', {name: 'Set', setting: 'FontSize', value: '22'}],
	['Set Shell "bash"', {name: 'Set', setting: 'Shell', value: 'bash'}],
	['Set Shell fish', {name: 'Set', setting: 'Shell', value: 'fish'}],
	['Set Theme "Catppuccin Frappe"', {name: 'Set', setting: 'Theme', value: 'Catppuccin Frappe'}],
	['Set Theme {"name": "x"}', {name: 'Set', setting: 'Theme', value: '{"name": "x"}'}],
	['Set TypingSpeed 50ms', {name: 'Set', setting: 'TypingSpeed', value: '50'}],
	['Set WaitTimeout 1m', {name: 'Set', setting: 'WaitTimeout', value: '60000'}],
	[
		String.raw`Set WaitPattern /\$$/`,
		{name: 'Set', setting: 'WaitPattern', value: String.raw`\$$`},
	],
	['Set LoopOffset 20%', {name: 'Set', setting: 'LoopOffset', value: '20'}],
	['Set MarginFill "#674EFF"', {name: 'Set', setting: 'MarginFill', value: '#674EFF'}],
	['Set MarginFill wallpaper.png', {name: 'Set', setting: 'MarginFill', value: 'wallpaper.png'}],
	['Set CursorBlink false', {name: 'Set', setting: 'CursorBlink', value: 'false'}],
	['Set WindowBar RingsRight', {name: 'Set', setting: 'WindowBar', value: 'RingsRight'}],
	['Set LineHeight 1.2', {name: 'Set', setting: 'LineHeight', value: '1.2'}],
	['Env HELLO "WORLD"', {name: 'Env', key: 'HELLO', value: 'WORLD'}],
	['Source config.tape', {name: 'Source', path: 'config.tape'}],
	['Type "npm start"', {name: 'Type', text: 'npm start'}],
	['Type \'say "hi"\'', {name: 'Type', text: 'say "hi"'}],
	['Type `it\'s "so" # not a comment`', {name: 'Type', text: 'it\'s "so" # not a comment'}],
	[String.raw`Type "C:\n"`, {name: 'Type', text: String.raw`C:\n`}],
	['Type@500ms "slow" "and steady" bare', {name: 'Type', text: 'slow and steady bare'}],
	['Enter', {name: 'Press', keys: ['enter']}],
	['Tab@100ms 2', {name: 'Press', keys: ['tab', 'tab']}],
	['PageDown 3', {name: 'Press', keys: ['pagedown', 'pagedown', 'pagedown']}],
	['Delete', {name: 'Press', keys: ['delete']}],
	['ScrollUp 10', {name: 'Scroll'}],
	['ScrollDown@1s 2', {name: 'Scroll'}],
	['Ctrl+c', {name: 'Press', keys: ['ctrl+c']}],
	['Ctrl+Alt+Shift+P', {name: 'Press', keys: ['ctrl+alt+shift+P']}],
	['Ctrl+Enter', {name: 'Press', keys: ['ctrl+enter']}],
	['Ctrl+-', {name: 'Press', keys: ['ctrl+-']}],
	['Ctrl+\\', {name: 'Press', keys: ['ctrl+\\']}],
	['Ctrl+x+e', {name: 'Press', keys: ['ctrl+x', 'ctrl+e']}],
	['Alt+.', {name: 'Press', keys: ['alt+.']}],
	['Alt+Tab', {name: 'Press', keys: ['alt+tab']}],
	['Shift+[', {name: 'Press', keys: ['shift+[']}],
	['Sleep 2', {name: 'Sleep', ms: 2000}],
	['Sleep .5', {name: 'Sleep', ms: 500}],
	['Sleep 0.5s', {name: 'Sleep', ms: 500}],
	['Sleep 250ms', {name: 'Sleep', ms: 250}],
	['Wait', {name: 'Wait', scope: 'Line', timeoutMs: undefined, pattern: undefined}],
	[
		'Wait+Screen /Ready|Done/',
		{
			name: 'Wait',
			scope: 'Screen',
			timeoutMs: undefined,
			pattern: 'Ready|Done',
		},
	],
	[
		String.raw`Wait+Line@30s /a\/b[(]/`,
		{
			name: 'Wait',
			scope: 'Line',
			timeoutMs: 30_000,
			pattern: String.raw`a\/b[(]`,
		},
	],
	['Hide', {name: 'Hide'}],
	['Show # again', {name: 'Show'}],
	['Screenshot a.png', {name: 'Screenshot', path: 'a.png'}],
	['Copy "text"', {name: 'Copy', text: 'text'}],
	['Paste', {name: 'Paste'}],
])('%s', (line, command) => {
	expect(parseTape(line)).toEqual({
		commands: [{line: 1, ...command}],
		errors: [],
	});
});

test.each([
	['Foo', 1, 'Invalid command "Foo"'],
	['enter', 1, 'Invalid command "enter"'],
	['Home', 1, 'Invalid command "Home"'],
	['End', 1, 'Invalid command "End"'],
	['"Enter"', 1, 'Invalid command "Enter"'],
	['$', 1, 'Invalid command "$"'],
	['Type', 1, 'Expected a string, not the end of the tape'],
	['Type "open', 6, '"open" has no end'],
	['Type@ "x"', 7, 'Expected a time, not "x"'],
	['Set Foo', 5, 'Expected a setting, not "Foo"'],
	['Set Shell csh', 11, 'Shell cannot be "csh"'],
	['Set FontSize big', 14, 'Expected a value for FontSize, not "big"'],
	['Set CursorBlink maybe', 17, 'Expected a value for CursorBlink, not "maybe"'],
	['Set MarginFill "#12"', 16, '"#12" is no colour'],
	['Output demo', 8, 'The path cannot be "demo"'],
	['Screenshot a.gif', 12, 'The path cannot be "a.gif"'],
	['Source demo', 8, 'The path cannot be "demo"'],
	['Sleep soon', 7, 'Expected a time, not "soon"'],
	['Sleep 1.2.3', 7, 'Expected a time, not "1.2.3"'],
	['Wait+Page', 6, 'Expected Line or Screen, not "Page"'],
	['Wait@0s /x/', 5, 'Wait needs a time above zero'],
	['Wait /(/', 6, '/(/ is no regular expression'],
	['Wait /open', 6, '"open" has no end'],
	['Ctrl', 1, 'Expected + and a key, not the end of the tape'],
	['Ctrl+Foo', 6, 'Expected a key, not "Foo"'],
	['Ctrl+s', 6, 'Expected a key, not "s"'],
	['Ctrl+a+Shift', 8, 'Modifiers must come before keys'],
	['Alt+Enters', 5, 'Expected a key, not "Enters"'],
])('%s is refused', (line, column, message) => {
	const {errors} = parseTape(line);
	expect(errors[0]).toEqual({line: 1, column, message});
});

test('several commands on a line, comments, blank lines and CRLF', () => {
	const tape = '# a demo\r\n\r\nType "x" Sleep 500ms Enter 2 # go\r\n  Wait\r\n';
	const {commands, errors} = parseTape(tape);
	expect(errors).toEqual([]);
	expect(commands.map(({name, line}) => `${line} ${name}`)).toEqual([
		'3 Type',
		'3 Sleep',
		'3 Press',
		'4 Wait',
	]);
});

test('after an error the rest is read, and every error is told', () => {
	const {commands, errors} = parseTape('Set Foo Bar\n\nFoo\nType Enter\n  Backspace@\n');
	expect(commands.map(({name}) => name)).toEqual(['Press']);
	expect(errors.map(({line, column}) => `${line}:${column}`)).toEqual([
		'1:5',
		'1:5',
		'1:9',
		'3:1',
		'4:6',
		'5:12',
	]);
});

const part = fc.constantFrom(
	'Type',
	'Wait',
	'Ctrl',
	'Set',
	'+',
	'@',
	'/',
	'"',
	'{',
	'#',
	'\n',
	' ',
	'.',
	'1',
	'\\',
	'é',
);
const text = fc.array(part, {maxLength: 30}).map((parts) => parts.join(''));

test('any text is read to its end', () => {
	const property = fc.property(text, (tape) => {
		const lineCount = tape.split('\n').length;
		for (const {line, column} of parseTape(tape).errors) {
			expect(line).toBeGreaterThan(0);
			expect(line).toBeLessThanOrEqual(lineCount);
			expect(column).toBeGreaterThan(0);
		}
	});
	fc.assert(property, {seed: 1, numRuns: 500});
});
