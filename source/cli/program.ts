import {Argument, Command, CommanderError, type Option} from 'commander';
import packageFile from '../../package.json' with {type: 'json'};
import {type InputError} from '../diagnostic.js';
import {formatValue, quoteText} from '../terminal/foreign-text.js';
import {ownCommand, ownProgram} from '../terminal/command-line.js';
import {type TopicName} from '../guides/reference.js';
import {apply} from './apply.js';
import {assistant, guideCommands} from './assistant.js';
import {check} from './check.js';
import {
	beforeTerminator,
	helpOption,
	optionNames,
	readFlags,
	refuseArguments,
	versionOption,
	type CommandRecord,
	type Invocation,
	type Typed,
	defineCommand,
} from './command.js';
import {completeCommand, completionCommand} from './completion.js';
import {exportSetup} from './export.js';
import {list} from './list.js';
import {login, logout} from './login.js';
import {fitText} from './context.js';
import {exitCodes, guess, usage} from './problems.js';
import {sandbox} from './sandbox.js';
import {undo} from './undo.js';

/** Every command there is, in the order of the help. A new one is a record of its own, and a word here. */
export function commands(): readonly CommandRecord[] {
	return [
		...guideCommands(),
		check,
		apply,
		exportSetup,
		undo,
		list,
		login,
		logout,
		sandbox,
		completionCommand(commands),
		completeCommand(commands),
		help,
	];
}

// The tables themselves bring all guides and the AWS SDK along, so they are loaded when they are asked for.
const topics: readonly TopicName[] = ['permissions', 'troubleshooting'];

const help = defineCommand({
	name: 'help',
	about: 'show the help of a command, or one of two tables',
	arguments: [{name: '[command]', about: `a command, ${topics.join(' or ')}`, refuse: refuseTopic}],
	help: `
Examples:
  $ workato-aws help apply             the help of a command
  $ workato-aws help permissions       what is asked of AWS, and why
  $ workato-aws help troubleshooting   what is usually behind a row that fails`,
	read({words}) {
		const [command] = words;
		return command === undefined ? {} : {name: command};
	},
	async run({name}: {name?: string}, {stdout}, output) {
		const topic = topics.find((each) => each === name);
		if (topic) {
			const {referenceLines, referenceTopics} = await import('../guides/reference.js');
			output.say(...(await referenceLines(referenceTopics[topic])));
			return exitCodes.done;
		}

		stdout.write(fitText(stdout, helpOf(name)));
		return exitCodes.done;
	},
});

function refuseTopic(word: string): InputError | undefined {
	const names = [...commands().map(({name}) => name), ...topics];
	return names.includes(word) ? undefined : unknownCommand(word, names);
}

/** This program's version, from its package.json. */
export function programVersion(): string {
	return packageFile.version;
}

