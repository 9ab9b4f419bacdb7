import type {Key} from '../key-bytes.js';
import {tapeKeys} from './tape-command.js';
import {TapeSyntaxError, type TokenReader} from './token-reader.js';

const modifierNames = ['Alt', 'Shift'];
const ctrlKeys = 'Enter Space Backspace Left Right Up Down'.split(' ');
const ctrlSigns = String.raw`-@[]^\\`;

/** Reads what follows `Ctrl`: more modifiers, then one or more keys, each after a plus sign. */
export function parseCtrl(reader: TokenReader): readonly Key[] {
	const modifiers: string[] = [];
	const keys: Key[] = [];
	while (reader.takeSign('+') !== undefined) {
		const place = reader.peek();
		const modifier = reader.takeWord(modifierNames)?.toLowerCase();
		if (modifier === undefined) {
			const key = expectKey(reader, ctrlKeys, ctrlSigns);
			keys.push(`ctrl+${[...modifiers, key].join('+')}`);
		} else if (keys.length === 0) {
			modifiers.push(modifier);
		} else {
			throw new TapeSyntaxError('Modifiers must come before keys', place);
		}
	}

	return reader.expected('+ and a key', keys.length > 0 ? keys : undefined);
}

/** Reads what follows `Alt` or `Shift`: a plus sign and one key. */
export function parseModified(modifier: 'alt' | 'shift', reader: TokenReader): readonly Key[] {
	reader.expected('+ and a key', reader.takeSign('+'));
	return [`${modifier}+${expectKey(reader, ['Enter', 'Tab'], '[]')}`];
}

// A named key, a sign, or a character that is no keyword. The units s and m are: VHS knows no Ctrl+s.
function expectKey(reader: TokenReader, names: readonly string[], signs: string): string {
	const isCharacter = reader.peek()?.text.length === 1;
	return reader.expected(
		'a key',
		tapeKeys.get(reader.takeWord(names) ?? '') ??
			reader.takeSign(signs) ??
			(isCharacter ? reader.takeString() : undefined),
	);
}
