import path from 'node:path';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {workatoStatement} from '../end-to-end/statements.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {freshHome} from '../support/fresh-home.js';
import {program} from './places.js';
import {openTimedTerminal, type TimedTerminal} from './timed-terminal.js';

/** The assistant on its list of so many keys, all of them described. */
export type OpenKeyList = AsyncDisposable & {readonly terminal: TimedTerminal};

/** Opens it; `nodeArgs` go before the program. Use with `await using`. */
export async function openKeyList(
	count: number,
	{
		nodeArgs = [],
		env = {},
	}: {
		readonly nodeArgs?: readonly string[];
		readonly env?: Readonly<Record<string, string>>;
	} = {},
): Promise<OpenKeyList> {
	await using stack = new AsyncDisposableStack();
	const home = stack.use(await freshHome());
	const aws = stack.use(await homeSandbox(home));
	await aws.control('POST', '/_sandbox/keys', {count, aliasPrefix: 'team'});
	openSetupStore(path.join(home.setups, 'setups')).create(
		{
			guide: 'ekm',
			name: 'production',
			region: 'us-east-1',
			statement: workatoStatement,
		},
		{step: 'key'},
	);
	const terminal = stack.use(
		openTimedTerminal([...nodeArgs, program, 'ekm'], {
			...home.env,
			...aws.env,
			...env,
		}),
	);
	await terminal.waitFor(/1\. Make a new key/v);
	await terminal.press('\u{1B}[B', 100);
	terminal.send('\r');
	await terminal.waitFor(/team-/v);
	// Until every key is described, the screen tells how many are.
	await terminal.quietFor(2000);
	const kept = stack.move();
	return {
		terminal,
		async [Symbol.asyncDispose]() {
			await kept.disposeAsync();
		},
	};
}
