import {type Readable} from 'node:stream';

// Tab, line breaks and Escape belong to the text or the sequence around them.
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- control keys are what it looks for
const controlKey = /([\p{Control}--[\t\n\r\u{1B}]])/v;

// A bracketed paste, as far as it was read; or a key such as an arrow, with a second Escape before it when Alt was held.
const sequence =
	// eslint-disable-next-line no-control-regex, regexp/no-control-character, regexp/no-obscure-range -- as ECMA-48 writes them
	/(\u{1B}\[200~[\s\S]*?(?:\u{1B}\[201~|$)|\u{1B}{1,2}(?:\[\[?[0-?]*[ -\/]*[@-~]|O[A-Za-z]))/v;

/**
What was read at once, each key apart: Ctrl+U and the letters after it, ↓ and Enter, when the program was busy meanwhile.
*/
export function splitKeys(chunk: string): string[] {
	return chunk
		.split(sequence)
		.flatMap((part, index) => (index % 2 === 1 ? [part] : atControls(part)));
}

function atControls(chunk: string): string[] {
	const keys = chunk.split(controlKey);
	return [...keys.slice(0, -1), ...apart(keys.at(-1) ?? '')].filter((key) => key !== '');
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
A terminal's input that gives out one key or one run of text at a turn of the event loop, and none in the turn it arrived in.
So a screen has drawn what one key did before the next one comes: Ink takes what was read at once for one text, and a Ctrl+U
in it would be lost. And so it listens by then: React runs the effects that listen for keys one turn after it has drawn
(later in the same turn where drawing took no time), and whoever answers a screen at once would not be heard.
*/
export function keyByKey<Stream extends Readable>(stdin: Stream): Stream {
	let waiting: string[] = [];
	let isTurn = false;
	let isTurnComing = false;
	const takeTurn = (): void => {
		isTurnComing = false;
		isTurn = true;
		stdin.emit('readable');
		isTurn = false;
	};

	const read = (): string | null => {
		if (!isTurn) {
			if (!isTurnComing) {
				isTurnComing = true;
				setImmediate(takeTurn);
			}

			return null;
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
		isTurn = false;
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
