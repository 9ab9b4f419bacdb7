// What these do is done by answering: they edit a line, tick rows, or are a word of their own.
const answered = new Set(['?', 'q', 'Ctrl+A', 'Ctrl+C', 'Ctrl+D', 'Ctrl+U']);

/** The byte that a key sends, for the keys that do something on a screen; `undefined` for those that move, edit or type. */
export function actionKey(name: string): string | undefined {
	if (answered.has(name)) {
		return undefined;
	}

	if (name === 'Enter') {
		return '\r';
	}

	const letter = /^Ctrl\+(?<letter>[A-Z])$/v.exec(name)?.groups?.letter;
	if (letter !== undefined) {
		// A control character is its letter's place in the alphabet.
		return String.fromCodePoint((letter.codePointAt(0) ?? 0) % 32);
	}

	return /^[a-z]$/v.test(name) ? name : undefined;
}
