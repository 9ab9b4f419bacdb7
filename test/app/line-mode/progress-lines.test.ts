import {expect, test} from 'vitest';
import {newProgressLines} from '../../../source/app/line-mode/progress-lines.js';

test('said when it lasts, when its count has grown for a while, and as a sign of life', () => {
	const lines = newProgressLines();
	const said: Array<readonly [number, string]> = [];
	const at = (seconds: number, text: string) => {
		const progress = new Map([['a', {text, isBlocking: true}]]);
		said.push(
			...lines
				.at(seconds * 1000, progress)
				.map((line) => [seconds, line] as const),
		);
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
