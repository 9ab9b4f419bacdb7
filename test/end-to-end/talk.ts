import {expect} from 'vitest';
import type {Terminal} from '../support/pseudo-terminal.js';

/** A talk with the program in its accessible mode: it asks, a line answers. */
export type Talk = {
	/** Waits for the next question and answers it with a line. Gives what was said up to the question. */
	readonly answer: (line: string) => Promise<string>;
	/** Waits for the next question and answers it with the number of the choice that starts with these words. */
	readonly choose: (words: string) => Promise<string>;
	/** Waits until something was said since the last answer, and then for the question. Gives all of it. */
	readonly hear: (words: RegExp) => Promise<string>;
	/** Answers with lines that need no question of their own, as a paste does. */
	readonly paste: (text: string) => Promise<void>;
};

/** Talks with the program in a terminal, line by line; nothing is typed before the question stands. */
export function talkWith(terminal: Terminal): Talk {
	let heard = 0;
	const since = () => terminal.output().slice(heard).replaceAll('\r\n', '\n');
	const listen = async (isIt: (text: string) => boolean, what: string) => {
		await terminal.waitUntil(() => isIt(flat(since())) && since().endsWith(': '), what);
		return since();
	};

	const hear = async (words: RegExp) =>
		listen((text) => words.test(text), `a question after ${String(words)}`);

	const send = async (lines: string) => {
		heard = terminal.output().length;
		await terminal.pasteRaw(`${lines}\n`);
		// The terminal's own echo is no answer.
		const echo = `${lines}\n`.replaceAll('\n', '\r\n');
		await terminal.waitUntil(
			() => terminal.output().length >= heard + echo.length,
			'the echo of the answer',
		);
		heard += echo.length;
	};

	return {
		hear,
		async answer(line) {
			const said = await hear(/\S/v);
			await send(line);
			return said;
		},
		async choose(words) {
			// A slow machine may hear the question before once more: what has no such answer is not the one.
			const said = await listen(
				(text) => /\d\. /v.test(text) && text.includes(`. ${words}`),
				`a question with the answer “${words}”`,
			);
			const number = flat(said)
				.split(/(?= \d{1,2}\. )/v)
				.toReversed()
				.map((entry) => / (?<number>\d{1,2})\. (?<label>.*)/v.exec(entry))
				.find((entry) => entry?.groups?.label?.startsWith(words))?.groups?.number;
			expect(number, `“${words}” in: ${said}`).toBeDefined();
			await send(number ?? '');
			return said;
		},
		async paste(text) {
			await send(text);
		},
	};
}

function flat(text: string): string {
	return text.replaceAll(/\s+/gv, ' ');
}

/** Expects that nothing was written but text: no escape sequence, no bell, nothing that goes back or up. */
export function expectPlain(terminal: Terminal): void {
	expect(terminal.output()).not.toMatch(/[\p{Control}--[\n\r]]/v);
	// A carriage return stands only before a line feed: nothing is written over.
	expect(terminal.output()).not.toMatch(/\r(?![\n\r])/v);
}

/** Expects that no line has a sign that is only for the eye, and no word twice. */
export function expectWords(terminal: Terminal): void {
	expect(terminal.output()).not.toMatch(/[\u{2190}-\u{21FF}\u{2500}-\u{27BF}]/v);
	expect(terminal.output()).not.toMatch(/^ *(?:OK|Careful): (?:Pass|Warn)/mv);
}

/** Expects these words in this order in what was said. */
export function expectInOrder(said: string, words: readonly string[]): void {
	const all = flat(said);
	let place = 0;
	for (const each of words) {
		const at = all.indexOf(each, place);
		expect(at, `“${each}” after “${all.slice(0, place).slice(-60)}”`).not.toBe(-1);
		place = at + each.length;
	}
}
