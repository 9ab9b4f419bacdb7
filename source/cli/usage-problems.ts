import {type Command, type CommanderError} from 'commander';
import {InputError} from '../setups/input-error.js';
import {nearest} from '../setups/nearest-word.js';
import {formatValue, quoteText} from '../terminal/foreign-text.js';
import {ownCommand, ownProgram} from '../terminal/own-command.js';

/** A command line that cannot be used, in one sentence. */
export function usage(
	message: string,
	hint = `See how with: ${ownProgram('--help')}`,
): InputError {
	return new InputError('usage', message, hint);
}

/** Commander's refusal in our words: names the nearest command or option where there is one. */
export function usageProblem(
	error: CommanderError,
	program: Command,
): InputError {
	const command = program.commands.find(
		(each) => each.name() === program.args[0],
	);
	const unknown = unknownCommand(program);
	if (unknown) {
		return unknown;
	}

	const subject =
		/'(?<subject>.+)'/v.exec(error.message)?.groups?.subject ?? '';
	const help = `See how with: ${ownProgram(`${command ? `${command.name()} ` : ''}--help`)}`;
	switch (error.code) {
		case 'commander.unknownOption': {
			const options = [program, command].flatMap((each) =>
				(each?.options ?? []).map(({long}) => long ?? ''),
			);
			const name = subject.split('=', 1)[0] ?? subject;
			return usage(
				`There is no option ${quoteText(subject, 60)}${command ? ` for ${command.name()}` : ''}.${guess(name, [...options, '--help'])}`,
				help,
			);
		}

		case 'commander.optionMissingArgument': {
			return usage(
				`${subject.replace(/ <.*/v, '')} needs a value after it.`,
				help,
			);
		}

		case 'commander.excessArguments': {
			const extra = command?.args[0] ?? '';
			return usage(
				`${command?.name() ?? 'workato-aws'} does not take ${quoteText(extra, 60)}.`,
				command?.name() === 'apply'
					? `A setup file is given with -f: ${ownCommand(`apply -f ${formatValue(extra, 60)}`)}`
					: help,
			);
		}

		default: {
			return usage(
				error.message.replace(/^error: /v, '').replace(/\.?$/v, '.'),
				help,
			);
		}
	}
}

// Also that of `help NAME`.
function unknownCommand({args, commands}: Command): InputError | undefined {
	const [first = '', second = ''] = args;
	const name = first === 'help' ? second : first;
	const names = commands.map((each) => each.name());
	return ['', 'help', ...names].includes(name) || name.startsWith('-')
		? undefined
		: usage(`There is no command ${quoteText(name, 60)}.${guess(name, names)}`);
}

/** “Did you mean …?”, where a known word is near; else nothing. */
export function guess(word: string, known: readonly string[]): string {
	const meant = nearest(word, known);
	return meant === undefined ? '' : ` Did you mean ${meant}?`;
}
