import path, {sep} from 'node:path';
import {homedir} from 'node:os';

/**
Where the two files are, as whole paths: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE (`~/` is home, and `$NAME` a
variable, as for the aws CLI), else in `~/.aws`.
Hand these to the SDK too: by itself it does not find an SSO session in a file whose path starts with `~/`.
*/
export function configPaths(env: NodeJS.ProcessEnv): {
	config: string;
	credentials: string;
} {
	const home = homeFolder(env);
	const resolveFile = (named: string | undefined, file: string) => {
		if (!named) {
			return path.join(home, '.aws', file);
		}

		const filled = named.replaceAll(
			/\$(?:(?<bare>\w+)|\{(?<braced>\w+)\})/gv,
			(whole, bare?: string, braced?: string) => env[bare ?? braced ?? ''] ?? whole,
		);
		return path.resolve(/^~[\/\\]/v.test(filled) ? path.join(home, filled.slice(2)) : filled);
	};

	return {
		config: resolveFile(env.AWS_CONFIG_FILE, 'config'),
		credentials: resolveFile(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
	};
}

/**
The home folder by the SDK's own rule (HOME, USERPROFILE, HOMEDRIVE with HOMEPATH, the system's), so that both look for
the same files. It does not move with AWS_CONFIG_FILE.
*/
export function homeFolder(env: NodeJS.ProcessEnv, system: () => string = homedir): string {
	if (env.HOME) {
		return env.HOME;
	}

	if (env.USERPROFILE) {
		return env.USERPROFILE;
	}

	return env.HOMEPATH ? `${env.HOMEDRIVE ?? `C:${sep}`}${env.HOMEPATH}` : system();
}

/**
Makes the variables of AWS mean one thing for this program, for the SDK (which reads this process's own) and for the programs
that either starts: one that is set but empty is not set, and the two files are named by whole paths.
*/
export function normalizeEnvironment(env: NodeJS.ProcessEnv): void {
	for (const [name, value] of Object.entries(env)) {
		if (/^aws_/iv.test(name) && value === '') {
			// eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an environment has no other way to unset
			delete env[name];
		}
	}

	const {config, credentials} = configPaths(env);
	env.AWS_CONFIG_FILE &&= config;

	env.AWS_SHARED_CREDENTIALS_FILE &&= credentials;
}

/** One line of a config or credentials file: its text, what ends it (nothing on the last line), its number from 1. */
export type ConfigLine = {
	text: string;
	ending: '' | '\n' | '\r\n';
	number: number;
};

/** The two files name their sections differently: `[profile dev]` in config, `[dev]` in credentials. */
export type ConfigKind = 'config' | 'credentials';

/** A config or credentials file taken apart into lines, nothing lost. */
export type ConfigFile = {
	kind: ConfigKind;
	text: string;
	lines: ConfigLine[];
	/** What ends lines here; for lines that are added. */
	ending: '\n' | '\r\n';
};

/** A value as one of the readers sees it, and the line it is on. */
export type Setting = {value: string; line: number};

/** A profile, session or services section as one of the readers sees it. Settings of a nested block are `s3.key`. */
export type ConfigSection = {
	line: number;
	settings: ReadonlyMap<string, Setting>;
};

/** What is wrong or not understood, and where. The message holds no value from the file. */
export type ConfigProblem = {line: number; message: string};

/** What one reader makes of one file. */
export type ConfigView = {
	profiles: ReadonlyMap<string, ConfigSection>;
	sessions: ReadonlyMap<string, ConfigSection>;
	services: ReadonlyMap<string, ConfigSection>;
	/** When `isRejected`: why this reader takes nothing from the file. Else: what it leaves out. */
	problems: ConfigProblem[];
	isRejected: boolean;
};

/** The view of a file that is absent, or rejected for these problems. */
export function emptyView(problems: ConfigProblem[] = []): ConfigView {
	return {
		profiles: new Map(),
		sessions: new Map(),
		services: new Map(),
		problems,
		isRejected: problems.length > 0,
	};
}

/** Takes a file apart. Never fails; `printLines` gives the same text back, byte for byte. */
export function parseConfigFile(text: string, kind: ConfigKind = 'config'): ConfigFile {
	const lines = text
		.split(/(?<=\n)/v)
		.filter((line) => line !== '')
		.map((line, index): ConfigLine => {
			const ending = line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : '';
			return {
				text: line.slice(0, line.length - ending.length),
				ending,
				number: index + 1,
			};
		});
	return {
		kind,
		text,
		lines,
		ending: lines[0]?.ending === '\r\n' ? '\r\n' : '\n',
	};
}

/** Puts lines back together. */
export function printLines(lines: ReadonlyArray<Pick<ConfigLine, 'text' | 'ending'>>): string {
	return lines.map(({text, ending}) => text + ending).join('');
}

/*
The rules of @smithy/core/config 3.41 (shared-ini-file-loader), which the JS SDK reads its files with. Tests hold them
against the SDK itself.
*/

type MutableSection = {line: number; settings: Map<string, Setting>};

const kinds = new Set(['profile', 'sso-session', 'services']);
const plainHeader = /^([\w\-]+)\s(?:"([\w%+\-.\/:@]+)"|'([\w%+\-.\/:@]+)'|([\w%+\-.\/:@]+))$/v;

/**
What the JS SDK makes of a file. It never rejects one but for a section called `__proto__`; it leaves out sections whose
name holds a space and settings written with a colon, which are its `problems`.
*/
export function sdkView(file: ConfigFile): ConfigView {
	const sections = new Map<string, MutableSection>();
	const problems: ConfigProblem[] = [];
	let section: {key: string; line: number} | undefined;
	let block: string | undefined;
	for (const {text, number} of file.lines) {
		const bare = withoutComment(text);
		if (bare.startsWith('[') && bare.endsWith(']')) {
			const header = bare.slice(1, -1);
			if (header === '__proto__' || header === 'profile __proto__') {
				return emptyView([{line: number, message: 'A profile cannot be called __proto__.'}]);
			}

			const key = sectionKey(header);
			section = key ? {key, line: number} : undefined;
			block = undefined;
			problems.push(...headerProblems(file, header, number));
			continue;
		}

		if (!section) {
			continue;
		}

		const [name, value] = splitSetting(bare);
		if (name === undefined) {
			problems.push(...settingProblems(bare, number));
			continue;
		}

		if (value === '') {
			block = name;
			continue;
		}

		if (text.trimStart() === text) {
			block = undefined;
		}

		const {key, line} = section;
		const found = sections.get(key) ?? {line, settings: new Map()};
		found.settings.set(block ? `${block}.${name}` : name, {
			value,
			line: number,
		});
		sections.set(key, found);
	}

	return {...sortSections(file, sections), problems, isRejected: false};
}

// A comment starts at `#` or `;`, at the start of the line or after a space.
function withoutComment(line: string): string {
	const start = line.search(/(?:^|\s)[#;]/v);
	return (start === -1 ? line : line.slice(0, start)).trim();
}

function sectionKey(header: string): string | undefined {
	const match = plainHeader.exec(header);
	if (!match) {
		return header;
	}

	const [, kind = '', ...names] = match;
	const name = names.find((text) => text !== undefined) ?? '';
	return kinds.has(kind) ? `${kind}.${name}` : undefined;
}

function splitSetting(bare: string): [string, string] | [undefined, undefined] {
	const equals = bare.indexOf('=');
	return equals > 0
		? [bare.slice(0, equals).trim(), bare.slice(equals + 1).trim()]
		: [undefined, undefined];
}

function sortSections(
	{kind}: ConfigFile,
	sections: ReadonlyMap<string, MutableSection>,
): Pick<ConfigView, 'profiles' | 'sessions' | 'services'> {
	const profiles = new Map<string, ConfigSection>();
	const sessions = new Map<string, ConfigSection>();
	const services = new Map<string, ConfigSection>();
	const byPrefix: Record<string, Map<string, ConfigSection>> = {
		'profile.': profiles,
		'sso-session.': sessions,
		'services.': services,
	};
	const plain = sections.get('default');
	if (plain) {
		profiles.set('default', plain);
	}

	for (const [key, section] of sections) {
		const prefix = key.slice(0, key.indexOf('.') + 1);
		const target = Object.hasOwn(byPrefix, prefix) ? byPrefix[prefix] : undefined;
		if (kind === 'config') {
			target?.set(key.slice(prefix.length), section);
		} else if (!target || target === profiles) {
			// Every section of the credentials file is a profile, whatever it is called.
			profiles.set(key, section);
		}
	}

	return {profiles, sessions, services};
}

function headerProblems({kind}: ConfigFile, header: string, line: number): ConfigProblem[] {
	const [, first = ''] = /^\s*([\w\-]*)/v.exec(header) ?? [];
	if (kind === 'credentials') {
		return /^profile\s/v.test(header)
			? [
					{
						line,
						message:
							'In the credentials file a section is the profile’s name alone, without the word “profile”.',
					},
				]
			: [];
	}

	return kinds.has(first) && !plainHeader.test(header) && !header.startsWith(`${first}.`)
		? [
				{
					line,
					message:
						'The SDK leaves this section out: write one space after the first word, and a name without spaces.',
				},
			]
		: [];
}

function settingProblems(bare: string, line: number): ConfigProblem[] {
	return /^[\w\-]+\s*:/iv.test(bare)
		? [
				{
					line,
					message: 'The SDK leaves this setting out: write “=” instead of the colon.',
				},
			]
		: [];
}
