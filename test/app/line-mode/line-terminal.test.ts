import {PassThrough} from 'node:stream';
import {expect, test, vi} from 'vitest';
import {openLineTerminal, newProgressLines} from '../../../source/app/line-mode/line-terminal.js';

test('the marks that a terminal puts around a paste are no part of an answer', async () => {
	const stdin = new PassThrough();
	const terminal = openLineTerminal({
		stdin,
		stdout: {write: vi.fn<(text: string) => void>()},
		hasUnicode: true,
	});
	const answers: Array<readonly string[]> = [];
	terminal.listen({
		onAnswer(lines) {
			answers.push(lines);
		},
		onEnd: vi.fn<() => void>(),
	});
	const heard = async (text: string, count: number) => {
		stdin.write(text);
		await vi.waitFor(() => {
			expect(answers).toHaveLength(count);
		});
	};

	await heard('\u{1B}[200~one\ntwo\n', 1);
	// The end of that paste stands before the number that is typed next.
	await heard('\u{1B}[201~2\n', 2);
	await heard('\u{1B}[200~arn:x\u{1B}[201~\n', 3);
	expect(answers).toEqual([['one', 'two'], ['2'], ['arn:x']]);
	terminal.close();
});

test('said when it lasts, when its count has grown for a while, and as a sign of life', () => {
	const lines = newProgressLines();
	const said: Array<readonly [number, string]> = [];
	const at = (seconds: number, text: string) => {
		const progress = new Map([['a', {text, isBlocking: true}]]);
		said.push(...lines.at(seconds * 1000, progress).map((line) => [seconds, line] as const));
	};

	at(0, 'Listing: 0');
	at(0.2, 'Listing: 1');
	at(0.5, 'Listing: 2');
	at(5, 'Listing: 100');
	at(11, 'Listing: 200');
	at(20, 'Listing: 200');
	at(42, 'Listing: 200');
	expect(said).toEqual([
		[0.5, 'Listing: 2'],
		[11, 'Listing: 200'],
		[42, 'Still: Listing: 200'],
	]);
});

test('what is over at once is not worth a word', () => {
	const lines = newProgressLines();
	const progress = new Map([['a', {text: 'Asking', isBlocking: true}]]);
	expect(lines.at(0, progress)).toEqual([]);
	expect(lines.at(250, new Map())).toEqual([]);
	expect(lines.at(500, progress)).toEqual([]);
});

test('a question is broken between words, and what is typed stands behind it', () => {
	const written: string[] = [];
	const terminal = openLineTerminal({
		stdin: new PassThrough(),
		stdout: {
			columns: 24,
			write(text: string) {
				written.push(text);
			},
		},
		hasUnicode: true,
	});
	terminal.ask('Number, words to search, back, home, help, again, quit: ');
	terminal.close();
	expect(written.join('')).toBe('Number, words to search,\nback, home, help, again,\nquit: \n');
});
