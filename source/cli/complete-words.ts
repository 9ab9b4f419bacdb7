import {type Argument, type Command, type Option} from 'commander';

/** A word that may stand next, and what it means; empty where the word says it all. */
export type Candidate = {word: string; about: string};

/**
The words that may stand at the end of a command line, by the command's own description of itself. `words` come after the
program's name; the last is what has been typed of the word in question, maybe nothing. `setups` tells the saved setups'
names. Nothing where a file or something only the person knows is meant.
*/
export function completeWords(
	program: Command,
	words: readonly string[],
	setups: () => string[],
): Candidate[] {
	const typed = words.at(-1) ?? '';
	const {command, position, option, isOver} = follow(
		program,
		words.slice(0, -1),
	);
	const candidates = option
		? plain(option.argChoices ?? [])
		: typed.startsWith('-') && !isOver
			? optionsOf(command, program)
			: command === program
				? commandsOf(program)
				: argumentsOf(command, position, setups);
	return candidates.filter(({word}) => word.startsWith(typed));
}

type Place = {
	command: Command;
	/** How many arguments the command has already. */
	position: number;
	/** The option whose value comes next. */
	option: Option | undefined;
	/** After `--` there are no options. */
	isOver: boolean;
};

function follow(program: Command, words: readonly string[]): Place {
	let command = program;
	let position = 0;
	let option: Option | undefined;
	let isOver = false;
	for (const word of words) {
		if (option) {
			option = undefined;
		} else if (!isOver && word === '--') {
			isOver = true;
		} else if (!isOver && word.startsWith('-')) {
			option = [...command.options, ...program.options].find(
				(each) => each.required && [each.long, each.short].includes(word),
			);
		} else {
			const next =
				command === program
					? program.commands.find((each) => each.name() === word)
					: undefined;
			position = next ? 0 : position + 1;
			command = next ?? command;
		}
	}

	return {command, position, option, isOver};
}

function commandsOf(program: Command): Candidate[] {
	const help = program.createHelp();
	return help.visibleCommands(program).map((command) => ({
		word: command.name(),
		about: command.description(),
	}));
}

function optionsOf(command: Command, program: Command): Candidate[] {
	const help = program.createHelp();
	const both = [
		...help.visibleOptions(command),
		...(command === program ? [] : program.options),
	];
	return both
		.filter(({long}) => command === program || long !== '--version')
		.map(({long, short, description}) => ({
			word: long ?? short ?? '',
			about: description,
		}));
}

function argumentsOf(
	{registeredArguments}: Command,
	position: number,
	setups: () => string[],
): Candidate[] {
	const last = registeredArguments.at(-1);
	const argument: Argument | undefined =
		registeredArguments[position] ?? (last?.variadic ? last : undefined);
	return plain(
		argument?.argChoices ?? (argument?.name() === 'setup' ? setups() : []),
	);
}

function plain(words: readonly string[]): Candidate[] {
	return words.map((word) => ({word, about: ''}));
}
