import {setTimeout as delay} from 'node:timers/promises';
import {freshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';
import {openKeyList} from './open-key-list.js';
import {buildMinimalInk} from './places.js';
import {median, percentile} from './statistics.js';
import {openTimedTerminal, type TimedTerminal} from './timed-terminal.js';

const word = 'team-4321';
const backspace = '\u{7F}';
const rounds = 20;
// Faster than anybody types; longer than Ink waits before it draws once more.
const gap = 40;
// Milliseconds in which a screen that nobody touches must write nothing.
const idle = 5000;

/** A filter typed over 5,000 keys: from each key to the frame that shows what it did; and the same screen left alone. */
export async function measureKeysToScreen(): Promise<Figure[]> {
	await using home = await freshHome();
	await using list = await openKeyList(5000);
	await using minimal = openTimedTerminal([await buildMinimalInk(home.home)], home.env);
	await minimal.waitFor(/The least/v);
	const own = await typeFast(list.terminal);
	const least = await typeFast(minimal);
	const before = list.terminal.characters;
	await delay(idle);
	return [
		{
			name: 'Key to screen, 99 of 100 keys',
			value: percentile(own.times, 0.99),
			unit: 'ms',
			reference: {name: 'minimal Ink', value: percentile(least.times, 0.99)},
			target: {of: 'value', most: 16},
			note: `${own.times.length} keys typed into the filter of 5,000 keys, one every ${gap} ms at most.`,
		},
		{
			name: 'Key to screen, the middle',
			value: median(own.times),
			unit: 'ms',
			reference: {name: 'minimal Ink', value: median(least.times)},
		},
		{
			name: 'Written for one key',
			value: own.characters / own.times.length,
			unit: 'bytes',
			reference: {
				name: 'minimal Ink',
				value: least.characters / least.times.length,
			},
		},
		{
			name: `Written in ${idle / 1000} idle seconds`,
			value: list.terminal.characters - before,
			unit: 'bytes',
			target: {of: 'value', most: 0},
		},
	];
}

/** Types the word and takes it back, again and again. */
async function typeFast(terminal: TimedTerminal) {
	await terminal.quietFor(500);
	const before = terminal.characters;
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		for (const key of [...word, ...Array.from(word, () => backspace)]) {
			times.push(await terminal.press(key, gap));
		}
	}

	return {times, characters: terminal.characters - before};
}
