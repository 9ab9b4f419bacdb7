import {setImmediate} from 'node:timers/promises';
import {type ReactNode} from 'react';
import {render} from 'ink';
import {onTestFinished, vi} from 'vitest';
import {keyByKey, splitKeys} from '../../source/terminal/key-by-key.js';
import {Keyboard, PaperScreen} from './paper-screen.js';

/** The keys tests press, as terminals send them. */
export const keys = {
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	home: '\u{1B}[H',
	end: '\u{1B}[F',
	pageUp: '\u{1B}[5~',
	pageDown: '\u{1B}[6~',
	delete: '\u{1B}[3~',
	backspace: '\u{7F}',
	enter: '\r',
	altLeft: '\u{1B}[1;3D',
	altRight: '\u{1B}[1;3C',
	ctrl: (letter: string) => String.fromCodePoint(letter.codePointAt(0)! - 96),
	paste: (text: string) => `\u{1B}[200~${text}\u{1B}[201~`,
};

/**
Renders a tree on a terminal of any size, its keys read as the program reads them, and gives what tests need: the frame,
keys, resizing. Unmounts by itself.
*/
export function renderAt(tree: ReactNode, {columns = 80, rows = 24, isScreenReader = false} = {}) {
	const screen = new PaperScreen(columns, rows);
	const keyboard = new Keyboard();
	const app = render(tree, {
		stdout: screen,
		stdin: keyByKey(keyboard),
		debug: true,
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		isScreenReaderEnabled: isScreenReader,
	});
	onTestFinished(() => {
		app.unmount();
		app.cleanup();
	});
	const frame = () => screen.frame;
	return {
		frame,
		rerender: app.rerender,
		/** Sends each chunk as a read of its own, and waits until all of its keys were heard. */
		async press(...chunks: string[]): Promise<void> {
			await setImmediate();
			for (const chunk of chunks) {
				keyboard.push(chunk);
				for (const _ of splitKeys(chunk)) {
					await setImmediate();
				}
			}

			await setImmediate();
		},
		/** Sends each chunk as a read of its own, all of them before anything is drawn. */
		async pour(...chunks: string[]): Promise<void> {
			await setImmediate();
			for (const chunk of chunks) {
				keyboard.push(chunk);
			}

			await setImmediate();
		},
		resize(toColumns: number, toRows: number): void {
			screen.resize(toColumns, toRows);
		},
		/** Resolves with the frame once it holds the text. */
		async waitForFrame(text: string): Promise<string> {
			return vi.waitFor(
				() => {
					if (!frame().includes(text)) {
						throw new Error(`Not on screen: ${text}\n${frame()}`);
					}

					return frame();
				},
				{interval: 5, timeout: 5000},
			);
		},
	};
}
