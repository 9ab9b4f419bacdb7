import {expect, test} from 'vitest';
import {splitCommand} from '../../source/terminal/command-line.js';

test.each([
	['', []],
	[' '.repeat(3), []],
	['vim', ['vim']],
	['  code  --wait ', ['code', '--wait']],
	['"/opt/my editor/ed" -x', ['/opt/my editor/ed', '-x']],
	["'/opt/my editor/ed' '-a b'", ['/opt/my editor/ed', '-a b']],
	[String.raw`/opt/my\ editor/ed`, ['/opt/my editor/ed']],
	[String.raw`ed "a \"b\" \c"`, ['ed', String.raw`a "b" \c`]],
	['ed ""', ['ed', '']],
	["emacs --eval='(a b)'x", ['emacs', '--eval=(a b)x']],
	['ed "open', ['ed', '"open']],
])('%j has the words %j', (command, words) => {
	expect(splitCommand(command, 'linux')).toEqual(words);
});

test('on Windows backslashes belong to the path', () => {
	expect(splitCommand(String.raw`"C:\Program Files\ed.exe" C:\x -w`, 'win32')).toEqual([
		String.raw`C:\Program Files\ed.exe`,
		String.raw`C:\x`,
		'-w',
	]);
});
