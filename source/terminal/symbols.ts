/** Every symbol the screens draw, by meaning. A word always stands beside those that carry a verdict. */
export type Symbols = {
	readonly pass: string;
	readonly fail: string;
	readonly warn: string;
	readonly unknown: string;
	readonly waiting: string;
	readonly stepDone: string;
	readonly stepHere: string;
	readonly info: string;
	readonly pointer: string;
	readonly bullet: string;
	readonly separator: string;
	readonly line: string;
	readonly verticalLine: string;
	readonly added: string;
	readonly removed: string;
	readonly kept: string;
	readonly radioOn: string;
	readonly radioOff: string;
	readonly checkboxOn: string;
	readonly checkboxOff: string;
	readonly ellipsis: string;
	readonly arrow: string;
	readonly up: string;
	readonly down: string;
	readonly range: string;
	readonly spinner: readonly string[];
	/** Where lines are heard: what stands above lines that are added, removed or kept, instead of a sign before each. */
	readonly blocks?: {
		readonly added: string;
		readonly removed: string;
		readonly kept: string;
	};
};

const unicodeSymbols: Symbols = {
	pass: '✔',
	fail: '✘',
	warn: '!',
	unknown: '?',
	waiting: '…',
	stepDone: '✔',
	stepHere: '●',
	info: 'i',
	pointer: '❯',
	bullet: '•',
	separator: '·',
	line: '─',
	verticalLine: '│',
	added: '+',
	removed: '-',
	kept: ' ',
	radioOn: '◉',
	radioOff: '◯',
	checkboxOn: '☒',
	checkboxOff: '☐',
	ellipsis: '…',
	arrow: '→',
	up: '↑',
	down: '↓',
	range: '–',
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

const asciiSymbols: Symbols = {
	pass: '[ok]',
	fail: '[fail]',
	warn: '[warn]',
	unknown: '[?]',
	waiting: '[..]',
	stepDone: 'ok',
	stepHere: '*',
	info: '[i]',
	pointer: '>',
	bullet: 'o',
	separator: '|',
	line: '-',
	verticalLine: '|',
	added: '+',
	removed: '-',
	kept: ' ',
	radioOn: '(*)',
	radioOff: '( )',
	checkboxOn: '[x]',
	checkboxOff: '[ ]',
	ellipsis: '...',
	arrow: '->',
	up: 'Up',
	down: 'Down',
	range: '-',
	spinner: ['-', '\\', '|', '/'],
};

/** Words instead of symbols, for lines that are read aloud. What is only decoration is empty. */
export const screenReaderSymbols: Symbols = {
	pass: 'OK:',
	fail: 'Problem:',
	warn: 'Careful:',
	unknown: 'Cannot tell:',
	waiting: 'Waiting:',
	stepDone: '',
	stepHere: '',
	info: 'Note:',
	pointer: '',
	bullet: '',
	separator: ',',
	line: '',
	verticalLine: '',
	added: '',
	removed: '',
	kept: '',
	radioOn: 'chosen',
	radioOff: 'not chosen',
	checkboxOn: 'ticked',
	checkboxOff: 'not ticked',
	ellipsis: '...',
	arrow: '',
	up: 'Up',
	down: 'Down',
	range: ' to ',
	spinner: [''],
	blocks: {added: 'Added:', removed: 'Removed:', kept: 'As it was:'},
};

/**
A verdict's sign with its space, for before a word that says the same, such as `Pass:`. Where lines are heard the sign is a
word itself, and the one that follows is enough.
*/
export function signBeforeWord(
	{blocks, ...signs}: Symbols,
	sign: 'pass' | 'fail' | 'warn' | 'unknown' | 'waiting',
): string {
	return blocks ? '' : `${signs[sign]} `;
}

/** The table of symbols: Unicode, or ASCII for consoles whose fonts lack them. */
export function symbols(isUnicode: boolean): Symbols {
	return isUnicode ? unicodeSymbols : asciiSymbols;
}

/**
Whether the terminal can be trusted with symbols beyond ASCII.

On Windows only the terminals known to manage; elsewhere all but the Linux console, dumb terminals and locales that
are set to something other than UTF-8.
*/

export function supportsUnicode(
	env: Readonly<Record<string, string | undefined>>,
	platform: string,
): boolean {
	const {TERM: terminal} = env;
	if (terminal === 'linux' || terminal === 'dumb') {
		return false;
	}

	if (platform === 'win32') {
		return (
			Boolean(env.WT_SESSION) ||
			env.TERM_PROGRAM === 'vscode' ||
			env.TERMINAL_EMULATOR === 'JetBrains-JediTerm' ||
			terminal === 'xterm-256color' ||
			terminal === 'alacritty'
		);
	}

	// POSIX: the first of these that is set and not empty decides the character set.
	const locale =
		[env.LC_ALL, env.LC_CTYPE, env.LANG].find((name) => name !== undefined && name !== '') ?? '';
	return locale === '' || /utf-?8/iv.test(locale);
}

/**
Whether to draw in colour. NO_COLOR (https://no-color.org) and FORCE_COLOR count, FORCE_COLOR first; chalk, which
Ink paints with, knows only FORCE_COLOR.
*/

export function supportsColor(env: Readonly<Record<string, string | undefined>>): boolean {
	const {FORCE_COLOR: force, NO_COLOR: none = '', TERM: terminal} = env;
	return force === undefined
		? none === '' && terminal !== 'dumb'
		: force !== '0' && force !== 'false';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
Whether everything is to be plain lines, with nothing redrawn: asked for with ACCESSIBLE or INK_SCREEN_READER (any value but
empty, 0 and false), or the only way on a terminal that can do no more (TERM=dumb).
*/
export function isAccessible(env: Environment): boolean {
	return (
		[env.ACCESSIBLE, env.INK_SCREEN_READER].some(
			(value) => !['', '0', 'false'].includes((value ?? '').toLowerCase()),
		) || env.TERM === 'dumb'
	);
}
