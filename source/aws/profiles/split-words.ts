/**
Splits a section's header into words as the aws CLI does (Python's shlex, the shell's quoting rules); `undefined` when a
quote or a backslash is left open.
*/
export function splitWords(text: string): string[] | undefined {
	const words: string[] = [];
	let word: string | undefined;
	let quote = '';
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (character === '\\' && quote !== "'") {
			index++;
			if (index >= text.length) {
				return undefined;
			}

			const next = text.charAt(index);
			const isKept = quote === '"' && next !== '"' && next !== '\\';
			word = (word ?? '') + (isKept ? character : '') + next;
		} else if (quote) {
			if (character === quote) {
				quote = '';
			} else {
				word = (word ?? '') + character;
			}
		} else if (character === '"' || character === "'") {
			quote = character;
			word ??= '';
		} else if (/[\t\n\r ]/v.test(character)) {
			if (word !== undefined) {
				words.push(word);
			}

			word = undefined;
		} else {
			word = (word ?? '') + character;
		}
	}

	if (quote) {
		return undefined;
	}

	return word === undefined ? words : [...words, word];
}
