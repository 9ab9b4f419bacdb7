import {quoteText} from '../terminal/foreign-text.js';
import {defineCommand, type CommandRecord} from './command.js';
import {fitText} from './output.js';
import {exitCodes, guess, usage} from './problems.js';

/** The command that shows the help of another one; `render` gives that of a command, or of the whole program. */
export function helpCommand(
	commands: () => readonly CommandRecord[],
	render: (command?: string) => string,
): CommandRecord {
	return defineCommand({
		name: 'help',
		about: 'show the help of a command',
		arguments: [{name: '[command]', about: 'the command'}],
		help: '',
		read({words}) {
			const [command] = words;
			const names = commands().map(({name}) => name);
			if (command !== undefined && !names.includes(command)) {
				throw unknownCommand(command, names);
			}

			return command === undefined ? {} : {name: command};
		},
		async run({name}: {name?: string}, {stdout}) {
			stdout.write(fitText(stdout, render(name)));
			return exitCodes.done;
		},
	});
}

/** A word that is no command's name, and the name that was most likely meant. */
export function unknownCommand(word: string, names: readonly string[]) {
	return usage(
		`There is no command ${quoteText(word, 60)}.${guess(word, names)}`,
	);
}
