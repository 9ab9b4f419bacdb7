import {type InputError} from '../diagnostic.js';
import {type CommandContext, type Flags, type Output} from './context.js';
import {usage} from './problems.js';

/** An option as the help shows it, such as `-f, --file <file>`, and what it is for. */
export type OptionText = readonly [flags: string, about: string];

/** A word that a command takes: `[name]`, or `[name...]` for any number of them. One named `setup` is completed with the saved setups. */
type ArgumentText = {
	name: string;
	about: string;
	choices?: readonly string[];
	/** Why a word is none of those that it may be; nothing for one that is. */
	refuse?: (word: string) => InputError | undefined;
};

/** What was typed after a command's name. Options go by the name that they have in its record. */
export type Typed<Option extends string = string> = {
	words: readonly string[];
	/** Whether an option without a value was given. */
	has(option: Option): boolean;
	/** The value of an option that takes one. */
	text(option: Option): string | undefined;
	flags: Flags;
};

/** What a command line asks for. */
export type Invocation = {
	command: string;
	options: object;
	/** Does it, and gives the exit code. */
	run(context: CommandContext, output: Output): Promise<number>;
};

/** A command: all that its help, the completion and the parser say of it, and what it does. */
export type CommandRecord = {
	name: string;
	about: string;
	arguments: readonly ArgumentText[];
	/** By the name that the option has once it is read: `dryRun` for `--dry-run`, `browser` for `--no-browser`. */
	options: Readonly<Record<string, OptionText>>;
	/** What the help says below the options. */
	help: string;
	/** For shells, not for people. */
	isHidden: boolean;
	/** Fails with `InputError` where something that was typed cannot be used. */
	invoke(typed: Typed): Invocation;
};

type Definition<Option extends string, Options extends object> = Pick<
	CommandRecord,
	'name' | 'about' | 'help'
> & {
	arguments?: readonly ArgumentText[];
	options?: Readonly<Record<Option, OptionText>>;
	isHidden?: boolean;
	read(typed: Typed<Option>): Options;
	/** Loads what it needs itself: every command line loads every record. */
	run(options: Options, context: CommandContext, output: Output): Promise<number>;
};

/** Makes the record of a command; what `read` makes of the words and options is what `run` gets. */
export function defineCommand<Option extends string = never, Options extends object = object>({
	arguments: words = [],
	options,
	isHidden = false,
	read,
	run,
	...rest
}: Definition<Option, Options>): CommandRecord {
	return {
		...rest,
		arguments: words,
		options: options ?? {},
		isHidden,
		invoke(typed) {
			refuseArguments(words, typed.words);
			const typedOptions = read(typed);
			return {
				command: rest.name,
				options: typedOptions,
				run: async (context, output) => run(typedOptions, context, output),
			};
		},
	};
}

/** Fails for a word that is none of those that may stand in its place, also where only the help is asked for. */
export function refuseArguments(places: readonly ArgumentText[], words: readonly string[]): void {
	for (const [index, {refuse}] of places.entries()) {
		const word = words[index];
		const refusal = word === undefined ? undefined : refuse?.(word);
		if (refusal) {
			throw refusal;
		}
	}
}

/** The options of every command, in the help of each. */
export const globalOptions = {
	profile: ['--profile <name>', 'AWS profile, as in the aws CLI'],
	region: ['--region <name>', 'AWS region, as in the aws CLI'],
	sandbox: ['--sandbox [state]', 'use the embedded AWS, for practice; =fresh empties it'],
	json: ['--json', 'print JSON on stdout, progress on stderr'],
	accessible: ['--accessible', 'plain lines and numbered choices, for screen readers'],
} as const satisfies Record<string, OptionText>;

/** The option of every command that shows its help. */
export const helpOption: OptionText = ['-h, --help', 'show this help'];

/** The option of the program that prints its version. */
export const versionOption: OptionText = ['--version', 'print the version'];

/** What an option is called, and what stands for its value where it needs one. */
export function optionNames(flags: string): {
	long: string;
	short?: string;
	value?: string;
} {
	const {
		short,
		long = '',
		value,
	} = /^(?:(?<short>-\w), )?(?<long>--[\w\-]+)(?: <(?<value>\w+)>)?/v.exec(flags)?.groups ?? {};
	return {long, ...(short && {short}), ...(value && {value})};
}

/** What is meant where no option was typed. */
export const defaultFlags: Flags = {
	sandbox: false,
	freshSandbox: false,
	json: false,
	accessible: false,
};

/** Reads the options of every command; fails with `InputError` where a value is missing or unknown. */
export function readFlags({has, text}: Omit<Typed<keyof typeof globalOptions>, 'flags'>): Flags {
	const [profile, region, sandbox] = [text('profile'), text('region'), text('sandbox')];
	for (const [name, value] of Object.entries({profile, region})) {
		// The parser takes the next word, even when that is an option of its own.
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
		json: has('json'),
		accessible: has('accessible'),
	};
}

/** Whether `--json` was asked for, also on a command line that cannot be understood. */
export function hasJsonFlag(args: readonly string[]): boolean {
	return beforeTerminator(args).includes('--json');
}

/** Whether `--accessible` was asked for, also on a command line that cannot be understood. */
export function hasAccessibleFlag(args: readonly string[]): boolean {
	return beforeTerminator(args).includes('--accessible');
}

/** Which world a command line speaks of, also one that cannot be understood: what a hint repeats. */
export function worldOf(args: readonly string[]): {
	sandbox: boolean;
	profile: string | undefined;
} {
	const own = beforeTerminator(args);
	const named = own.find((arg) => arg.startsWith('--profile='));
	const at = own.indexOf('--profile');
	const profile = named?.slice('--profile='.length) ?? own[at + 1];
	return {
		sandbox: own.some((arg) => /^--sandbox(?:=|$)/v.test(arg)),
		profile:
			(named !== undefined || at !== -1) && profile?.startsWith('-') === false
				? profile
				: undefined,
	};
}

/** The words before a bare `--`; options stand only there. */
export function beforeTerminator(args: readonly string[]): readonly string[] {
	const end = args.indexOf('--');
	return end === -1 ? args : args.slice(0, end);
}
