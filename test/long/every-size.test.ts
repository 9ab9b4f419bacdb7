import {expect, test, vi} from 'vitest';
import {visitHelp} from '../end-to-end/help-anywhere.js';
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

/** From every size to every other, and back to where it began. */
const circuitOf = (all: ReadonlyArray<readonly [number, number]>) => [
	...all.flatMap((one, index) => all.slice(index + 1).flatMap((other) => [one, other])),
	...all.slice(0, 1),
];

// Each begins in another window. One of them comes to every size from every other; how a screen is painted does not touch that.
test.concurrent.each(
	environments.map(([name, env], index) => ({name, env, index, isCircuit: index === 0})),
)('every screen in every size, $name', async ({name, env, index, isCircuit}) => {
	await using home = await homeWithKeys();
	const [columns, rows] = sizes[index]!;
	await using terminal = openProgram(home, {columns, rows, env});
	let visits = 0;
	await visitAll(terminal, async (title, sign) => {
		await expectToStand(terminal, {title, sign});
		// Each screen is left, and gone on from, in another size than the one before.
		const turn = ++visits % sizes.length;
		const turned = [...sizes.slice(turn), ...sizes.slice(0, turn)];
		for (const size of isCircuit ? circuitOf(turned) : turned) {
			await terminal.resize(size);
			await expectToStand(terminal, {title, sign});
		}
	});
	if (name === 'no colour') {
		expect(colourCodes(terminal.output())).toEqual([]);
	}
});

const [coloured, plain, ascii, manyColours] = environments;
const tours = [
	['one project', oneProjectTour],
	['many projects', manyProjectsTour],
] as const;
// The smallest comes last: in it a screen is left, and in some its help is opened before.
const visits = [
	[
		ascii,
		[
			[80, 24],
			[40, 20],
			[40, 15],
		],
	],
	[
		plain,
		[
			[100, 30],
			[40, 24],
			[40, 15],
		],
	],
	[
		coloured,
		[
			[60, 18],
			[40, 20],
		],
		'many projects',
	],
	[
		manyColours,
		[
			[200, 60],
			[80, 24],
		],
		'one project',
	],
] as const;

test.concurrent.each(
	visits.flatMap(([[name, env], through, helpFor]) =>
		tours.map(([what, tour]) => ({name, env, through, what, tour, isHelpSeen: what === helpFor})),
	),
)(
	'every screen of the secrets guide, for $what, in the sizes $through, $name',
	async ({name, env, through, tour, isHelpSeen}) => {
		await using home = await freshHome();
		await seedTour(home);
		const [[columns, rows]] = through;
		await using terminal = openProgram(home, {args: ['secrets', '--sandbox'], columns, rows, env});
		for (const stop of tour) {
			await terminal.waitFor(stop.sign);
			for (const size of through) {
				await terminal.resize(size);
				await expectWhole(terminal, stop);
				if (env === ascii[1]) {
					expect(terminal.screen()).not.toMatch(/[•…↑→↓─│✔✘❯]/v);
				}
			}

			if (isHelpSeen) {
				await visitHelp(terminal, stop.sign);
			}

			await stop.leave(terminal);
		}

		if (name === 'no colour') {
			expect(colourCodes(terminal.output())).toEqual([]);
		}
	},
);
