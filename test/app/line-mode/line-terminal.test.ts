import {PassThrough} from 'node:stream';
import {expect, test, vi} from 'vitest';
import {openLineTerminal} from '../../../source/app/line-mode/line-terminal.js';

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
