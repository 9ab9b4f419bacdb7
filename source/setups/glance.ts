import fs from 'node:fs';
import path from 'node:path';
import {type JournalEntry} from './journal-entry.js';
import {currentVersion} from './migrate-saved-setup.js';
import {type SavedSetup} from './saved-setup.js';
import {setupFileName} from './setup-name.js';
import {setupNames} from './setup-names.js';
import {type BrokenSetup} from './setup-store.js';

/** As much of a saved setup as a list of setups shows. */
export type GlancedSetup = Pick<
	SavedSetup,
	'account' | 'step' | 'isApplied' | 'unfinished' | 'updatedAt'
> & {
	readonly setup: {
		readonly guide: string;
		readonly name: string;
		readonly region?: string;
	};
	readonly journal: ReadonlyArray<Pick<JournalEntry, 'change' | 'state'>>;
};

/**
Every saved setup of a folder as a first look shows it, by name: without what checks a file closely, which takes longer to load
than the rest of a first screen's reading. Nothing where one of them is not at once what it should be: the store has to tell
then. Fails with `InputError` when the folder cannot be read.
*/
export function glanceAtSetups(folder: string): GlancedSetup[] | undefined {
	const setups: GlancedSetup[] = [];
	for (const name of setupNames(folder)) {
		const setup = glanceAt(path.join(folder, setupFileName(name)), name);
		if (!setup) {
			return undefined;
		}

		setups.push(setup);
	}

	return setups;
}

function glanceAt(file: string, name: string): GlancedSetup | undefined {
	const saved = fieldsOf(readJson(file));
	const setup = fieldsOf(saved.setup);
	const {account, step, isApplied, updatedAt, version} = saved;
	const run = glanceAtRun(saved.unfinished);
	const {guide, region} = setup;
	const journal = Array.isArray(saved.journal)
		? saved.journal.map((entry: unknown) => glanceAtEntry(entry))
		: [undefined];
	return version === currentVersion &&
		isText(updatedAt) &&
		!Number.isNaN(Date.parse(updatedAt)) &&
		(isApplied === undefined || isApplied === true) &&
		isText(guide) &&
		isText(setup.name) &&
		setup.name.toLowerCase() === name &&
		isTextOrNothing(account) &&
		isTextOrNothing(step) &&
		isTextOrNothing(region) &&
		run !== undefined &&
		journal.every((entry) => entry !== undefined)
		? {
				updatedAt,
				setup: {
					guide,
					name: setup.name,
					...(region !== undefined && {region}),
				},
				journal,
				...(account !== undefined && {account}),
				...(step !== undefined && {step}),
				...(isApplied && {isApplied}),
				...run,
			}
		: undefined;
}

function glanceAtEntry(
	entry: unknown,
): GlancedSetup['journal'][number] | undefined {
	const {change, state} = fieldsOf(entry);
	const known = states.find((each) => each === state);
	return isText(change) && known ? {change, state: known} : undefined;
}

function glanceAtRun(
	run: unknown,
): Pick<GlancedSetup, 'unfinished'> | undefined {
	if (run === undefined) {
		return {};
	}

	const {of, left} = fieldsOf(run);
	const entries = Object.entries(fieldsOf(left)).flatMap(([change, unit]) =>
		isText(unit) ? [[change, unit] as const] : [],
	);
	return typeof of === 'number' &&
		entries.length === Object.keys(fieldsOf(left)).length
		? {unfinished: {of, left: Object.fromEntries(entries)}}
		: undefined;
}

const states = ['intent', 'done', 'failed'] as const;

function readJson(file: string): unknown {
	try {
		return JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? {...value} : {};
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function isTextOrNothing(value: unknown): value is string | undefined {
	return value === undefined || isText(value);
}

/**
Saved setups with the one used last first, a damaged one where it was; those of which nothing can be read come last.
*/
export function byRecency<Setup extends Pick<GlancedSetup, 'updatedAt'>>(
	setups: ReadonlyArray<Setup | BrokenSetup>,
): Array<Setup | BrokenSetup> {
	const time = (setup: Setup | BrokenSetup) => {
		const readable = 'broken' in setup ? setup.rescued : setup;
		return readable ? Date.parse(readable.updatedAt) : -Infinity;
	};

	return setups.toSorted((one, other) => {
		const [first, second] = [time(one), time(other)];
		return first === second ? 0 : second - first;
	});
}
