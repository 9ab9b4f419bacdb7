import {PassThrough} from 'node:stream';
import {expect, test, vi} from 'vitest';
import {keyByKey, splitKeys} from '../../source/terminal/key-by-key.js';

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
