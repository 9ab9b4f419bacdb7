import path from 'node:path';
import {expect} from 'vitest';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

/** The words of a command line as a reader copies it, without what the shell itself does: redirections, pipes, `source <(…)`. */
export function wordsOf(command: string): string[] {
	return command
		.trim()
		.replace(/^source <\((?<inner>.+)\)$/v, '$<inner>')
		.replace(/ (?:\| source|[<>] \S+)$/v, '')
		.split(' ');
}

const withoutQuestions = new Set(['check', 'apply', 'export', 'list', 'completion']);

/** Whether an example can run by itself, with a person who says yes. */
export function isRunnable([command = '']: readonly string[]): boolean {
	return withoutQuestions.has(command);
}

/** Runs an example, given as the words after `workato-aws`, where its setups and files are there; expects the exit code that its reader does. */
export async function expectToRun(args: readonly string[]): Promise<void> {
	const {environment: env} = await openEndpoint();
	const {run: runTool, write, folder} = openHome();
	const isApply = args[0] === 'apply';
	for (const name of ['production', 'europe']) {
		const fields = {...setupFields, name, key: {create: {alias: name}}};
		const file = write(fields, 'ekm.yaml');
		write(fields, 'setup.yaml');
		const isNeeded = !isApply && !args.includes('--sandbox');
		if (isNeeded) {
			await runTool(['apply', '-f', file, '--yes'], {env});
		}
	}

	if (args.includes('--sandbox')) {
		await runTool(['apply', '-f', write(setupFields), '--yes', '--sandbox'], {});
	}

	const controller = new AbortController();
	const {code, stderr} = await runTool(
		args.map((arg, index) =>
			/\.(?:sh|yaml)$/v.test(arg) || args[index - 1] === '-o' ? path.join(folder, arg) : arg,
		),
		{
			env: args.includes('--sandbox') ? {} : env,
			isTty: true,
			stdin: args.includes('-') ? JSON.stringify(setupFields) : 'y\n',
			signal: controller.signal,
			listen() {
				if (args.includes('--watch')) {
					controller.abort();
				}
			},
		},
	);
	const expected = args.includes('--watch') ? 130 : args.includes('--exit-code') ? 1 : 0;
	expect({code, stderr}).toMatchObject({code: expected});
}
