import {randomUUID} from 'node:crypto';
import fs from 'node:fs/promises';
import {type ExportFormat} from '../engine/export/formats.js';
import {policySizeNote} from '../engine/export/permissions.js';
import {exportSetup, exportUndoPermissions, type Exported} from '../guides/export-setup.js';
import {setupsFolder, systemReason} from '../setups/home-folder.js';
import {errorCode, InputError} from '../diagnostic.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {openSetupStore} from '../setups/setup-store.js';
import {formatValue} from '../terminal/foreign-text.js';
import {homePath} from '../terminal/command-line.js';
import {isAgreed, type CommandContext, type Flags, type Output} from './context.js';
import {
	assertRegion,
	isFileInstead,
	readNamed,
	noteDamage,
	readGivenSetup,
} from './given-setups.js';
import {type AwsAccess} from './open-aws.js';
import {cancelled, CommandProblem, exitCodes} from './problems.js';

/** What `export` is asked for. */
export type ExportOptions = {
	format: ExportFormat;
	/** The permissions to take the setup back, not to run it. */
	isForUndo: boolean;
	/** The name of a saved setup. */
	setup?: string;
	/** A setup file instead; `-` is stdin. */
	file?: string;
	/** The file to write; without one, stdout. */
	output?: string;
	/** Replace that file where it is there. */
	force: boolean;
	/** Do not ask AWS, not even for what only AWS knows. */
	isOffline: boolean;
	flags: Flags;
};

/** Writes a setup out in another team's language, to stdout or a file. AWS is asked only for what it alone knows, and not with `--offline`. */
export async function runExport(
	options: ExportOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {format, output: file} = options;
	const saved = await read(options, context, output);
	const exported = options.isForUndo
		? await exportUndoPermissions(saved)
		: await write(saved, options, context);
	for (const note of exported.notes) {
		output.note(note);
	}

	if (file !== undefined) {
		await writeExport(exported.text, file, async () => mayReplace(file, options, context, output));
	}

	const sizeNote = format === 'permissions' ? policySizeNote(exported.text) : undefined;
	if (sizeNote !== undefined) {
		output.note(sizeNote);
	}

	if (output.isJson) {
		output.json({
			version: 1,
			setup: saved.setup.name,
			format,
			...(file === undefined ? {text: exported.text} : {file}),
		});
	} else if (file === undefined) {
		output.raw(exported.text);
	} else {
		output.say(`Written: ${file}`);
	}

	return exitCodes.done;
}

async function write(
	saved: SavedSetup,
	{format, isOffline, flags}: ExportOptions,
	{env}: CommandContext,
): Promise<Exported> {
	if (isOffline) {
		return exportSetup(format, saved);
	}

	let access: AwsAccess | undefined;
	try {
		return await exportSetup(format, saved, async () => {
			const {openAws} = await import('./open-aws.js');
			access = await openAws({flags, env});
			return access.open(saved.setup.region);
		});
	} finally {
		await access?.close();
	}
}

async function read(
	{setup: word, file: given = '-', flags}: ExportOptions,
	context: CommandContext,
	output: Output,
): Promise<SavedSetup> {
	const {AWS_REGION, AWS_DEFAULT_REGION} = context.env;
	const usual = [flags.region, AWS_REGION, AWS_DEFAULT_REGION].find(Boolean);
	const withRegion = (setup: SetupFile): SetupFile => ({
		...setup,
		region: setup.region ?? usual,
	});
	const store = openSetupStore(setupsFolder(context.env, flags.sandbox));
	const isFile = word !== undefined && isFileInstead(store, word);
	if (word === undefined || isFile) {
		const file = isFile ? word : given;
		const {setup} = await readGivenSetup({file, flags}, context);
		const at = context.now().toISOString();
		return {
			version: 1,
			runId: '',
			createdAt: at,
			updatedAt: at,
			setup: withRegion(setup),
			journal: [],
		};
	}

	const saved = readNamed(store, word);
	noteDamage(store, word, output);
	assertRegion(saved, flags);
	return {...saved, setup: withRegion(saved.setup)};
}

// A file that somebody may have edited is replaced only when that is wanted.
async function mayReplace(
	file: string,
	{force}: ExportOptions,
	context: CommandContext,
	{isJson}: Output,
): Promise<void> {
	if (force) {
		return;
	}

	const shown = formatValue(file, 60);
	if (isJson || !context.isTty) {
		throw new InputError(
			'export-not-written',
			`${shown} is there already, and was left as it is.`,
			'Add --force to replace it, or give another file with -o.',
		);
	}

	if (!(await isAgreed(`${shown} is there already. Replace it?`, context))) {
		throw cancelled(`${shown} was left as it is.`);
	}
}

/** Writes a file whole or not at all; `mayReplace` is asked first where one is there, and rejects when it is to stay. */
async function writeExport(
	text: string,
	file: string,
	mayReplaceIt: () => Promise<void>,
): Promise<void> {
	const path = homePath(file);
	try {
		const there = await fs.stat(path).catch(() => undefined);
		if (there?.isFile()) {
			await mayReplaceIt();
		}

		if (there && !there.isFile()) {
			// A terminal, a pipe: there is nothing to keep.
			await fs.writeFile(path, text);
			return;
		}

		const target = there ? await fs.realpath(path) : path;
		const draft = `${target}.${randomUUID()}.tmp`;
		try {
			await fs.writeFile(draft, text, {flag: 'wx', mode: there?.mode ?? 0o666});
			await fs.rename(draft, target);
		} catch (error) {
			await fs.rm(draft, {force: true});
			throw error;
		}
	} catch (error) {
		if (error instanceof InputError || error instanceof CommandProblem) {
			throw error;
		}

		throw new InputError(
			'export-not-written',
			`${formatValue(file, 60)} cannot be written: ${reasons[errorCode(error)] ?? systemReason(error)}.`,
			'Give another file with -o, or leave it out to print the text.',
		);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EISDIR: 'it is a folder',
	ENOENT: 'its folder is not there',
};
