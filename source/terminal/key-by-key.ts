import {type Readable} from 'node:stream';

// Ctrl and a letter, mostly. Tab, line breaks and Escape belong to the text or the sequence around them.
const beforeOrAfterControl =
	/(?<=[\p{Control}--[\t\n\r\u{1B}]])|(?=[\p{Control}--[\t\n\r\u{1B}]])/v;

/** What was read at once, with each control key apart: Ctrl+U and the letters after it, when the program was busy meanwhile. */
export function splitKeys(chunk: string): string[] {
	return chunk.split(beforeOrAfterControl);
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
			if (chunk === null) {
				return null;
			}

			waiting = splitKeys(String(chunk));
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
