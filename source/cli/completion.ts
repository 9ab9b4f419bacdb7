import {type InputError} from '../diagnostic.js';
import {setupsFolder} from '../setups/home-folder.js';
import {quoteText} from '../terminal/foreign-text.js';
import {ownProgram} from '../terminal/command-line.js';
import {cleanLine} from '../terminal/text.js';
import {
	defineCommand,
	globalOptions,
	helpOption,
	optionNames,
	versionOption,
	type CommandRecord,
	type OptionText,
} from './command.js';
import {exitCodes, guess, usage} from './problems.js';

const shells = ['bash', 'zsh', 'fish'] as const;

type Shell = (typeof shells)[number];

type Commands = () => readonly CommandRecord[];

/** Prints the script that teaches a shell to complete this program. */
export function completionCommand(commands: Commands): CommandRecord {
	return defineCommand({
		name: 'completion',
		about: 'completion of commands, options and setups for a shell',
		arguments: [{name: '[shell]', about: 'the shell', choices: shells, refuse: refuseShell}],
		help: `
Names of saved setups are completed, too. Nothing is asked of AWS.

Examples:
  $ workato-aws completion bash               what the next lines read
  $ source <(workato-aws completion bash)     in ~/.bashrc
  $ source <(workato-aws completion zsh)      in ~/.zshrc
  $ workato-aws completion fish | source      in ~/.config/fish/config.fish`,
		read({words}) {
			const shell = findShell(words[0]);
			if (!shell) {
				throw usage('completion needs the name of a shell.', shellsHint());
			}

			return {shell};
		},
		async run({shell}, _context, output) {
			output.raw(completionScript(shell, commands()));
			return exitCodes.done;
		},
	});
}

function findShell(word = ''): Shell | undefined {
	return shells.find((each) => each === word.toLowerCase());
}

function shellsHint(): string {
	return `The shells are bash, zsh and fish: ${ownProgram('completion bash')}`;
}

function refuseShell(word: string): InputError | undefined {
	return findShell(word)
		? undefined
		: usage(
				`There is no completion for ${quoteText(word, 60)}.${guess(word, shells)}`,
				shellsHint(),
			);
}

/** Answers the shell: what may stand next, a line each, with its meaning after a tab. Asks neither AWS nor the person. */
export function completeCommand(commands: Commands): CommandRecord {
	return defineCommand({
		name: 'complete',
		about: '',
		arguments: [{name: '[words...]', about: ''}],
		help: '',
		isHidden: true,
		// What stands after the program's name, up to the word in question; that one may be empty.
		read: ({words}) => ({words}),
		async run({words}, {env}, output) {
			const {openSetupStore} = await import('../setups/setup-store.js');
			const isSandbox = words.some((word) => /^--sandbox(?:=|$)/v.test(word));
			const candidates = completeArguments(commands(), words, () =>
				openSetupStore(setupsFolder(env, isSandbox))
					.list()
					.map((each) => ('setup' in each ? each.setup.name : each.name)),
			);
			output.raw(
				candidates.map(({word, about}) => `${cleanLine(word)}\t${cleanLine(about)}\n`).join(''),
			);
			return exitCodes.done;
		},
	});
}

/** A word that may stand next, and what it means; empty where the word says it all. */
type Candidate = {word: string; about: string};

/**
The words that may stand at the end of a command line. `words` come after the program's name; the last is what has been typed
of the word in question, maybe nothing. `setups` tells the saved setups' names. Nothing where a file or something only the
person knows is meant.
*/
export function completeArguments(
	commands: readonly CommandRecord[],
	words: readonly string[],
	setups: () => string[],
): Candidate[] {
	const typed = words.at(-1) ?? '';
	const {command, position, isValue, isOver} = follow(commands, words.slice(0, -1));
	const candidates = isValue
		? []
		: typed.startsWith('-') && !isOver
			? optionsOf(command)
			: command
				? argumentsOf(command, position, setups)
				: commands.filter(({isHidden}) => !isHidden).map(({name, about}) => ({word: name, about}));
	return candidates.filter(({word}) => word.startsWith(typed));
}

