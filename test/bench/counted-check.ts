import * as z from 'zod';
import {type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {runProgram} from '../end-to-end/run-program.js';
import type {FreshHome} from '../support/fresh-home.js';
import {openSlowRelay} from './slow-relay.js';

const callsSchema = z.array(z.object({service: z.string(), operation: z.string()}));

/** What one `check` took. */
export type Counted = {
	readonly milliseconds: number;
	/** Every call that reached AWS. */
	readonly calls: z.infer<typeof callsSchema>;
	/** TCP connections that were opened for them. */
	readonly connections: number;
};

/** Runs `check` of all setups of a home while AWS is `latency` milliseconds away. Fails when it cannot look. */
export async function countedCheck(
	home: FreshHome,
	aws: HomeSandbox,
	{
		env,
		latency,
	}: {
		readonly env: Readonly<Record<string, string>>;
		readonly latency: number;
	},
): Promise<Counted> {
	const {AWS_ENDPOINT_URL: target = ''} = aws.env;
	await using relay = await openSlowRelay(target, latency);
	await aws.control('DELETE', '/_sandbox/calls');
	const start = performance.now();
	const {code, stdout, stderr} = await runProgram(home, ['check', '--json'], {
		env: {...env, AWS_ENDPOINT_URL: relay.url},
	});
	const milliseconds = performance.now() - start;
	// 1: a row fails, such as that of a key which is not there yet.
	if (code !== 0 && code !== 1) {
		throw new Error(`check ended with ${code}: ${stderr}${stdout}`);
	}

	return {
		milliseconds,
		calls: callsSchema.parse(await aws.control('GET', '/_sandbox/calls')),
		connections: relay.connections(),
	};
}
