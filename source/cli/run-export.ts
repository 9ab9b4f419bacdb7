import fs from 'node:fs/promises';
import path from 'node:path';
import {type ExportFormat} from '../engine/export/formats.js';
import {policySizeNote} from '../engine/export/permissions.js';
import {
	exportSetup,
	exportUndoPermissions,
	type AskAws,
	type Exported,
} from '../guides/export-setup.js';
import {setupsFolder} from '../setups/home-folder.js';
import {InputError} from '../diagnostic.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {openSetupStore} from '../setups/setup-store.js';
import {formatValue} from '../terminal/foreign-text.js';
import {homePath} from '../terminal/command-line.js';
import {saveFiles, saveFolder, type ExistingFile} from '../setups/save-files.js';
import {isAgreed, type CommandContext, type Flags, type Output} from './context.js';
import {
	assertRegion,
	isFileInstead,
	readNamed,
	noteDamage,
	readGivenSetup,
} from './given-setups.js';
import {type AwsAccess} from './open-aws.js';
import {cancelled, exitCodes} from './problems.js';

/** What `export` is asked for. */
export type ExportOptions = {
	format: ExportFormat | 'bundle';
	/** The permissions to take the setup back, not to run it. */
	isForUndo: boolean;
	/** The name of a saved setup. */
	setup?: string;
	/** A setup file instead; `-` is stdin. */
	file?: string;
	/** The file to write, or the folder of a bundle; without one, stdout. */
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
	if (format === 'bundle') {
		return writeBundle(saved, options, {context, output});
	}

	const exported = options.isForUndo
		? await exportUndoPermissions(saved)
		: await asking(options, context, async (ask) =>
				exportSetup(format, saved, {
					ask: ask(saved),
					fileName: file === undefined ? undefined : path.basename(homePath(file)),
				}),
			);
	for (const note of exported.notes) {
		output.note(note);
	}

	const {text} = exported;
	const isAlone = file === undefined || (await isStream(file));
	if (isAlone && !(output.isJson && file === undefined)) {
		assertOneText(exported, output);
	}

	const beside = exported.beside.map((each) => ({
		file: file === undefined ? each.fileName : path.join(path.dirname(file), each.fileName),
		text: each.text,
		isBeside: true,
	}));
	const written = file === undefined ? [] : [{file, text}, ...(isAlone ? [] : beside)];
	await saveFiles(written, async (there) => mayReplace(there, options, context, output));

	const sizeNote = format === 'permissions' ? policySizeNote(exported.text) : undefined;
	if (sizeNote !== undefined) {
		output.note(sizeNote);
	}

	if (output.isJson) {
		output.json({
			version: 1,
			setup: saved.setup.name,
			format,
			...(file === undefined ? {text} : {file}),
			...(beside.length > 0 && {
				beside:
					file === undefined
						? beside.map((each) => ({file: each.file, text: each.text}))
						: written.slice(1).map((each) => ({file: each.file})),
			}),
		});
	} else if (file === undefined) {
		output.raw(text);
	} else {
		output.say(`Written: ${written.map((each) => each.file).join(', ')}`);
	}

	return exitCodes.done;
}

// A terminal or a pipe: nothing can lie beside it.
async function isStream(file: string): Promise<boolean> {
	const there = await fs.stat(homePath(file)).catch(() => undefined);
	return there !== undefined && !there.isFile() && !there.isDirectory();
}

// One text goes to stdout. What only belongs beside it is named; a part of the setup is not left out.
function assertOneText({beside}: Exported, output: Output): void {
	const parts = beside.filter(({isPart}) => isPart).length;
	if (parts > 0) {
		throw new InputError(
			'export-needs-files',
			`This setup takes ${parts + 1} templates, and each is a file of its own.`,
			'Give the first one with -o FILE: the others are written beside it.',
		);
	}

	if (beside.length > 0) {
		output.note(
			`Its commands name ${beside.map(({fileName}) => fileName).join(', ')}: -o FILE writes such files beside the template.`,
		);
	}
}

async function writeBundle(
	saved: SavedSetup,
	options: ExportOptions,
	{context, output}: {context: CommandContext; output: Output},
): Promise<number> {
	const {output: folder = ''} = options;
	const {exportBundle} = await import('../guides/export-bundle.js');
	const {files, leftOut, notes} = await asking(options, context, async (ask) =>
		exportBundle(saved, ask(saved)),
	);
	for (const note of notes) {
		output.note(note);
	}

	await saveFolder(folder, files, async (there) =>
		mayReplace(
			there.map(({file}) => ({file: path.join(folder, file)})),
			options,
			context,
			output,
		),
	);
	const names = files.map(({name}) => name);
	if (output.isJson) {
		output.json({
			version: 1,
			setup: saved.setup.name,
			format: 'bundle',
			folder,
			files: names,
			leftOut,
		});
	} else {
		output.say(
			`Written: ${folder}`,
			...names.map((name) => `  ${name}`),
			...leftOut.map(({reason}) => `Left out: ${reason}`),
		);
	}

	return exitCodes.done;
}

// AWS is opened when it is first asked, and closed in the end.
async function asking<Result>(
	{isOffline, flags}: ExportOptions,
	{env}: CommandContext,
	work: (ask: (saved: SavedSetup) => AskAws | undefined) => Promise<Result>,
): Promise<Result> {
	let access: AwsAccess | undefined;
	try {
		return await work(({setup: {region}}) =>
			isOffline
				? undefined
				: async () => {
						if (!access) {
							const {openAws} = await import('./open-aws.js');
							access = await openAws({flags, env});
						}

						return access.open(region);
					},
		);
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

// Files that somebody may have edited are replaced only when that is wanted.
async function mayReplace(
	files: readonly ExistingFile[],
	options: ExportOptions,
	context: CommandContext,
	{isJson}: Output,
): Promise<void> {
	if (options.force) {
		return;
	}

	const [{file, leadsTo} = {file: ''}] = files;
	const more = files.length - 1;
	// What is replaced is the file at the end of a link.
	const first =
		leadsTo === undefined
			? formatValue(file, 60)
			: `${formatValue(leadsTo, 60)}, where ${formatValue(file, 60)} leads,`;
	const shown = `${first}${more === 0 ? '' : ` and ${more} more of its files`}`;
	const [are, was, it] = more === 0 ? ['is', 'was', 'it'] : ['are', 'were', 'them'];
	if (isJson || !context.isTty) {
		throw new InputError(
			'export-not-written',
			`${shown} ${are} there already, and ${was} left as ${more === 0 ? 'it is' : 'they are'}.`,
			`Add --force to replace ${it}, or give another ${options.format === 'bundle' ? 'folder' : 'file'} with -o.`,
		);
	}

	if (!(await isAgreed(`${shown} ${are} there already. Replace ${it}?`, context))) {
		throw cancelled(`${shown} ${was} left as ${more === 0 ? 'it is' : 'they are'}.`);
	}
}