type Position = {
	/** Nothing while it is the whole program. */
	command: CommandRecord | undefined;
	/** How many arguments the command has already. */
	position: number;
	/** The value of an option comes next. */
	isValue: boolean;
	/** After `--` there are no options. */
	isOver: boolean;
};

function follow(commands: readonly CommandRecord[], words: readonly string[]): Position {
	let command: CommandRecord | undefined;
	let position = 0;
	let isValue = false;
	let isOver = false;
	for (const word of words) {
		if (isValue) {
			isValue = false;
		} else if (!isOver && word === '--') {
			isOver = true;
		} else if (!isOver && word.startsWith('-')) {
			isValue = Object.values({...globalOptions, ...command?.options})
				.map(([flags]) => optionNames(flags))
				.some(({long, short, value}) => value !== undefined && [long, short].includes(word));
		} else {
			const next = command ? undefined : commands.find(({name}) => name === word);
			position = next ? 0 : position + 1;
			command = next ?? command;
		}
	}

	return {command, position, isValue, isOver};
}

function optionsOf(command: CommandRecord | undefined): Candidate[] {
	const everywhere = Object.values<OptionText>(globalOptions);
	const options = command
		? [...Object.values(command.options), helpOption, ...everywhere]
		: [versionOption, ...everywhere, helpOption];
	return options.map(([flags, about]) => ({
		word: optionNames(flags).long,
		about,
	}));
}

function argumentsOf(
	command: CommandRecord,
	position: number,
	setups: () => string[],
): Candidate[] {
	const last = command.arguments.at(-1);
	const argument = command.arguments[position] ?? (last?.name.endsWith('...]') ? last : undefined);
	const isSetup = argument?.name.startsWith('[setup') ?? false;
	return (argument?.choices ?? (isSetup ? setups() : [])).map((word) => ({
		word,
		about: '',
	}));
}

/** The script that teaches a shell to complete this program: it asks the program itself for each word. */
function completionScript(shell: Shell, commands: readonly CommandRecord[]): string {
	return {bash, zsh, fish: fish(commands)}[shell];
}

const bash = lines(
	'# Completion of workato-aws for bash: source <(workato-aws completion bash)',
	'_workato_aws() {',
	'	local line',
	'	COMPREPLY=()',
	'	while IFS= read -r line; do',
	"		line=${line%%$'\\t'*}",
	'		COMPREPLY+=("${line// /\\\\ }")',
	'	done < <(workato-aws complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)',
	'}',
	'complete -o default -F _workato_aws workato-aws',
);

const zsh = lines(
	'#compdef workato-aws',
	'# Completion of workato-aws for zsh: source <(workato-aws completion zsh)',
	'_workato_aws() {',
	'	local line word',
	'	local -a candidates',
	'	for line in "${(@f)$(workato-aws complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do',
	'		[[ -n $line ]] || continue',
	"		word=${line%%$'\\t'*}",
	'		candidates+=("${word//:/\\\\:}:${line#*$\'\\t\'}")',
	'	done',
	'	if (( $#candidates )); then',
	"		_describe 'workato-aws' candidates",
	'	else',
	'		_files',
	'	fi',
	'}',
	'if ! (( $+functions[compdef] )); then',
	'	autoload -Uz compinit && compinit',
	'fi',
	'compdef _workato_aws workato-aws',
);

// Fish offers files only where it is told that a file is meant.
function fish(commands: readonly CommandRecord[]): string {
	const files = commands.flatMap(({name, options}) =>
		Object.values(options)
			.map(([flags]) => optionNames(flags))
			.filter(({value}) => value === 'file')
			.map(({long, short}) =>
				[
					`complete -c workato-aws -n '__fish_seen_subcommand_from ${name}'`,
					...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
					`-l ${long.slice(2)} -r -F`,
				].join(' '),
			),
	);
	return lines(
		'# Completion of workato-aws for fish: workato-aws completion fish | source',
		'function __workato_aws_complete',
		'	set -l typed (commandline -opc)',
		'	set -l current (commandline -ct)',
		'	workato-aws complete -- $typed[2..-1] "$current" 2>/dev/null',
		'end',
		"complete -c workato-aws -f -a '(__workato_aws_complete)'",
		...files,
	);
}

function lines(...text: readonly string[]): string {
	return `${text.join('\n')}\n`;
}
