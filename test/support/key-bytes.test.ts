import {expect, test} from 'vitest';
import {keyBytes, type Key} from './key-bytes.js';

test.each([
	['enter', '\r'],
	['space', ' '],
	['backspace', '\u{7F}'],
	['down', '\u{1B}[B'],
	['end', '\u{1B}[F'],
	['delete', '\u{1B}[3~'],
	['shift+tab', '\u{1B}[Z'],
	['shift+up', '\u{1B}[1;2A'],
	['ctrl+alt+left', '\u{1B}[1;7D'],
	['ctrl+pageup', '\u{1B}[5;5~'],
	['ctrl+c', '\u{3}'],
	['ctrl+C', '\u{3}'],
	['ctrl+@', '\0'],
	['ctrl+space', '\0'],
	['ctrl+[', '\u{1B}'],
	['ctrl+]', '\u{1D}'],
	['ctrl+\\', '\u{1C}'],
	['ctrl+_', '\u{1F}'],
	['ctrl+backspace', '\b'],
	['ctrl+enter', '\r'],
	['ctrl++', '+'],
	['alt+enter', '\u{1B}\r'],
	['alt+x', '\u{1B}x'],
	['ctrl+alt+a', '\u{1B}\u{1}'],
	['shift+a', 'A'],
] satisfies Array<[Key, string]>)('%s', (key, bytes) => {
	expect(keyBytes(key)).toBe(bytes);
});

test('keys that do not exist are refused', () => {
	expect(() => keyBytes('ctrl+entr')).toThrow('Unknown key "ctrl+entr"');
	const notAModifier = 'alt+hyper+a';
	expect(() => keyBytes(notAModifier)).toThrow('Unknown modifier "hyper"');
});
