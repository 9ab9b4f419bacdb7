import fs from 'node:fs';
import {allGuides} from '../guides/registry.js';
import {type Guide} from '../guides/assessable-guide.js';
import {type SetupFile, type SavedSetup} from '../setups/saved-setup.js';
import {NotTextError, collectLimited, readLimited} from '../terminal/text-file.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {homePath, ownCommand, shellWord} from '../terminal/command-line.js';
import {describeDamage} from '../setups/preview-setups.js';
import {errorCode, InputError} from '../diagnostic.js';
import {nearest} from '../terminal/names.js';
import {type BrokenSetup, type SetupStore} from '../setups/setup-store.js';
import {unlessCancelled} from './problems.js';
import {type AwsFlags, type CommandContext, type Output, warningLine} from './context.js';

/** A setup file that has everything a plan needs, and its guide. */
export type GivenSetup = {guide: Guide; setup: SetupFile};

/**
Reads the setup file (`-` is stdin) and holds it against its guide and the flags. Fails with `InputError`: not readable,
not in shape, an answer missing, or a `--region` that contradicts it.
*/
export async function readGivenSetup(
	{file, flags}: {file: string; flags: AwsFlags},
	{stdin, signal}: Pick<CommandContext, 'stdin' | 'signal'>,
): Promise<GivenSetup> {
	const {readSetupFile, tooLarge} = await import('../setups/read-setup-file.js');
	const name = file === '-' ? 'stdin' : formatValue(file, 60);
	const text = await unlessCancelled(
		readText(file, name, async () =>
			file === '-' ? collectLimited(stdin) : readLimited(homePath(file), signal),
		),
		signal,
	);
	if (text === undefined) {
		throw tooLarge(name);
	}

	const loaded = await Promise.all(allGuides().map(async ({load}) => load()));
	const setup = readSetupFile(
		text,
		name,
		Object.fromEntries(loaded.map(({id, schema}) => [id, schema])),
	);
	const guide = loaded.find(({id}) => id === setup.guide);
	if (!guide) {
		throw new Error(`The guide ${setup.guide} is not registered.`);
	}

	const missing = guide.missing(setup);
	if (missing.length > 0) {
		throw new InputError(
			'missing-answer',
			`${name} has no ${missing.map((field) => `"${field}"`).join(' and no ')}.`,
			`Add ${missing.length === 1 ? 'this field' : 'these fields'} to the file and run this again. Nothing was changed.`,
		);
	}

	if (setup.region && flags.region && setup.region !== flags.region) {
		throw new InputError(
			'region-conflict',
			`${name} says region ${formatValue(setup.region, 60)}, and --region says ${formatValue(flags.region, 60)}.`,
			'Leave one of them out. Nothing was changed.',
		);
	}

	return {guide, setup};
}

async function readText(
	file: string,
	name: string,
	read: () => Promise<string | undefined>,
): Promise<string | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof NotTextError) {
			throw new InputError(
				'setup-file-unreadable',
				`${name} is ${error.whole}.`,
				'A setup file is YAML or JSON, in UTF-8. Nothing was changed.',
			);
		}

		if (file === '-') {
			throw error;
		}

		const code = errorCode(error);
		throw new InputError(
			code === 'ENOENT' ? 'setup-file-not-found' : 'setup-file-unreadable',
			code === 'ENOENT'
				? `There is no file ${formatValue(file, 60)}.`
				: `${formatValue(file, 60)} cannot be read: ${reasons[code] ?? code}.`,
			'Give the path of a setup file, or - for stdin.',
		);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission was refused',
	EISDIR: 'it is a folder',
	ENOTDIR: 'a part of the path is a file',
};

/**
The setups of the given names, or all there are. Fails with `InputError` when there are none, when a name is unknown (and
says the nearest one), or when `--region` contradicts a setup.
*/
export function chooseSetups(
	store: SetupStore,
	names: readonly string[],
	{region}: AwsFlags,
): Array<SavedSetup | BrokenSetup> {
	const chosen =
		names.length === 0
			? store.list()
			: firstOfEach(names).map((name) => {
					const saved = readNamed(store, name);
					return store.damage(name) ?? saved;
				});
	if (chosen.length === 0) {
		throw new InputError(
			'no-setups',
			'There are no saved setups to check.',
			`Make one with: ${ownCommand()}, or: ${ownCommand('apply -f SETUP.yaml')}`,
		);
	}

	for (const each of chosen) {
		const saved = 'setup' in each ? each : each.recovered;
		if (saved) {
			assertRegion(saved, {region});
		}
	}

	return chosen;
}

