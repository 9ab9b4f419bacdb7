import process from 'node:process';
import {isAccessible} from '../terminal/accessible.js';
import {rememberStart} from '../terminal/own-command.js';
import {unlessHalted} from './cancel.js';
import {
	defaultFlags,
	hasAccessibleFlag,
	hasJsonFlag,
	worldOf,
	type Invocation,
} from './command.js';
import {type CommandContext} from './context.js';
import {openOutput} from './output.js';
import {debugTrace, problemOf} from './problems.js';

/**
Runs one command line (without `node` and the script) and returns its exit code. Whatever goes wrong is said in words;
WORKATO_AWS_DEBUG=1 adds where it happened.
*/
export async function runCommand(
	args: readonly string[],
	context: CommandContext,
): Promise<number> {
	rememberStart(worldOf(args));
	const output = openOutput(context, {
		isJson: hasJsonFlag(args),
		isHeard: hasAccessibleFlag(args) || isAccessible(context.env),
		platform: process.platform,
	});
	try {
		const invocation = await invocationOf(args);
		return await unlessHalted(invocation.run(context, output), context.halt);
	} catch (error) {
		const problem = problemOf(error);
		output.problem(problem);
		const {WORKATO_AWS_DEBUG: debug} = context.env;
		if (debug === '1' && error instanceof Error) {
			context.stderr.write(`${debugTrace(error)}\n`);
		}

		return problem.exitCode;
	}
}

// No words at all mean the assistant; only more than that needs the parser, which would delay the first screen.
async function invocationOf(args: readonly string[]): Promise<Invocation> {
	if (args.length === 0) {
		const {assistant} = await import('./assistant.js');
		return assistant.invoke({
			words: [],
			has: () => false,
			text: () => undefined,
			flags: defaultFlags,
		});
	}

	const {parseCommandLine} = await import('./program.js');
	return parseCommandLine(args);
}
