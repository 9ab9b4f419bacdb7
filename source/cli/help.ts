import {type TopicName} from '../guides/reference.js';
import {quoteText} from '../terminal/foreign-text.js';
import {defineCommand, type CommandRecord} from './command.js';
import {fitText} from './output.js';
import {exitCodes, guess, usage} from './problems.js';

// The tables themselves bring all guides and the AWS SDK along, so they are loaded when they are asked for.
const topics: readonly TopicName[] = ['permissions', 'troubleshooting'];

/** The command that shows the help of another one; `render` gives that of a command, or of the whole program. */
export function helpCommand(
	commands: () => readonly CommandRecord[],
	render: (command?: string) => string,
): CommandRecord {
	return defineCommand({
		name: 'help',
		about: 'show the help of a command, or one of two tables',
		arguments: [
			{name: '[command]', about: `a command, ${topics.join(' or ')}`},
		],
		help: `
Examples:
  $ workato-aws help apply             the help of a command
  $ workato-aws help permissions       what is asked of AWS, and why
  $ workato-aws help troubleshooting   what is usually behind a row that fails`,
		read({words}) {
			const [command] = words;
			const names = [...commands().map(({name}) => name), ...topics];
			if (command !== undefined && !names.includes(command)) {
				throw unknownCommand(command, names);
			}

			return command === undefined ? {} : {name: command};
		},
		async run({name}: {name?: string}, {stdout}, output) {
			const topic = topics.find((each) => each === name);
			if (topic) {
				const {referenceLines, referenceTopics} =
					await import('../guides/reference.js');
				output.say(...(await referenceLines(referenceTopics[topic])));
				return exitCodes.done;
			}

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
