import {setTimeout as delay} from 'node:timers/promises';
import {freshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';
import {openKeyList, openPastedStatement, openProjectList} from './open-screen.js';
import {buildMinimalInk} from './places.js';
import {median, percentile} from './statistics.js';
import {openTimedTerminal, type TimedTerminal} from './timed-terminal.js';

const backspace = '\u{7F}';
const rounds = 20;
// Faster than anybody types; longer than Ink waits before it draws once more.
const gap = 40;
// Milliseconds in which a screen that nobody touches must write nothing.
const idle = 5000;

// `before` is what stands before the word where it is typed.
const screens = [
	{
		name: 'the filter of 5,000 keys',
		open: async () => openKeyList(5000),
		before: '/ ',
		word: 'team-4321',
	},
	{
		name: 'the filter of 1,000 projects',
		open: async () => openProjectList(1000),
		before: '/ ',
		word: 'team-432',
	},
	{
		name: 'a statement of 30 KB',
		open: async () => openPastedStatement(30_000),
		before: String.raw`\}x`,
		word: 'wrong',
	},
] as const;

/** A word typed on the screens that have much to show: from each key to the frame that shows what it did; and the same screens left alone. */
export async function measureKeysToScreen(): Promise<Figure[]> {
	await using home = await freshHome();
	await using minimal = openTimedTerminal([await buildMinimalInk(home.home)], home.env);
	await minimal.waitFor(/The least/v);
	const figures: Figure[] = [];
	for (const {name, open, ...typing} of screens) {
		await using screen = await open();
		figures.push(...(await measureScreen(name, {...typing, minimal, own: screen.terminal})));
	}

	return figures;
}

async function measureScreen(
	screen: string,
	{
		word,
		before: lead,
		minimal,
		own: terminal,
	}: {
		readonly word: string;
		readonly before: string;
		readonly minimal: TimedTerminal;
		readonly own: TimedTerminal;
	},
): Promise<Figure[]> {
	const own = await typeFast(terminal, {word, before: lead});
	const least = await typeFast(minimal, {word, before: String.raw`leave\. `});
	const before = terminal.characters;
	await delay(idle);
	const reference = (value: number) => ({name: 'minimal Ink', value});
	return [
		{
			name: `Key to screen, ${screen}, 99 of 100 keys`,
			value: percentile(own.times, 0.99),
			unit: 'ms',
			reference: reference(percentile(least.times, 0.99)),
			target: {of: 'value', most: 16},
			note: `${own.times.length} keys, one every ${gap} ms at most.`,
		},
		{
			name: `Key to screen, ${screen}, the middle`,
			value: median(own.times),
			unit: 'ms',
			reference: reference(median(least.times)),
		},
		...(own.work === undefined || least.work === undefined
			? []
			: [
					{
						name: `Processor time of a key, ${screen}, 99 of 100 keys`,
						value: percentile(own.work, 0.99),
						unit: 'ms' as const,
						reference: reference(percentile(least.work, 0.99)),
						note: 'what the key takes by itself, however busy the machine is.',
					},
				]),
		{
			name: `Written for one key, ${screen}`,
			value: own.characters / own.times.length,
			unit: 'bytes',
			reference: reference(least.characters / least.times.length),
		},
		{
			name: `Written in ${idle / 1000} idle seconds, ${screen}`,
			value: terminal.characters - before,
			unit: 'bytes',
			target: {of: 'value', most: 0},
		},
	];
}

/** Types the word and takes it back, again and again. `work` is the processor time of the program's own thread, where the system tells it. */
async function typeFast(
	terminal: TimedTerminal,
	{word, before: lead}: {readonly word: string; readonly before: string},
) {
	await terminal.quietFor(500);
	const before = terminal.characters;
	const times: number[] = [];
	const work: Array<number | undefined> = [];
	for (let round = 0; round < rounds; round++) {
		for (let n = 1; n <= word.length * 2; n++) {
			const isTyped = n <= word.length;
			const text = word.slice(0, isTyped ? n : word.length * 2 - n);
			const key = isTyped ? text.slice(-1) : backspace;
			const start = terminal.work();
			times.push(await terminal.press(key, showing(lead, text), gap));
			const end = terminal.work();
			work.push(start === undefined || end === undefined ? undefined : end - start);
		}
	}

	const known = work.filter((value) => value !== undefined);
	return {
		times,
		work: known.length === work.length ? known : undefined,
		characters: terminal.characters - before,
	};
}

/** The line in which the text, of letters, digits and hyphens, is typed; a list's empty filter says what it is for. */
function showing(before: string, text: string): RegExp {
	const words = text === '' && before === '/ ' ? 'Type .*' : text;
	return new RegExp(`${before.trimEnd()} ?${words} *(?:│|$)`, 'mv');
}
