import {PassThrough} from 'node:stream';
import {useEffect, useState} from 'react';
import {render, Text, useInput} from 'ink';
import {expect, onTestFinished, test, vi} from 'vitest';
import {keyByKey, splitKeys} from '../../source/terminal/key-by-key.js';
import {Keyboard, PaperScreen} from '../support/paper-screen.js';

test.each([
	['a', ['a']],
	['\u{15}alias/mine', ['\u{15}', 'alias/mine']],
	['ab\u{17}\u{15}c\r', ['ab', '\u{17}', '\u{15}', 'c\r']],
	['{\r\n\t"a": 1\r\n}', ['{\r\n\t"a": 1\r\n}']],
	['\u{1B}[A\u{1B}[B\r', ['\u{1B}[A', '\u{1B}[B', '\r']],
	['\u{1B}\u{1B}[A\u{1B}OBj', ['\u{1B}\u{1B}[A', '\u{1B}OB', 'j']],
	['\u{1B}[[Ax\u{1B}b', ['\u{1B}[[A', 'x\u{1B}b']],
	['\u{1B}[200~a\nb\u{1B}[201~', ['\u{1B}[200~a\nb\u{1B}[201~']],
	[
		'x\u{1B}[200~a\u{15}\u{1B}[Ab\u{1B}[201~\r',
		['x', '\u{1B}[200~a\u{15}\u{1B}[Ab\u{1B}[201~', '\r'],
	],
	['\u{1B}[200~half\u{15} of it', ['\u{1B}[200~half\u{15} of it']],
	['ä€😀\u{4}', ['ä€😀', '\u{4}']],
	['orders\t', ['orders', '\t']],
	['\t\t', ['\t', '\t']],
	['Orders\t1\r\t', ['Orders\t1\r\t']],
])('%j is taken apart at its keys, never inside a paste', (chunk, keys) => {
	expect(splitKeys(chunk)).toEqual(keys);
});

test('keys that arrive together come one at a turn, in their order, and none is lost', async () => {
	const terminal = new PassThrough({encoding: 'utf8'});
	const input = keyByKey(terminal);
	const turns: unknown[][] = [];
	input.on('readable', () => {
		const heard: unknown[] = [];
		for (let key: unknown = input.read(); key !== null; key = input.read()) {
			heard.push(key);
		}

		turns.push(heard);
	});
	terminal.write('ab\u{15}c\u{4}');
	terminal.write('d');
	await vi.waitFor(() => {
		expect(turns.flat().join('')).toBe('ab\u{15}c\u{4}d');
	});
	expect(turns.filter((keys) => keys.length > 0)).toEqual([
		['ab'],
		['\u{15}'],
		['c'],
		['\u{4}'],
		['d'],
	]);
});

test('whoever answers a screen as soon as it is drawn is heard, even when drawing it took long', async () => {
	const heard = vi.fn<(input: string) => void>();
	const screen = new PaperScreen(80, 24);
	const keyboard = new Keyboard();
	function Waiting() {
		const [isReady, setIsReady] = useState(false);
		useEffect(() => {
			setTimeout(() => {
				setIsReady(true);
			}, 1);
		}, []);
		useInput(() => undefined);
		return isReady ? <Menu /> : <Text>Writing it</Text>;
	}

	function Menu() {
		// Longer than React works at a stretch, so that its effects come in another turn.
		const end = performance.now() + 20;
		while (performance.now() < end) {
			splitKeys('a');
		}

		useInput(heard);
		return <Text>1. Save it to a file</Text>;
	}

	screen.on('frame', (frame: string) => {
		if (frame.includes('Save it')) {
			keyboard.push('1');
		}
	});
	const app = render(<Waiting />, {
		stdout: screen,
		stdin: keyByKey(keyboard),
		debug: true,
		interactive: true,
		patchConsole: false,
	});
	onTestFinished(() => {
		app.unmount();
	});
	await vi.waitFor(() => {
		expect(screen.frame).toContain('Save it');
	});
	await vi.waitFor(() => {
		expect(heard).toHaveBeenCalledWith('1', expect.anything());
	});
});
