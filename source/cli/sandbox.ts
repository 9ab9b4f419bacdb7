import {defineCommand} from './command.js';
import {exitCodes, usage} from './problems.js';

/** Runs the embedded AWS alone until Ctrl+C, and prints the variables that point the SDK or the aws CLI at it. */
export const sandbox = defineCommand({
	name: 'sandbox',
	about: 'run the embedded AWS alone, for the aws CLI or an SDK',
	options: {
		port: ['--port <number>', 'port on 127.0.0.1 (default: any free one)'],
	},
	help: `
It answers this computer only and keeps its state between runs; --sandbox=fresh
empties it.

Examples:
  $ workato-aws sandbox
  $ workato-aws sandbox --port 4566`,
	read({text, flags}) {
		const port = text('port') ?? '0';
		if (!/^\d{1,5}$/v.test(port) || Number(port) > 65_535) {
			throw usage('--port needs a number from 0 to 65535.', '0 takes any free port.');
		}

		return {port: Number(port), flags};
	},
	async run({port, flags}, {env, signal}, output) {
		const [{untilAborted}, {startSavedSandbox}] = await Promise.all([
			import('../engine/wait.js'),
			import('../sandbox/saved-sandbox.js'),
		]);
		const started = await startSavedSandbox({
			env,
			isFresh: flags.freshSandbox,
			port,
		});
		const environment = {
			...started.environment,
			...(flags.region && {
				AWS_REGION: flags.region,
				AWS_DEFAULT_REGION: flags.region,
			}),
		};
		try {
			if (output.isJson) {
				output.json({version: 1, sandbox: {url: started.url, environment}});
			} else {
				output.say(
					`# The sandbox answers at ${started.url} until Ctrl+C. In another shell:`,
					...Object.entries(environment).map(([name, value]) => `export ${name}=${value}`),
				);
			}

			await untilAborted(signal);
		} finally {
			await started.close();
		}

		return exitCodes.cancelled;
	},
});
