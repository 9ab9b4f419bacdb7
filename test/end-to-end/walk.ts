import {expect, vi} from 'vitest';
import {lostCell} from '../support/emulated-screen.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {expectNoOverflow, expectNoStackedFrames} from '../support/screen-assertions.js';
import {workatoText} from './statements.js';

/** One screen of the way through the EKM guide, with a new key. */
export type Screen = {
	readonly name: string;
	/** What is on this screen only, once it has all that it waits for; at every size from 40x15 up. */
	readonly sign: RegExp;
	/** The line that a frame has once. */
	readonly title: RegExp;
	/** Gives this screen's answer and leads to the next. */
	readonly leave: (terminal: Terminal) => Promise<void>;
};

const enter = async (terminal: Terminal) => terminal.press('enter');

/** Every screen of a first setup in the sandbox, in order. */
export const way: readonly Screen[] = [
	{
		name: 'home',
		title: /^(?:(?:──|--) )?Connect AWS to Workato(?: [ \-─]|$)/mv,
		sign: /^1111.*Start: Ent/msv,
		leave: enter,
	},
	{
		name: 'name',
		title: /^Start: Enterprise Key Management/mv,
		sign: /Name of the environment/v,
		leave: enter,
	},
	{
		name: 'before',
		title: /^(?:(?:──|--) )?Before you start/mv,
		sign: /(?:^| {2})In AWS$/mv,
		leave: enter,
	},
	{
		name: 'data centre',
		title: /^(?:(?:──|--) )?Before you start/mv,
		sign: /United States \(us\)/v,
		leave: enter,
	},
	{
		name: 'policy',
		title: /^(?:(?:──|--) )?Retrieve the key policy/mv,
		sign: /Paste it here/v,
		async leave(terminal) {
			// A resumed setup holds it already.
			if (!terminal.screen().includes('Workato_EKM')) {
				await terminal.paste(workatoText);
			}

			await terminal.waitFor(/Lets the role/v);
			await terminal.press('ctrl+d');
		},
	},
	{
		name: 'key',
		title: /^(?:(?:──|--) )?Configure the key/mv,
		sign: /1\. Make a new key/v,
		leave: async (terminal) => terminal.type('1'),
	},
	{
		name: 'new key',
		title: /^(?:(?:──|--) )?Configure the key/mv,
		sign: /Alias \(the display name\)/v,
		leave: async (terminal) => terminal.press('ctrl+d'),
	},
	{
		name: 'rotation',
		title: /^(?:(?:──|--) )?Auto-rotation/mv,
		sign: /1\. Rotate every 365/v,
		leave: async (terminal) => terminal.type('1'),
	},
	{
		name: 'review',
		title: /^(?:(?:──|--) )?Review and apply/mv,
		sign: /Nothing has been changed yet/v,
		leave: async (terminal) => terminal.type('a'),
	},
	{
		name: 'applied',
		title: /^(?:(?:──|--) )?Review and apply/mv,
		sign: /All changes are made/v,
		leave: enter,
	},
	{
		name: 'ARN',
		title: /^(?:(?:──|--) )?The key ARN/mv,
		sign: /arn:aws:kms:us-east-1:1111.*(?:to your terminal|Copied)/sv,
		leave: enter,
	},
	{
		name: 'Workato',
		title: /^(?:(?:──|--) )?Set up the key in Workato/mv,
		sign: /1\. Click ["“]Update key["”] in the/v,
		leave: enter,
	},
	{
		name: 'Workato’s yes',
		title: /^(?:(?:──|--) )?Set up the key in Workato/mv,
		sign: /1\. Workato accepted the key/v,
		leave: enter,
	},
	{
		name: 'checklist',
		title: /^(?:(?:──|--) )?Checklist/mv,
		sign: /All 16 checks pass/v,
		leave: async (terminal) => terminal.press('ctrl+t'),
	},
];

/** Walks from one screen to another, and waits until that one stands. */
export async function walk(terminal: Terminal, to: string, from = 'home'): Promise<string> {
	for (const {name, sign, leave} of way.slice(indexOf(from), indexOf(to))) {
		try {
			await terminal.waitFor(sign);
		} catch (error) {
			throw new Error(`On the way, the screen “${name}” did not come.`, {
				cause: error,
			});
		}

		await leave(terminal);
	}

	return terminal.waitFor(screenOf(to).sign);
}

/** Waits for a menu with this entry, and chooses it by its number. */
export async function choose(terminal: Terminal, label: string): Promise<void> {
	const numberOf = () =>
		terminal
			.lines()
			.map((line) => /(?:^|\s)[\s>❯] (?<number>\d)\. (?<label>.*)$/v.exec(line)?.groups)
			.find((entry) => entry?.label?.startsWith(label))?.number;
	await terminal.waitUntil(() => numberOf() !== undefined, `a menu with “${label}”`);
	await terminal.type(numberOf() ?? '');
}

/** Waits until the screen shows these words, however its lines break them. */
export async function waitForWords(terminal: Terminal, words: string): Promise<void> {
	await terminal.waitUntil(() => wordsOn(terminal).includes(words), `the words “${words}”`);
}

/** The screen as one line, with single spaces. */
export function wordsOn(terminal: Terminal): string {
	return terminal.screen().replaceAll(/\s+/gv, ' ');
}

/** Expects that a screen comes to stand whole, with its title once and its keys below. After a resize the program draws more than once. */
export async function expectToStand(
	terminal: Terminal,
	{sign, title}: Pick<Screen, 'sign' | 'title'>,
): Promise<void> {
	await terminal.waitFor(sign);
	await vi.waitFor(
		() => {
			expect(terminal.screen()).toMatch(sign);
			expectNoOverflow(terminal);
			expectNoStackedFrames(terminal, title);
			expect(terminal.screen()).not.toContain(lostCell);
			expect(terminal.lines().at(-1)).toMatch(/\w/v);
		},
		{timeout: 10_000, interval: 25},
	);
}

/** The screen of this name. */
export function screenOf(name: string): Screen {
	return way[indexOf(name)]!;
}

function indexOf(name: string): number {
	const index = way.findIndex((screen) => screen.name === name);
	if (index === -1) {
		throw new Error(`There is no screen “${name}” on the way.`);
	}

	return index;
}
