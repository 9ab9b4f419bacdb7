import path from 'node:path';
import {homeSandbox, type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {workatoStatement} from '../end-to-end/statements.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {type SetupFile} from '../../source/setups/saved-setup.js';
import {freshHome} from '../support/fresh-home.js';
import {program} from './places.js';
import {openTimedTerminal, type TimedTerminal} from './timed-terminal.js';

/** The assistant on a screen that has much to show. */
export type OpenScreen = AsyncDisposable & {readonly terminal: TimedTerminal};

type NodeOptions = {
	readonly nodeArgs?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
};

/** Opens the list of so many keys, all of them described; `nodeArgs` go before the program. Use with `await using`. */
export async function openKeyList(count: number, options: NodeOptions = {}): Promise<OpenScreen> {
	return openScreen(options, {
		fields: {guide: 'ekm', name: 'production', region: 'us-east-1', statement: workatoStatement},
		step: 'key',
		async prepare({control}) {
			await control('POST', '/_sandbox/keys', {count, aliasPrefix: 'team'});
		},
		async lead(terminal) {
			await terminal.waitFor(/1\. Make a new key/v);
			await terminal.press('\u{1B}[B', /❯ 2\./v, 100);
			terminal.send('\r');
			await terminal.waitFor(/team-/v);
		},
	});
}

/** Opens the list of a setup of so many projects. */
export async function openProjectList(count: number): Promise<OpenScreen> {
	return openScreen(
		{},
		{
			fields: {
				guide: 'secrets',
				name: 'production',
				region: 'us-east-1',
				scope: 'project',
				workatoAccountId: '999988887777',
				projects: Array.from({length: count}, (_unused, n) => ({
					name: `team-${n}`,
					externalId: `workato_iam_external_id_12345_${n}`,
					role: {create: {name: `Workato-team-${n}`}},
					secrets: {prefix: `workato/team-${n}/`},
				})),
			},
			step: 'projects',
			async lead(terminal) {
				await terminal.waitFor(/team-/v);
			},
		},
	);
}

/** Opens the box for the statement, with one of so many characters pasted into it, and an x behind it that makes it wrong. */
export async function openPastedStatement(
	characters: number,
	options: NodeOptions = {},
): Promise<OpenScreen> {
	const arns: string[] = [];
	while (JSON.stringify(arns, undefined, 2).length < characters) {
		arns.push(`arn:aws:iam::999988887777:role/Workato_EKM_${arns.length}`);
	}

	const text = JSON.stringify({...workatoStatement, Principal: {AWS: arns}}, undefined, 2);
	return openScreen(options, {
		fields: {guide: 'ekm', name: 'production', region: 'us-east-1'},
		step: 'policy',
		async lead(terminal) {
			await terminal.waitFor(/Paste/v);
			terminal.send(`\u{1B}[200~${text}x\u{1B}[201~`);
			await terminal.waitFor(/\}x/v);
		},
	});
}

async function openScreen(
	{nodeArgs = [], env = {}}: NodeOptions,
	{
		fields,
		step,
		prepare,
		lead,
	}: {
		readonly fields: SetupFile;
		readonly step: string;
		readonly prepare?: (aws: HomeSandbox) => Promise<void>;
		/** From the guide's first screen to the one that is measured. */
		readonly lead: (terminal: TimedTerminal) => Promise<void>;
	},
): Promise<OpenScreen> {
	await using stack = new AsyncDisposableStack();
	const home = stack.use(await freshHome());
	const aws = stack.use(await homeSandbox(home));
	await prepare?.(aws);
	openSetupStore(path.join(home.setups, 'setups')).create(fields, {step});
	const terminal = stack.use(
		openTimedTerminal([...nodeArgs, program, fields.guide], {...home.env, ...aws.env, ...env}),
	);
	await lead(terminal);
	// Until every row is described, the screen tells how many are.
	await terminal.quietFor(2000);
	const kept = stack.move();
	return {
		terminal,
		async [Symbol.asyncDispose]() {
			await kept.disposeAsync();
		},
	};
}
