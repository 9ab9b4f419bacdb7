import fs from 'node:fs/promises';
import {
	exportSetup,
	exportUndoPermissions,
	type Exported,
} from '../export/export-setup.js';
import {setupsFolder} from '../setups/home-folder.js';
import {InputError} from '../setups/input-error.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {openSetupStore} from '../setups/setup-store.js';
import {formatValue} from '../terminal/foreign-text.js';
import {homePath} from '../terminal/home-path.js';
import {assertRegion, readNamed} from './choose-setups.js';
import {type CommandContext} from './context.js';
import {type ExportOptions} from './flags.js';
import {noteDamage} from './note-damage.js';
import {type Output} from './output.js';
import {exitCodes} from './problems.js';
import {readGivenSetup} from './read-setup.js';

/** Writes a setup out in another team's language, to stdout or a file. AWS is not asked. */
export async function exportCommand(
	options: ExportOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {format, output: file} = options;
	const saved = await read(options, context, output);
	const exported = options.isForUndo
		? await exportUndoPermissions(saved)
		: await exportSetup(format, saved);
	if (file !== undefined) {
		await write(exported, file);
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

async function read(
	{setup: name, file = '-', flags}: ExportOptions,
	context: CommandContext,
	output: Output,
): Promise<SavedSetup> {
	const {AWS_REGION, AWS_DEFAULT_REGION} = context.env;
	const usual = [flags.region, AWS_REGION, AWS_DEFAULT_REGION].find(Boolean);
	const withRegion = (setup: SetupFile): SetupFile => ({
		...setup,
		region: setup.region ?? usual,
	});
	if (name === undefined) {
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

	const store = openSetupStore(setupsFolder(context.env, flags.sandbox));
	const saved = readNamed(store, name);
	noteDamage(store, name, output);
	assertRegion(saved, flags);
	return {...saved, setup: withRegion(saved.setup)};
}

async function write({text}: Exported, file: string): Promise<void> {
	try {
		await fs.writeFile(homePath(file), text);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : '';
		throw new InputError(
			'export-not-written',
			`${formatValue(file, 60)} cannot be written: ${reasons[String(code)] ?? String(code)}.`,
			'Give another file with -o, or leave it out to print the text.',
		);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission was refused',
	EISDIR: 'it is a folder',
	ENOENT: 'its folder is not there',
	ENOSPC: 'the disk is full',
	ENOTDIR: 'a part of the path is a file',
	EROFS: 'the disk is read-only',
};