/** Refuses a `--region` that contradicts a setup's own, as `InputError`. */
export function assertRegion(
	{setup: {name, region: own}}: SavedSetup,
	{region}: Pick<AwsFlags, 'region'>,
): void {
	if (region !== undefined && own !== undefined && own !== region) {
		throw new InputError(
			'region-conflict',
			`The setup "${name}" belongs to ${own}, and --region says ${region}.`,
			'Leave --region out: a setup knows its region.',
		);
	}
}

// Names are the same in any case.
function firstOfEach(names: readonly string[]): string[] {
	const lower = names.map((name) => name.toLowerCase());
	return names.filter((_, index) => lower.indexOf(lower[index] ?? '') === index);
}

/** Whether a word that should name a saved setup is a file instead. */
export function isFileInstead(store: SetupStore, word: string): boolean {
	return (
		!store.has(word) && fs.statSync(homePath(word), {throwIfNoEntry: false})?.isFile() === true
	);
}

/**
The name of the saved setup that a word stands for: its name, or the path of the setup file that was applied under it. Fails with
`InputError` when that file cannot be read, or is for a setup that is not saved.
*/
export async function nameGiven(store: SetupStore, word: string): Promise<string> {
	if (!isFileInstead(store, word)) {
		return word;
	}

	const {yamlToJson, tooLarge} = await import('../setups/read-setup-file.js');
	const shown = formatValue(word, 60);
	const text = await readText(word, shown, async () => readLimited(homePath(word)));
	if (text === undefined) {
		throw tooLarge(shown);
	}

	const {name, guide} = yamlToJson(text, shown);
	const named = [name, guide].find((each) => typeof each === 'string') ?? '';
	if (store.has(named)) {
		return named;
	}

	throw new InputError(
		'setup-not-found',
		`The file ${formatValue(word, 60)} is for the setup ${quoteValue(named)}, and there is no saved setup of that name.`,
		`Apply it with: ${ownCommand(`apply -f ${shellWord(word)}`)}`,
	);
}

/** The saved setup of that name; an unknown name is an `InputError` that says the nearest one. */
export function readNamed(store: SetupStore, name: string): SavedSetup {
	if (store.has(name)) {
		return store.read(name);
	}

	const known = store.list().map((each) => ('setup' in each ? each.setup.name : each.name));
	const meant = nearest(name, known);
	throw new InputError(
		'setup-not-found',
		`There is no saved setup named ${quoteValue(name)}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
		`See which there are with: ${ownCommand('list')}`,
	);
}

/** Where a setup is about to be applied; the account once AWS has said it. */
type Scope = {guide: string; region: string; account?: string};

/**
Refuses to go on with a saved setup of the same name that belongs to another guide, account or region: it would turn into
something else, and what it made would be forgotten.
*/
export function assertSameScope({setup, account}: SavedSetup, wanted: Scope): void {
	const {name} = setup;
	if (setup.guide !== wanted.guide) {
		throw other(name, `guide ${setup.guide}`, `guide ${wanted.guide}`);
	}

	if (setup.region !== undefined && setup.region !== wanted.region) {
		throw other(name, `region ${setup.region}`, wanted.region);
	}

	if (account && wanted.account && account !== wanted.account) {
		throw other(name, `account ${account}`, `account ${wanted.account}`);
	}
}

function other(name: string, own: string, wanted: string): InputError {
	return new InputError(
		'setup-belongs-elsewhere',
		`The saved setup "${name}" belongs to ${own}, not to ${wanted}.`,
		'Give the setup file another name (field "name"), or go where the saved one belongs. Nothing was changed.',
	);
}

/** Says on stderr that a saved setup is damaged, and what of it is used; nothing when it is whole. */
export function noteDamage(store: SetupStore, name: string, output: Output): void {
	const damaged = store.damage(name);
	if (damaged) {
		output.note(
			warningLine(output.symbols, `${describeDamage(damaged)} Its file is ${damaged.file}`),
		);
	}
}

/** Saves a damaged setup anew, which this process has claimed, and says on stderr where the damaged file is kept. */
export function repairDamage(store: SetupStore, name: string, output: Output): void {
	const repaired = store.repair(name);
	if (repaired) {
		output.note(`The damaged file is kept as ${repaired.keptAs}`);
	}
}