/**
Reads a command line (without `node` and the script). Loads neither the AWS SDK nor React. What cannot be understood is
an `InputError` of one sentence that names the nearest command or option.
*/
export function parseCommandLine(args: readonly string[]): Invocation {
	const printed: string[] = [];
	let chosen: Chosen | undefined;
	const program = describeProgram((record, typed) => {
		chosen = {record, typed};
	});
	for (const command of [program, ...program.commands]) {
		command.configureOutput({
			writeOut(text) {
				printed.push(text);
			},
			writeErr: () => undefined,
		});
	}

	const own = beforeTerminator(args);
	const isHelp = own.some((arg) => isHelpFlag(arg));
	// The help of what is there: a line that cannot be understood is refused with --help, too.
	const marked = markBareSandbox(
		isHelp ? args.filter((arg, index) => index >= own.length || !isHelpFlag(arg)) : args,
	);
	try {
		program.parse(marked, {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) {
			throw error;
		}

		if (printed.length === 0) {
			throw usageProblem(error, program, marked);
		}
	}

	if (!chosen) {
		return printing(printed.join(''));
	}

	const {record, typed} = chosen;
	const flags = readFlags(typed);
	if (isHelp) {
		refuseArguments(record.arguments, typed.words);
		return printing(helpOf(record.name));
	}

	return record.invoke({...typed, flags});
}

function isHelpFlag(arg: string): boolean {
	const {long, short} = optionNames(helpOption[0]);
	return arg === long || arg === short;
}

function printing(text: string): Invocation {
	return {
		command: 'print',
		options: {text},
		async run({stdout}) {
			stdout.write(fitText(stdout, text));
			return exitCodes.done;
		},
	};
}

type Chosen = {record: CommandRecord; typed: Omit<Typed, 'flags'>};

type Choose = (record: CommandRecord, typed: Chosen['typed']) => void;

// The commands and options there are, with their help, for the parser. Only describes them: nothing runs.
function describeProgram(choose: Choose): Command {
	const program = new Command(assistant.name)
		.version(programVersion(), ...versionOption)
		.helpOption(...helpOption)
		.helpCommand(false)
		.configureHelp({
			showGlobalOptions: true,
			optionTerm: ({flags}) => flags.replace(' [state]', '[=fresh]'),
		})
		.exitOverride()
		.showSuggestionAfterError(false);
	describeCommand(program, assistant, choose);
	for (const record of commands()) {
		const command = program.command(record.name, {hidden: record.isHidden});
		describeCommand(command, record, choose);
	}

	return program;
}

function describeCommand(command: Command, record: CommandRecord, choose: Choose): void {
	command.description(record.about).addHelpText('after', record.help);
	for (const {name, about, choices} of record.arguments) {
		const argument = new Argument(name, about);
		if (choices) {
			// For the help. Which of them it may be, the command itself says in its own words.
			argument.argChoices = [...choices];
		}

		command.addArgument(argument);
	}

	for (const [flags, about] of Object.values(record.options)) {
		command.option(flags, about);
	}

	command.action(() => {
		const collected: Readonly<Record<string, unknown>> = command.optsWithGlobals();
		choose(record, {
			words: command.args,
			has: (option: string) => collected[option] === true,
			text(option: string) {
				const value = collected[option];
				return typeof value === 'string' ? value : undefined;
			},
		});
	});
}

/** The help of a command, or of the whole program. */
function helpOf(name?: string): string {
	const program = describeProgram(() => undefined);
	const command = program.commands.find((each) => each.name() === name);
	let text = '';
	const output = {
		writeOut(more: string) {
			text += more;
		},
	};
	(command ?? program).configureOutput(output).outputHelp();
	return text;
}

// Commander would take the word after a bare --sandbox for its value: the name of a command or a setup.
function markBareSandbox(args: readonly string[]): string[] {
	const own = beforeTerminator(args);
	return [
		...own.map((arg) => (arg === '--sandbox' ? '--sandbox=keep' : arg)),
		...args.slice(own.length),
	];
}

/*
Commander's refusal in our words: names the nearest command or option where there is one. What it is about is read from the
command line again, since Commander tells it within a sentence only.
*/
function usageProblem(
	{code, message}: CommanderError,
	program: Command,
	args: readonly string[],
): InputError {
	const [first = ''] = program.args;
	const command = program.commands.find((each) => each.name() === first);
	const hint = `See how with: ${ownProgram(`${command ? `${command.name()} ` : ''}--help`)}`;
	if (!command && first !== '' && !first.startsWith('-')) {
		const names = program.commands.map((each) => each.name());
		return unknownCommand(first, names);
	}

	const options = [program, ...(command ? [command] : [])].flatMap((each) => each.options);
	switch (code) {
		case 'commander.unknownOption': {
			const {unknown} = program.parseOptions([...args]);
			return usage(unknownOption(command, unknown, options), hint);
		}

		case 'commander.optionMissingArgument': {
			const option = options.find(({long, short}) => [long, short].includes(args.at(-1)));
			const names = [option?.short, option?.long].filter(Boolean).join(', ');
			return usage(`${names} needs a value after it.`, hint);
		}

		case 'commander.excessArguments': {
			const extra = command?.args[command.registeredArguments.length] ?? '';
			return usage(
				`${command?.name() ?? 'workato-aws'} does not take ${quoteText(extra, 60)}.`,
				command?.name() === 'apply'
					? `A setup file is given with -f: ${ownCommand(`apply -f ${formatValue(extra, 60)}`)}. A saved setup is set up again in the assistant: ${ownCommand('')}`
					: hint,
			);
		}

		default: {
			return usage(message, hint);
		}
	}
}

function unknownOption(
	command: Command | undefined,
	unknown: readonly string[],
	options: readonly Option[],
): string {
	const [flag = ''] = command?.parseOptions([...unknown]).unknown ?? unknown;
	const [name = ''] = flag.split('=', 1);
	const known = [...options.map(({long}) => long ?? ''), '--help'];
	const where = command ? ` for ${command.name()}` : '';
	return `There is no option ${quoteText(flag, 60)}${where}.${guess(name, known)}`;
}

/** A word that is no command's name, and the name that was most likely meant. */
function unknownCommand(word: string, names: readonly string[]) {
	return usage(`There is no command ${quoteText(word, 60)}.${guess(word, names)}`);
}
