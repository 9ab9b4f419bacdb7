type NamedKey =
	| 'enter'
	| 'escape'
	| 'tab'
	| 'space'
	| 'backspace'
	| 'delete'
	| 'insert'
	| 'up'
	| 'down'
	| 'right'
	| 'left'
	| 'home'
	| 'end'
	| 'pageup'
	| 'pagedown';

type Modifier = 'ctrl' | 'alt' | 'shift';

/** A key by name, or modifiers and a key or character: 'enter', 'ctrl+c', 'shift+tab', 'ctrl+alt+left'. */
export type Key = NamedKey | `${Modifier}+${string}`;

const plainKeys: Readonly<Record<string, string>> = {
	enter: '\r',
	escape: '\u{1B}',
	tab: '\t',
	space: ' ',
	backspace: '\u{7F}',
};

// Keys that xterm sends as ESC [ LETTER, with modifiers ESC [ 1 ; N LETTER.
const letterKeys: Readonly<Record<string, string>> = {
	up: 'A',
	down: 'B',
	right: 'C',
	left: 'D',
	home: 'H',
	end: 'F',
};

// Keys that xterm sends as ESC [ NUMBER ~, with modifiers ESC [ NUMBER ; N ~.
const numberKeys: Readonly<Record<string, number>> = {
	insert: 2,
	delete: 3,
	pageup: 5,
	pagedown: 6,
};

/** The bytes that an xterm sends for a key. Throws on a key that it does not know. */
export function keyBytes(key: Key): string {
	const parts = key.split('+');
	// 'ctrl++' is Ctrl and the plus sign.
	const name = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
	const modifiers = new Set(parts.slice(0, -1).filter((part) => part !== ''));
	for (const modifier of modifiers) {
		if (!['ctrl', 'alt', 'shift'].includes(modifier)) {
			throw new Error(`Unknown modifier "${modifier}" in key "${key}".`);
		}
	}

	const escape = modifiers.has('alt') ? '\u{1B}' : '';
	return sequence(name, modifiers) ?? `${escape}${character(name, modifiers, key)}`;
}

function sequence(name: string, modifiers: ReadonlySet<string>): string | undefined {
	const code = modifierCode(modifiers);
	const letter = letterKeys[name];
	if (letter !== undefined) {
		return code === 1 ? `\u{1B}[${letter}` : `\u{1B}[1;${code}${letter}`;
	}

	const number = numberKeys[name];
	if (number !== undefined) {
		return code === 1 ? `\u{1B}[${number}~` : `\u{1B}[${number};${code}~`;
	}

	return code === 2 && name === 'tab' ? '\u{1B}[Z' : undefined;
}

// How xterm counts modifiers in an escape sequence.
function modifierCode(modifiers: ReadonlySet<string>): number {
	let code = 1;
	code += modifiers.has('shift') ? 1 : 0;
	code += modifiers.has('alt') ? 2 : 0;
	code += modifiers.has('ctrl') ? 4 : 0;
	return code;
}

function character(name: string, modifiers: ReadonlySet<string>, key: Key): string {
	const plain = plainKeys[name] ?? name;
	if (plain.length !== 1) {
		throw new Error(`Unknown key "${key}".`);
	}

	if (modifiers.has('ctrl')) {
		return controlCharacter(plain);
	}

	return modifiers.has('shift') ? plain.toUpperCase() : plain;
}

// The letter's code without its upper bits; Ctrl+Space is the same as Ctrl+@, and Ctrl+Enter is Enter.
function controlCharacter(plain: string): string {
	if (plain === plainKeys.backspace) {
		return '\b';
	}

	return /[ @a-z\[\\\]^_]/iv.test(plain)
		? String.fromCodePoint((plain.codePointAt(0) ?? 0) % 32)
		: plain;
}
