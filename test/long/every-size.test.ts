import {expect, test, vi} from 'vitest';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {openProgram} from '../end-to-end/run-program.js';
import {
	expectWhole,
	seedTour,
	manyProjectsTour,
	oneProjectTour,
} from '../end-to-end/secrets-tour.js';
import {sideScreensOf} from '../end-to-end/side-screens.js';
import {expectToStand, way} from '../end-to-end/walk.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {colourCodes} from '../support/screen-assertions.js';

// A program is mostly waited for.
vi.setConfig({testTimeout: 300_000, maxConcurrency: 3});

const sizes = [
	[80, 24],
	[40, 24],
	[40, 15],
	[60, 18],
	[100, 30],
	[200, 50],
] as const;

const environments = [
	['colour and Unicode', {}],
	['no colour', {NO_COLOR: '1'}],
	['no Unicode', {LANG: 'C'}],
	['many colours', {FORCE_COLOR: '3'}],
] as const;

async function homeWithKeys(): Promise<FreshHome> {
	const home = await freshHome();
	await using aws = await homeSandbox(home);
	await aws.control('POST', '/_sandbox/keys', {
		count: 60,
		aliasPrefix: 'a-key-with-quite-a-long-name',
	});
	return home;
}

/** Visits every screen of the way and those beside it. */
async function visitAll(
	terminal: Terminal,
	look: (title: RegExp, sign: RegExp) => Promise<void>,
): Promise<void> {
	for (const {name, sign, title, leave} of way) {
		await terminal.waitFor(sign);
		await look(title, sign);
		for (const side of sideScreensOf(name)) {
			await side.open(terminal);
			await terminal.waitFor(side.sign);
			await look(title, side.sign);
			await terminal.press('escape');
			await side.afterwards?.(terminal);
			await terminal.waitFor(sign);
		}

		await leave(terminal);
	}
}

const combinations = sizes.flatMap(([columns, rows]) =>
	environments.map(([name, env]) => ({columns, rows, name, env})),
);

test.concurrent.each(combinations)(
	'every screen at $columns×$rows, $name',
	async ({columns, rows, name, env}) => {
		await using home = await homeWithKeys();
		await using terminal = openProgram(home, {columns, rows, env});
		await visitAll(terminal, async (title, sign) => {
			await expectToStand(terminal, {title, sign});
		});
		if (name === 'no colour') {
			expect(colourCodes(terminal.output())).toEqual([]);
		}
	},
);

test.concurrent('every screen bears being resized to every size, from every other', async () => {
	await using home = await homeWithKeys();
	await using terminal = openProgram(home);
	const tour = sizes.flatMap((one) =>
		sizes.flatMap((other) => (one === other ? [] : [one, other])),
	);
	await visitAll(terminal, async (title, sign) => {
		for (const [columns, rows] of [...tour, [80, 24] as const]) {
			await terminal.resize([columns, rows]);
			await expectToStand(terminal, {title, sign});
		}
	});
});

const [coloured, plain, ascii, manyColours] = environments;
const tours = [
	['one project', oneProjectTour],
	['many projects', manyProjectsTour],
] as const;
const visits = [
	[80, 24, ascii],
	[80, 24, manyColours],
	[40, 24, plain],
	[40, 20, coloured],
	[40, 20, ascii],
	[40, 15, plain],
	[40, 15, ascii],
	[60, 18, coloured],
	[100, 30, plain],
	[200, 60, manyColours],
] as const;

test.concurrent.each(
	visits.flatMap(([columns, rows, [name, env]]) =>
		tours.map(([what, tour]) => ({columns, rows, name, env, what, tour})),
	),
)(
	'every screen of the secrets guide, for $what, at $columns×$rows, $name',
	async ({columns, rows, name, env, tour}) => {
		await using home = await freshHome();
		await seedTour(home);
		await using terminal = openProgram(home, {
			args: ['secrets', '--sandbox'],
			columns,
			rows,
			env,
		});
		for (const stop of tour) {
			await expectWhole(terminal, stop);
			if (env === ascii[1]) {
				expect(terminal.screen()).not.toMatch(/[•…↑→↓─│✔✘❯]/v);
			}

			await stop.leave(terminal);
		}

		if (name === 'no colour') {
			expect(colourCodes(terminal.output())).toEqual([]);
		}
	},
);
