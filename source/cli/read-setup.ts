import {allGuides} from '../guides/registry.js';
import {type Guide} from '../guides/survey.js';
import {InputError} from '../setups/input-error.js';
import {readSetupFile, tooLarge} from '../setups/read-setup-file.js';
import {type SetupFile} from '../setups/saved-setup.js';
import {NotTextError} from '../terminal/file-kind.js';
import {formatValue} from '../terminal/foreign-text.js';
import {homePath} from '../terminal/home-path.js';
import {collectLimited, readLimited} from '../terminal/read-limited.js';
import {unlessCancelled} from './cancel.js';
import {type AwsFlags, type CommandContext} from './context.js';

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
	const name = file === '-' ? 'stdin' : formatValue(file, 60);
	const text = await unlessCancelled(
		readText(file, name, async () =>
			file === '-'
				? collectLimited(stdin)
				: readLimited(homePath(file), signal),
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

		const code = error instanceof Error && 'code' in error ? error.code : '';
		throw new InputError(
			code === 'ENOENT' ? 'setup-file-not-found' : 'setup-file-unreadable',
			code === 'ENOENT'
				? `There is no file ${formatValue(file, 60)}.`
				: `${formatValue(file, 60)} cannot be read: ${reasons[String(code)] ?? String(code)}.`,
			'Give the path of a setup file, or - for stdin.',
		);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission was refused',
	EISDIR: 'it is a folder',
	ENOTDIR: 'a part of the path is a file',
};
