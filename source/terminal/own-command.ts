import path from 'node:path';

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
		/[\/\\]build[\/\\]cli\.js$/v.test(script) &&
		!/[\/\\]node_modules[\/\\]/v.test(script);
	const inside = path.relative(folder, script);
	return isFile
		? `node ${shellWord(inside.startsWith('..') ? script : inside)}`
		: 'workato-aws';
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
