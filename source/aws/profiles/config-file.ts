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
export function parseConfigFile(
	text: string,
	kind: ConfigKind = 'config',
): ConfigFile {
	const lines = text
		.split(/(?<=\n)/v)
		.filter((line) => line !== '')
		.map((line, index): ConfigLine => {
			const ending = line.endsWith('\r\n')
				? '\r\n'
				: line.endsWith('\n')
					? '\n'
					: '';
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
export function printLines(
	lines: ReadonlyArray<Pick<ConfigLine, 'text' | 'ending'>>,
): string {
	return lines.map(({text, ending}) => text + ending).join('');
}
