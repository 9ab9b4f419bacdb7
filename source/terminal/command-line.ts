import path from 'node:path';
import os from 'node:os';

/** How this process was started, and the options that lead into the world it works in. */
type Start = {
	program: string;
	sandbox: boolean;
	profile?: string | undefined;
};

let start: Start = {program: 'workato-aws', sandbox: false};

/**
How the program is called by whoever started it so: by its name, through npm or npx, or as a file. `argv` as Node gives it; `npm
start` takes our options only behind `--`.
*/
export function programOf(
	[, script = '']: readonly string[],
	{npm_lifecycle_event: event}: NodeJS.ProcessEnv,
	folder: string,
): string {
	if (event === 'start') {
		return 'npm start';
	}

	if (/[\/\\]_npx[\/\\]/v.test(script)) {
		return 'npx workato-aws';
	}

	const isFile =
		/[\/\\]build[\/\\]cli\.js$/v.test(script) && !/[\/\\]node_modules[\/\\]/v.test(script);
	const inside = path.relative(folder, script);
	return isFile ? `node ${shellWord(inside.startsWith('..') ? script : inside)}` : 'workato-aws';
}

/** Remembers how this process was started, or what it works in; what is not given stays. */
export function rememberStart(more: Partial<Start>): void {
	start = {...start, ...more};
}

/**
A command of this program as the person can type it: started the same way, with the same `--sandbox` and `--profile`, unless it
is for any profile.
*/
export function ownCommand(words = '', isForAnyProfile = false): string {
	const {sandbox, profile} = start;
	return ownProgram(
		[
			words,
			sandbox && !words.includes('--sandbox') ? '--sandbox' : '',
			profile !== undefined && !isForAnyProfile && !words.includes('--profile')
				? `--profile ${shellWord(profile)}`
				: '',
		]
			.filter((part) => part !== '')
			.join(' '),
	);
}

/** The same without those options, such as for a command's help. */
export function ownProgram(words: string): string {
	const {program} = start;
	const dashes = program === 'npm start' && words !== '' ? '--' : '';
	return [program, dashes, words].filter((part) => part !== '').join(' ');
}

/** A word as a shell takes it: quoted where that is needed. */
export function shellWord(word: string): string {
	if (/^[\w%+\-.\/:@\\]+$/v.test(word)) {
		return word;
	}

	return /^[\w %+\-.\/:@]+$/v.test(word)
		? `"${word}"`
		: `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
The words of a command as people write it in EDITOR or BROWSER: split at spaces, with single and double quotes kept
together and a backslash escaping the next character. No variables, no wildcards. On Windows, where backslashes are part
of paths, they are kept.
*/
export function splitCommand(command: string, platform: NodeJS.Platform): string[] {
	const token =
		platform === 'win32'
			? /"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<plain>[^\s"']+)|(?<space>\s+)|["']/gv
			: /"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>[^']*)'|(?<plain>(?:[^\s"'\\]|\\.)+)|(?<space>\s+)|["'\\]/gsv;
	const words: string[] = [];
	let word: string | undefined;
	for (const {groups, 0: text} of command.matchAll(token)) {
		if (groups?.space === undefined) {
			word = (word ?? '') + unquoted(groups, text, platform);
		} else if (word !== undefined) {
			words.push(word);
			word = undefined;
		}
	}

	return word === undefined ? words : [...words, word];
}

function unquoted(
	groups: Record<string, string | undefined> | undefined,
	text: string,
	platform: NodeJS.Platform,
): string {
	const {double, single, plain} = groups ?? {};
	if (single !== undefined) {
		return single;
	}

	const inner = double ?? plain ?? text;
	if (platform === 'win32') {
		return inner;
	}

	// Inside double quotes a shell takes a backslash only before these.
	return double === undefined
		? inner.replaceAll(/\\(?<kept>.)/gsv, '$<kept>')
		: inner.replaceAll(/\\(?<kept>["$\\`])/gv, '$<kept>');
}

/** The path that a person gave, with `~/` or `~\` as their home: not every shell, and no text field, does that. */
export function homePath(name: string, home: string = os.homedir()): string {
	return /^~[\/\\]/v.test(name) ? path.join(home, name.slice(2)) : name;
}
