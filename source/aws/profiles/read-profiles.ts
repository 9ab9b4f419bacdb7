import fs from 'node:fs/promises';
import {errorCode} from '../../diagnostic.js';
import {cliView} from './cli-view.js';
import {
	type ConfigFile,
	type ConfigKind,
	type ConfigView,
	emptyView,
	parseConfigFile,
	sdkView,
	type ConfigSection,
	type Setting,
	configPaths,
} from './config-file.js';

/** Something about a file that the person should know, and whom it stops. The message holds no value from the file. */
export type FileProblem = {
	path: string;
	line?: number;
	message: string;
	/** `aws CLI`: every `aws` command fails. `SDK`: this program leaves something out. `both`: nothing could be read. */
	reader: 'both' | 'aws CLI' | 'SDK';
};

/** Everything the two files say, as this program's SDK and as the aws CLI read them. Holds secret values: do not print. */
export type ProfileFiles = {
	paths: {config: string; credentials: string};
	sdk: MergedView;
	cli: MergedView;
	problems: FileProblem[];
	/** The files as they were read, for the editor; nothing when there is none. */
	texts: {config?: string; credentials?: string};
};

/** Reads a file whole; rejects as `fs.readFile` does. */
type ReadBytes = (path: string) => Promise<Uint8Array>;

/**
Reads the config and the credentials file. A file that is not there is an empty one; one that is there and cannot be read
is a problem with its path. Never rejects.
*/
export async function readProfiles({
	env,
	readBytes = async (path) => fs.readFile(path),
}: {
	env: NodeJS.ProcessEnv;
	readBytes?: ReadBytes;
}): Promise<ProfileFiles> {
	const paths = configPaths(env);
	const [config, credentials] = await Promise.all([
		readOne(paths.config, 'config', env.AWS_CONFIG_FILE, readBytes),
		readOne(paths.credentials, 'credentials', env.AWS_SHARED_CREDENTIALS_FILE, readBytes),
	]);
	const merged = (reader: 'sdk' | 'cli') =>
		mergeViews(
			{view: config[reader], path: paths.config},
			{view: credentials[reader], path: paths.credentials},
			reader === 'cli' ? 'aws CLI' : 'SDK',
		);
	return {
		paths,
		sdk: merged('sdk'),
		cli: merged('cli'),
		problems: [...config.problems, ...credentials.problems],
		texts: {
			...(config.text !== undefined && {config: config.text}),
			...(credentials.text !== undefined && {credentials: credentials.text}),
		},
	};
}

type OneFile = {
	sdk: ConfigView;
	cli: ConfigView;
	problems: FileProblem[];
	text?: string;
};

async function readOne(
	path: string,
	kind: ConfigKind,
	named: string | undefined,
	readBytes: ReadBytes,
): Promise<OneFile> {
	let bytes: Uint8Array;
	try {
		bytes = await readBytes(path);
	} catch (error) {
		const message = whyUnread(error, kind, named);
		return {
			sdk: emptyView(),
			cli: emptyView(),
			problems: message ? [{path, message, reader: 'both'}] : [],
		};
	}

	const {text, badLine} = decode(bytes);
	if (isUtf16(bytes)) {
		const message = `The ${kind} file is ${utf16Problem}`;
		return {
			sdk: emptyView(),
			cli: emptyView(),
			problems: [{path, message, reader: 'both'}],
			text,
		};
	}

	const file = parseConfigFile(text, kind);
	return {text, ...viewsOf(file, path, badLine)};
}

function viewsOf(
	file: ConfigFile,
	path: string,
	badLine: number | undefined,
): Omit<OneFile, 'text'> {
	const sdk = sdkView(file);
	const cli = badLine
		? emptyView([{line: badLine, message: 'This line is not UTF-8 text.'}])
		: cliView(file);
	return {
		sdk,
		cli,
		problems: [
			...cli.problems.map((problem) => ({
				...problem,
				path,
				reader: 'aws CLI' as const,
			})),
			...sdk.problems.map((problem) => ({
				...problem,
				path,
				reader: 'SDK' as const,
			})),
		],
	};
}

// The byte-order mark stays: the aws CLI stumbles over it, and an edit must not lose it.
function decode(bytes: Uint8Array): {text: string; badLine?: number} {
	try {
		return {
			text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes),
		};
	} catch {
		const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes);
		return {
			text,
			badLine: text.slice(0, text.indexOf('\u{FFFD}')).split('\n').length,
		};
	}
}

/** What to say of a file that starts like UTF-16; behind “is”. */
export const utf16Problem =
	'UTF-16 text, as Windows PowerShell writes it, and neither the SDK nor the aws CLI reads that. Save it as UTF-8.';

// By the byte-order mark, or by the zero byte that every plain letter has.
function isUtf16(bytes: Uint8Array): boolean {
	const [first, second] = bytes;
	return (
		(first === 0xff && second === 0xfe) ||
		(first === 0xfe && second === 0xff) ||
		bytes.subarray(0, 256).includes(0)
	);
}

const reasons: Record<string, string> = {
	EACCES: 'this user may not read it',
	EPERM: 'this user may not read it',
	EISDIR: 'a folder stands in its place',
	ENOTDIR: 'a part of its path is a file',
	ELOOP: 'its links go round in a circle',
};

function whyUnread(
	error: unknown,
	kind: ConfigKind,
	named: string | undefined,
): string | undefined {
	const code = errorCode(error) || 'unknown';
	if (code === 'ENOENT') {
		const variable = kind === 'config' ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE';
		return named ? `${variable} names this file, and it does not exist.` : undefined;
	}

	return `The ${kind} file cannot be read: ${reasons[code] ?? code}.`;
}

/** A setting and where it stands. */
export type LocatedSetting = Setting & {path: string};

/** A profile or session after both files are merged; `line` and `path` say where it was named first. */
export type LocatedSection = {
	line: number;
	path: string;
	settings: ReadonlyMap<string, LocatedSetting>;
};

type Sections = ReadonlyMap<string, LocatedSection>;

/** Profiles and sessions as one reader sees them in both files together. */
type MergedView = {
	profiles: Sections;
	sessions: Sections;
	/** This reader gives up: one of the files is beyond it. */
	isRejected: boolean;
};

type Part = {view: ConfigView; path: string};

/**
Merges the two files setting by setting, the credentials file winning, as both readers do. Sessions come from the config
file alone. The aws CLI gives up altogether when it rejects one file; the SDK takes such a file as empty.
*/
function mergeViews(config: Part, credentials: Part, reader: 'aws CLI' | 'SDK'): MergedView {
	const isRejected =
		reader === 'aws CLI' && (config.view.isRejected || credentials.view.isRejected);
	if (isRejected) {
		return {profiles: new Map(), sessions: new Map(), isRejected};
	}

	const profiles = locateSections(config.view.profiles, config.path);
	for (const [name, section] of locateSections(credentials.view.profiles, credentials.path)) {
		const known = profiles.get(name);
		profiles.set(
			name,
			known
				? {
						...known,
						settings: new Map([...known.settings, ...section.settings]),
					}
				: section,
		);
	}

	return {
		profiles,
		sessions: locateSections(config.view.sessions, config.path),
		isRejected,
	};
}

function locateSections(
	sections: ReadonlyMap<string, ConfigSection>,
	path: string,
): Map<string, LocatedSection> {
	return new Map(
		Array.from(sections, ([name, {line, settings}]) => [
			name,
			{
				line,
				path,
				settings: new Map(Array.from(settings, ([key, setting]) => [key, {...setting, path}])),
			},
		]),
	);
}
