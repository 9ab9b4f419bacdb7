import * as z from 'zod';
import {exportFormats} from '../engine/export/formats.js';
import {quoteText} from '../terminal/foreign-text.js';
import {ownCommand, ownProgram} from '../terminal/own-command.js';
import {type CheckView} from './check-text.js';
import {shells, type Shell} from './completion-script.js';
import {type ExportOptions, type Flags, type UndoOptions} from './flags.js';
import {guess, usage} from './usage-problems.js';

const optionValues = z.object({
	profile: z.string().optional(),
	region: z.string().optional(),
	sandbox: z.string().optional(),
	json: z.boolean().optional(),
	accessible: z.boolean().optional(),
	file: z.string().optional(),
	dryRun: z.boolean().optional(),
	exitCode: z.boolean().optional(),
	yes: z.boolean().optional(),
	watch: z.boolean().optional(),
	all: z.boolean().optional(),
	summary: z.boolean().optional(),
	output: z.string().optional(),
	force: z.boolean().optional(),
	undo: z.boolean().optional(),
	deleteKey: z.boolean().optional(),
	days: z.string().optional(),
	confirm: z.string().optional(),
	port: z.string().optional(),
	deviceCode: z.boolean().optional(),
	browser: z.boolean().optional(),
});

/** Every option of any command, as it was typed. */
export type OptionValues = z.infer<typeof optionValues>;

/** The options as commander collected them, with their types. */
export function optionsOf(collected: unknown): OptionValues {
	return optionValues.parse(collected);
}

/** The options that every command takes; fails with `InputError` where a value is missing or unknown. */
export function readFlags({
	profile,
	region,
	sandbox,
	json = false,
	accessible = false,
}: OptionValues): Flags {
	for (const [name, value] of Object.entries({profile, region})) {
		// Commander takes the next word, even when that is an option of its own.
		if (value?.startsWith('-') === true || value === '') {
			throw usage(`--${name} needs a name after it.`);
		}
	}

	if (!['keep', 'fresh', undefined].includes(sandbox)) {
		throw usage(
			'--sandbox takes nothing after it, or =fresh.',
			'--sandbox keeps what was practised before, --sandbox=fresh empties it.',
		);
	}

	return {
		...(profile && {profile}),
		...(region && {region}),
		sandbox: sandbox !== undefined,
		freshSandbox: sandbox === 'fresh',
		json,
		accessible,
	};
}

/** The setup file that `apply` cannot do without. */
export function readFile({file = ''}: OptionValues): string {
	if (file === '' || (file.startsWith('-') && file !== '-')) {
		throw usage(
			'apply needs a setup file.',
			`Give it with -f, such as: ${ownCommand('apply -f ekm.yaml')}`,
		);
	}

	return file;
}

/** How much of the checklists is shown. */
export function readView({
	all = false,
	summary = false,
}: OptionValues): CheckView {
	if (all && summary) {
		throw usage(
			'--all and --summary do not go together.',
			'--all lists every row, --summary is one line for each setup.',
		);
	}

	return all ? 'all' : summary ? 'summary' : 'problems';
}

/** Whether a dry run says by its exit code that changes are needed. A run that writes has no use for that. */
export function readExitCode({
	exitCode = false,
	dryRun,
}: OptionValues): boolean {
	if (exitCode && !dryRun) {
		throw usage(
			'--exit-code goes with --dry-run.',
			'A run that applies already says by its exit code whether all changes were made.',
		);
	}

	return exitCode;
}

/** The shell to write completion for. */
export function readShell(shell: string | undefined): Shell {
	const known = shells.find((each) => each === shell?.toLowerCase());
	if (known) {
		return known;
	}

	throw usage(
		shell === undefined
			? 'completion needs the name of a shell.'
			: `There is no completion for ${quoteText(shell, 60)}.${guess(shell, shells)}`,
		`The shells are bash, zsh and fish: ${ownProgram('completion bash')}`,
	);
}

/** What to export: the format, and either the name of a saved setup or a setup file. */
export function readExport(
	format: string | undefined,
	setup: string | undefined,
	{file, output, force = false, undo: isForUndo = false}: OptionValues,
): Omit<ExportOptions, 'flags'> {
	const formats = exportFormats.map(({id}) => id);
	const hint = `The formats are ${formats.slice(0, -1).join(', ')} and ${formats.at(-1)}: ${ownCommand('export terraform production')}`;
	if (format === undefined) {
		throw usage('export needs a format and a setup.', hint);
	}

	const known = exportFormats.find(({id}) => id === format.toLowerCase());
	if (!known) {
		throw usage(
			`There is no export format ${quoteText(format, 60)}.${guess(format, formats)}`,
			hint,
		);
	}

	for (const [flag, value] of [
		['-f', file],
		['-o', output],
	] as const) {
		if (value === '' || (value?.startsWith('-') === true && value !== '-')) {
			throw usage(`${flag} needs a file after it.`);
		}
	}

	if ((setup === undefined) === (file === undefined)) {
		throw usage(
			setup === undefined
				? `export ${known.id} needs a setup.`
				: 'Give either the name of a saved setup or a setup file.',
			`${ownCommand(`export ${known.id} production`)}, or: ${ownCommand(`export ${known.id} -f ekm.yaml`)}`,
		);
	}

	if (isForUndo && known.id !== 'permissions') {
		throw usage(
			`export ${known.id} knows no --undo.`,
			`${ownCommand('export permissions production --undo')} writes the policy for whoever takes the setup back.`,
		);
	}

	return {
		format: known.id,
		isForUndo,
		force,
		...(setup !== undefined && {setup}),
		...(file !== undefined && {file}),
		...(output !== undefined && output !== '-' && {output}),
	};
}

/** What to take back: the setup, and what is to become of a key that it made. */
export function readUndo(
	setup: string | undefined,
	{dryRun = false, yes = false, deleteKey = false, days, confirm}: OptionValues,
): Omit<UndoOptions, 'flags'> {
	if (setup === undefined) {
		throw usage(
			'undo needs the name of a saved setup.',
			`See which there are with: ${ownCommand('list')}`,
		);
	}

	for (const [flag, value] of Object.entries({days, confirm})) {
		if (value !== undefined && !deleteKey) {
			throw usage(
				`--${flag} goes with --delete-key.`,
				'Without it a key is never deleted.',
			);
		}
	}

	if (days !== undefined && !/^(?:[7-9]|[12]\d|30)$/v.test(days)) {
		throw usage(
			'--days needs a number from 7 to 30.',
			'AWS deletes a key that many days after it was asked to. 30 is the default.',
		);
	}

	return {
		setup,
		dryRun,
		yes,
		...(deleteKey && {deleteKeyIn: Number(days ?? '30')}),
		...(confirm !== undefined && {confirm}),
	};
}

/** The port for the sandbox; 0 takes any free one. */
export function readPort({port = '0'}: OptionValues): number {
	if (!/^\d{1,5}$/v.test(port) || Number(port) > 65_535) {
		throw usage(
			'--port needs a number from 0 to 65535.',
			'0 takes any free port.',
		);
	}

	return Number(port);
}
