import path from 'node:path';
import {fieldsOf} from '../json.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {readLastCheck, type LastCheck} from './last-check.js';
import {type JournalEntry, type SavedSetup} from './saved-setup.js';
import {
	currentVersion,
	hasSetup,
	isNestedTooDeeply,
	readSetupBytes,
	setupFileName,
	setupNames,
} from './setup-name.js';
import {type BrokenSetup, type SetupStore} from './setup-store.js';

/** As much of a saved setup as a list of setups shows. */
export type SetupPreview = Pick<
	SavedSetup,
	'runId' | 'account' | 'step' | 'isApplied' | 'unfinished' | 'updatedAt'
> & {
	readonly setup: {
		readonly guide: string;
		readonly name: string;
		readonly region?: string;
	};
	readonly journal: ReadonlyArray<Pick<JournalEntry, 'change' | 'state' | 'at'>>;
};

/**
Every saved setup of a folder as a first look shows it, by name: without what checks a file closely, which takes longer to load
than the rest of a first screen's reading. Nothing where one of them is not at once what it should be: the store has to tell
then. Fails with `InputError` when the folder cannot be read.
*/
export function previewSetups(folder: string): SetupPreview[] | undefined {
	const setups: SetupPreview[] = [];
	for (const name of setupNames(folder)) {
		const setup = previewOf(path.join(folder, setupFileName(name)), name);
		if (!setup) {
			return undefined;
		}

		setups.push(setup);
	}

	return setups;
}

function previewOf(file: string, name: string): SetupPreview | undefined {
	const saved = fieldsOf(readJson(file));
	const setup = fieldsOf(saved.setup);
	const {runId, account, step, isApplied, updatedAt, version} = saved;
	const run = previewRun(saved.unfinished);
	const {guide, region} = setup;
	const journal = Array.isArray(saved.journal)
		? saved.journal.map((entry: unknown) => previewEntry(entry))
		: [undefined];
	return version === currentVersion &&
		isText(runId) &&
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
				runId,
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

function previewEntry(entry: unknown): SetupPreview['journal'][number] | undefined {
	const {change, state, at} = fieldsOf(entry);
	const known = states.find((each) => each === state);
	return isText(change) && isText(at) && known ? {change, state: known, at} : undefined;
}

function previewRun(run: unknown): Pick<SetupPreview, 'unfinished'> | undefined {
	if (run === undefined) {
		return {};
	}

	const {of, left} = fieldsOf(run);
	const entries = Object.entries(fieldsOf(left)).flatMap(([change, unit]) =>
		isText(unit) ? [[change, unit] as const] : [],
	);
	return typeof of === 'number' && entries.length === Object.keys(fieldsOf(left)).length
		? {unfinished: {of, left: Object.fromEntries(entries)}}
		: undefined;
}

const states = ['intent', 'done', 'failed'] as const;

function readJson(file: string): unknown {
	try {
		const content: unknown = JSON.parse(readSetupBytes(file).toString('utf8'));
		return isNestedTooDeeply(content) ? undefined : content;
	} catch {
		return undefined;
	}
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
export function byRecency<Setup extends Pick<SetupPreview, 'updatedAt'>>(
	setups: ReadonlyArray<Setup | BrokenSetup>,
): Array<Setup | BrokenSetup> {
	const time = (setup: Setup | BrokenSetup) => {
		const readable = 'broken' in setup ? setup.recovered : setup;
		return readable ? Date.parse(readable.updatedAt) : -Infinity;
	};

	return setups.toSorted((one, other) => {
		const [first, second] = [time(one), time(other)];
		return first === second ? 0 : second - first;
	});
}

/** The saved setups of one folder: what is known of them at once, and the store, which is loaded when it is asked for. */
export type SetupsAccess = {
	/** Whether a setup of this name (in any case) is there, readable or not. */
	readonly has: (name: string) => boolean;
	/** All setups at a first look; nothing where one has to be looked at closely. Fails like `SetupStore.list`. */
	readonly preview: () => SetupPreview[] | undefined;
	readonly load: () => Promise<SetupStore>;
	/** What the last look at one of them came to. */
	readonly lastCheck: (setup: SetupPreview) => LastCheck | undefined;
};

/** The saved setups of a folder, of which nothing is loaded yet. */
export function setupsAccess(folder: string): SetupsAccess {
	return {
		has: (name) => hasSetup(folder, name),
		preview: () => previewSetups(folder),
		async load() {
			const {openSetupStore} = await import('./setup-store.js');
			return openSetupStore(folder);
		},
		lastCheck: (setup) => readLastCheck(folder, setup),
	};
}

/** What is wrong with a damaged setup, and what of it is used: two sentences. */
export function describeDamage({name, broken, recovered}: BrokenSetup): string {
	const first = `The saved setup ${quoteValue(recovered?.setup.name ?? name)} is damaged: ${broken}.`;
	return recovered
		? `${first} Used is what can still be read: ${describeContents(recovered)}.`
		: first;
}

/** What a recovered setup holds, such as “statement, key and 2 entries of the journal”. */
export function describeContents({setup, journal}: SavedSetup): string {
	const answers = Object.keys(setup)
		.filter((field) => field !== 'guide' && field !== 'name')
		.map((field) => formatValue(field, 60));
	const entries = `${journal.length} ${journal.length === 1 ? 'entry' : 'entries'} of the journal`;
	return answers.length === 0
		? `no answers and ${entries}`
		: `${answers.join(', ')} and ${entries}`;
}
