import process from 'node:process';
import {isAccessible} from '../terminal/accessible.js';
import {rememberStart} from '../terminal/own-command.js';
import {unlessHalted} from './cancel.js';
import {debugTrace} from './debug-trace.js';
import {type CommandContext} from './context.js';
import {hasAccessibleFlag, hasJsonFlag, worldOf} from './early-flags.js';
import {type Invocation} from './flags.js';
import {fitLines, openOutput, type Output} from './output.js';
import {exitCodes, problemOf} from './problems.js';

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
		return await unlessHalted(
			dispatch(await invocationOf(args), context, output),
			context.halt,
		);
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
		return {
			command: 'assistant',
			flags: {
				sandbox: false,
				freshSandbox: false,
				json: false,
				accessible: false,
			},
		};
	}

	const {parseCommandLine} = await import('./command-line.js');
	return parseCommandLine(args);
}

// Each command is loaded when it is asked for: help and list need neither the AWS SDK nor React.
async function dispatch(
	invocation: Invocation,
	context: CommandContext,
	output: Output,
): Promise<number> {
	switch (invocation.command) {
		case 'print': {
			const {stdout} = context;
			stdout.write(fitLines(stdout, invocation.text.split('\n')).join('\n'));
			return exitCodes.done;
		}

		case 'assistant': {
			const {assistantCommand} = await import('./assistant.js');
			return assistantCommand(invocation, context);
		}

		case 'check': {
			const {checkCommand} = await import('./check.js');
			return checkCommand(invocation, context, output);
		}

		case 'apply': {
			const {applyCommand} = await import('./apply.js');
			return applyCommand(invocation, context, output);
		}

		case 'export': {
			const {exportCommand} = await import('./export.js');
			return exportCommand(invocation, context, output);
		}

		case 'undo': {
			const {undoCommand} = await import('./undo.js');
			return undoCommand(invocation, context, output);
		}

		case 'list': {
			const {listCommand} = await import('./list.js');
			return listCommand(invocation, context, output);
		}

		case 'login': {
			const {loginCommand} = await import('./login.js');
			return loginCommand(invocation, context, output);
		}

		case 'logout': {
			const {logoutCommand} = await import('./logout.js');
			return logoutCommand(invocation, context, output);
		}

		case 'completion': {
			const {completionCommand} = await import('./completion.js');
			return completionCommand(invocation, output);
		}

		case 'complete': {
			const {completeCommand} = await import('./completion.js');
			return completeCommand(invocation, context, output);
		}

		case 'sandbox': {
			const {sandboxCommand} = await import('./sandbox.js');
			return sandboxCommand(invocation, context, output);
		}
	}
}
