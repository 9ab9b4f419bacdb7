import {type Readable} from 'node:stream';

// Tab, line breaks and Escape belong to the text or the sequence around them.
const partOfText = new Set(['\t', '\n', '\r', '\u{1B}']);

/** What was read at once, with each control key apart: Ctrl+U and the letters after it, when the program was busy meanwhile. */
export function splitKeys(chunk: string): string[] {
	const keys: string[] = [];
	let text = '';
	for (const character of chunk) {
		if (partOfText.has(character) || !/\p{Control}/v.test(character)) {
			text += character;
			continue;
		}

		keys.push(...(text === '' ? [] : [text]), character);
		text = '';
	}

	return text === '' ? keys : [...keys, ...apart(text)];
}

/** Text and the Tab behind it, or some Tabs: keys that a slow line joined. With more around it, a tab is a part of a paste. */
function apart(text: string): string[] {
	return /^\t+$/v.test(text)
		? [...text]
		: text.search(/\p{Control}/v) === text.length - 1 && text.endsWith('\t')
			? [text.slice(0, -1), '\t']
			: [text];
}

/**
A terminal's input that gives out one key or one run of text at a turn, so that a screen has drawn what one key did before
the next one comes. Ink takes what was read at once for one text, and a Ctrl+U in it would be lost.
*/
export function keyByKey<Stream extends Readable>(stdin: Stream): Stream {
	let waiting: string[] = [];
	let isTurnOver = false;
	const read = (): string | null => {
		if (isTurnOver) {
			isTurnOver = false;
			if (waiting.length > 0) {
				setImmediate(() => {
					stdin.emit('readable');
				});
				return null;
			}
		}

		if (waiting.length === 0) {
			const chunk: unknown = stdin.read();
			// Ink asks for text, so all else is the end of what there is.
			if (typeof chunk !== 'string') {
				return null;
			}

			waiting = splitKeys(chunk);
		}

		const [first = '', ...rest] = waiting;
		waiting = rest;
		isTurnOver = true;
		return first;
	};

	return new Proxy(stdin, {
		get(target, property) {
			if (property === 'read') {
				return read;
			}

			const value: unknown = Reflect.get(target, property);
			if (typeof value !== 'function') {
				return value;
			}

			const bound: unknown = value.bind(target);
			return bound;
		},
	});
}
