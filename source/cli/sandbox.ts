import {untilAborted} from './cancel.js';
import {type CommandContext} from './context.js';
import {type SandboxOptions} from './flags.js';
import {openPractice} from './open-practice.js';
import {type Output} from './output.js';
import {exitCodes} from './problems.js';

/** Runs the embedded AWS alone until Ctrl+C, and prints the variables that point the SDK or the aws CLI at it. */
export async function sandboxCommand(
	{port, flags}: SandboxOptions,
	{env, signal}: CommandContext,
	output: Output,
): Promise<number> {
	const sandbox = await openPractice({env, isFresh: flags.freshSandbox, port});
	const environment = {
		...sandbox.environment,
		...(flags.region && {
			AWS_REGION: flags.region,
			AWS_DEFAULT_REGION: flags.region,
		}),
	};
	try {
		if (output.isJson) {
			output.json({version: 1, sandbox: {url: sandbox.url, environment}});
		} else {
			output.say(
				`# The sandbox answers at ${sandbox.url} until Ctrl+C. In another shell:`,
				...Object.entries(environment).map(
					([name, value]) => `export ${name}=${value}`,
				),
			);
		}

		await untilAborted(signal);
	} finally {
		await sandbox.close();
	}

	return exitCodes.cancelled;
}
