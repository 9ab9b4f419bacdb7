import {CommanderError} from 'commander';
import {type Invocation} from './flags.js';
import {beforeTerminator} from './early-flags.js';
import {describeProgram} from './program.js';
import {usageProblem} from './usage-problems.js';

/**
Reads a command line (without `node` and the script). Loads neither the AWS SDK nor React. What cannot be understood is
an `InputError` of one sentence that names the nearest command or option.
*/
export function parseCommandLine(args: readonly string[]): Invocation {
	const printed: string[] = [];
	let invocation: Invocation | undefined;
	const program = describeProgram((chosen) => {
		invocation = chosen;
	});
	for (const command of [program, ...program.commands]) {
		command.configureOutput({
			writeOut(text) {
				printed.push(text);
			},
			writeErr: () => undefined,
		});
	}

	try {
		program.parse(markBareSandbox(args), {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) {
			throw error;
		}

		if (printed.length === 0) {
			throw usageProblem(error, program);
		}
	}

	return invocation ?? {command: 'print', text: printed.join('')};
}

// Commander would take the word after a bare --sandbox for its value: the name of a command or a setup.
function markBareSandbox(args: readonly string[]): string[] {
	const own = beforeTerminator(args);
	return [
		...own.map((arg) => (arg === '--sandbox' ? '--sandbox=keep' : arg)),
		...args.slice(own.length),
	];
}
