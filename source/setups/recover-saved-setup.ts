import {createHash} from 'node:crypto';
import {type z} from 'zod';
import {versionWithJournal, withEntries} from './journal-file.js';
import {
	journalEntrySchema,
	savedSetupSchema,
	type JournalEntry,
	type SavedSetup,
} from './saved-setup.js';
import {currentVersion, isNestedTooDeeply} from './setup-name.js';

const {shape} = savedSetupSchema;
const knownVersions = new Set<unknown>([currentVersion, versionWithJournal]);

/**
What can still be read of a damaged file of the current version, as a setup of that name; nothing when not even its guide
can. Whole answers, whole groups and whole entries of the journal are kept, never parts of one: half a statement could
grant more than the whole one. `beside` are those entries that can be read in the file of its journal's end. The journal counts as
lost. Pure: the same text always gives the same setup.
*/
export function recoverSavedSetup(
	text: string,
	name: string,
	beside: readonly JournalEntry[] = [],
): SavedSetup | undefined {
	const members = new Map(childrenOf(laidOut(text), 1).map((child) => [child.key, child]));
	const field = <T>(key: string, schema: z.ZodType<T>): T | undefined =>
		take(wholeValue(members.get(key)), schema);
	const answers = answersOf(members.get('setup'));
	const setup = take({guide: guideNamed(text), name, ...answers}, shape.setup);
	const version = members.get('version');
	if (
		setup?.name.toLowerCase() !== name.toLowerCase() ||
		(version?.isWhole && !knownVersions.has(version.value))
	) {
		return undefined;
	}

	const account = field('account', shape.account);
	const source = field('source', shape.source);
	const names = field('names', shape.names);
	const pastedAccounts = field('pastedAccounts', shape.pastedAccounts);
	const unfinished = field('unfinished', shape.unfinished);
	// Where an answer may be gone, the screens are gone through again.
	const step = members.get('setup')?.isWhole ? field('step', shape.step) : undefined;
	const createdAt = field('createdAt', shape.createdAt);
	const updatedAt = field('updatedAt', shape.updatedAt);
	const recovered: SavedSetup = {
		version: currentVersion,
		runId: runIdIn(text) ?? `rescued-${digest(text)}`,
		isJournalLost: true,
		...(account !== undefined && {account}),
		...(source !== undefined && {source}),
		...(names && {names}),
		...(pastedAccounts && {pastedAccounts}),
		...(unfinished && {unfinished}),
		...(step !== undefined && {step}),
		createdAt: createdAt ?? updatedAt ?? unknownTime,
		updatedAt: updatedAt ?? createdAt ?? unknownTime,
		setup,
		journal: journalOf(members.get('journal')),
	};
	return withEntries(recovered, beside);
}

// A file that is whole JSON may be laid out by somebody else.
function laidOut(text: string): string {
	try {
		const content: unknown = JSON.parse(text);
		// What is nested deeply would grow with the square of its depth.
		return isNestedTooDeeply(content) ? text : JSON.stringify(content, undefined, '\t');
	} catch {
		return text;
	}
}

const unknownTime = new Date(0).toISOString();

/** The run's mark, if it can still be made out in a damaged file. */
export function runIdIn(text: string): string | undefined {
	return /"runId"\s*:\s*"(?<runId>[\w\-]{8,64})"/v.exec(text)?.groups?.runId;
}

/** The id of the file with the journal's end, if a damaged file still names it. */
export function journalIdIn(text: string): string | undefined {
	return /"journalBeside"\s*:\s*"(?<id>[\w\-]{8,64})"/v.exec(text)?.groups?.id;
}

function guideNamed(text: string): string | undefined {
	return /"guide"\s*:\s*"(?<guide>[\w\-]{1,64})"/v.exec(text)?.groups?.guide;
}

function answersOf(child: Child | undefined): Record<string, unknown> {
	if (!child) {
		return {};
	}

	return Object.fromEntries(
		childrenOf(child.text, 2).flatMap(({key, value, isWhole, text}) => {
			if (key === '' || isWhole) {
				return key === '' ? [] : [[key, value]];
			}

			// Another beginning is that of something else, which may have run into this list.
			const isList = /^\w+$/v.test(key) && text.startsWith(`\t\t"${key}": [\n`);
			const groups = isList ? wholeGroups(text) : [];
			return groups.length > 0 ? [[key, groups]] : [];
		}),
	);
}

// Of a damaged list only what is a group, such as a project, counts by itself: that has a name of its own, and no statement has one.
function wholeGroups(text: string): unknown[] {
	const whole = childrenOf(text, 3).filter(({isWhole}) => isWhole);
	return whole.every(({key, value}) => key === '' && hasName(value))
		? whole.map(({value}) => value)
		: [];
}

function hasName(value: unknown): boolean {
	return (
		typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
	);
}

function journalOf(child: Child | undefined): SavedSetup['journal'] {
	return wholeItems(child?.text ?? '', 2).flatMap((item) => take(item, journalEntrySchema) ?? []);
}

function wholeValue(child: Child | undefined): unknown {
	return child?.isWhole ? child.value : undefined;
}

function wholeItems(text: string, depth: number): unknown[] {
	return childrenOf(text, depth).flatMap(({isWhole, value}) => (isWhole ? [value] : []));
}

function take<T>(value: unknown, schema: z.ZodType<T>): T | undefined {
	const parsed = schema.safeParse(value);
	return parsed.success ? parsed.data : undefined;
}

// Stands for a mark that is gone; the same each time the file is read.
function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A member of an object, or an element of a list (then without a key), and its lines. `isWhole`: its value can be read. */
type Child = {
	key: string;
	text: string;
	isWhole: boolean;
	value: unknown;
};

/**
The children of a value in JSON that is laid out with one tab a level, as saved files are, each by itself: damage to one
leaves the others readable. `depth` is the number of tabs before a child.
*/
function childrenOf(text: string, depth: number): Child[] {
	const groups: string[][] = [];
	const indent = '\t'.repeat(depth);
	for (const line of text.split('\n')) {
		const isStart = line.startsWith(indent) && /[^\t\]\}]/v.test(line.charAt(depth));
		if (isStart) {
			groups.push([line]);
		} else if (line.startsWith(indent) || !/^\t*[\]\}],?$/v.test(line)) {
			// A line that stands in the wrong place spoils what it stands in: without it, a value could be another one.
			groups.at(-1)?.push(line);
		}
	}

	return groups.map((lines) => childOf(lines.join('\n')));
}

function childOf(text: string): Child {
	const body = text.trim().replace(/,$/v, '');
	const name = /^"(?<key>[^"\\]*)": /v.exec(body)?.groups?.key;
	try {
		const parsed: unknown = JSON.parse(name === undefined ? body : `{${body}}`);
		const [[key, value] = ['', undefined]] =
			name === undefined ? [['', parsed]] : Object.entries(parsed ?? {});
		// A number may have been cut between its digits: only the comma after it says that it was not.
		const isEnded = typeof value !== 'number' || text.endsWith(',');
		return {
			key,
			text,
			isWhole: isEnded && !text.includes('\u{FFFD}') && !isNestedTooDeeply(value),
			value,
		};
	} catch {
		return {key: name ?? '', text, isWhole: false, value: undefined};
	}
}
