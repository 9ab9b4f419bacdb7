import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {sandboxControl} from '../support/sandbox-control.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {clickUpdateKey} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {workatoStatement} from './statements.js';
import {choose, screenOf, walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

const ownStatements = [
	{
		Sid: 'Enable IAM User Permissions',
		Effect: 'Allow',
		Principal: {AWS: 'arn:aws:iam::111122223333:root'},
		Action: 'kms:*',
		Resource: '*',
	},
	{
		Sid: 'Backups',
		Effect: 'Allow',
		Principal: {AWS: 'arn:aws:iam::111122223333:role/Admin'},
		Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
		Resource: '*',
		Condition: {Bool: {'aws:SecureTransport': 'true'}},
	},
];
const ownPolicy = {Version: '2012-10-17', Statement: ownStatements};

/** Reads the sandbox's answer to one seeded key. */
function onlyArn(answer: unknown): string {
	const {arns} = z.object({arns: z.tuple([z.string()])}).parse(answer);
	return arns[0];
}

/** Starts `workato-aws sandbox` and reads the environment that it prints. */
async function startSandboxCommand(home: FreshHome) {
	const terminal = openProgram(home, {args: ['sandbox'], columns: 200});
	await terminal.waitFor(/^export AWS_DEFAULT_REGION=.+/mv);
	const env: Record<string, string> = {};
	for (const line of terminal.lines()) {
		const {name, value} = /^export (?<name>\w+)=(?<value>.*)$/v.exec(line)?.groups ?? {};
		if (name !== undefined && value !== undefined) {
			env[name] = value;
		}
	}

	const url = env.AWS_ENDPOINT_URL ?? '';
	return {terminal, env, url, control: sandboxControl(url)};
}

test('a key chosen from the list, on an AWS stand-in of its own process', async () => {
	await using home = await freshHome();
	const sandbox = await startSandboxCommand(home);
	await using sandboxTerminal = sandbox.terminal;
	const seed = async (fields: object) => sandbox.control('POST', '/_sandbox/keys', fields);
	await seed({count: 20, aliasPrefix: 'team'});
	await seed({kind: 'disabled', aliasPrefix: 'shared-old'});
	await seed({kind: 'rsa', aliasPrefix: 'shared-signing'});
	const keyArn = onlyArn(await seed({aliasPrefix: 'shared-data', policy: ownPolicy}));

	await using terminal = openProgram(home, {args: ['ekm'], env: sandbox.env});
	await walk(terminal, 'key', 'name');
	expect(terminal.lines()[0]).toBe(`! Calls go to ${sandbox.url}, not to AWS.`);
	await choose(terminal, 'Choose one of your keys');
	await terminal.waitFor('alias/shared-data');
	await terminal.type('shared');
	await terminal.waitFor(/alias\/shared-old.*disabled/v);
	await terminal.waitFor(/alias\/shared-signing.*not symmetric/v);
	expectNoOverflow(terminal);
	await terminal.type('-data');
	await terminal.waitFor(/❯ alias\/shared-data/v);
	await terminal.press('enter');

	await terminal.waitFor('This key does not rotate now');
	await terminal.waitFor(/1\. Rotate every 365/v);
	await terminal.press('enter');
	await terminal.waitFor('2 changes to make');
	expect(terminal.screen()).toContain('kms:PutKeyPolicy');
	expect(terminal.screen()).not.toContain('CreateKey');
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	await terminal.press('enter');
	await terminal.waitFor(keyArn);
	await terminal.press('enter');
	await terminal.waitFor('1. Workato accepted the key');
	await clickUpdateKey(sandbox, keyArn);
	await terminal.press('enter');
	await terminal.waitFor('15 pass; 1 cannot be told.');

	const {code} = await runProgram(home, ['check'], {env: sandbox.env});
	expect(code).toBe(0);
	await using aws = await homeSandbox(home);
	expect(JSON.parse(await aws.policyOf(keyArn))).toMatchObject({
		Statement: [...ownStatements, workatoStatement],
	});
	expect(await aws.keys()).toHaveLength(23);

	await sandboxTerminal.press('ctrl+c');
	const {exitCode} = await sandboxTerminal.waitForExit();
	expect(exitCode).toBe(130);
});

test('a key given by its alias, that rotates already and is left so', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const keyArn = onlyArn(
		await aws.control('POST', '/_sandbox/keys', {
			aliasPrefix: 'mine',
			rotationDays: 200,
		}),
	);
	await using terminal = openProgram(home, {args: ['ekm'], env: aws.env});
	await walk(terminal, 'key', 'name');
	await choose(terminal, 'Give the ARN, ID or alias');
	await terminal.waitFor('ARN, ID or alias of the key');
	await terminal.type('mine');
	await terminal.waitFor(/^❯ mine$/mv);
	await terminal.press('enter');
	await terminal.waitFor('such as alias/my-key.');
	// A busy program reads several keys at once.
	await terminal.pasteRaw('\u{15}alias/mine');
	await terminal.waitFor(/^❯ alias\/mine$/mv);
	await terminal.press('enter');
	await terminal.waitFor('This key rotates already, every 200 days');
	await terminal.press('enter');
	await terminal.waitFor('1 change to make');
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	await terminal.press('enter');
	await terminal.waitFor(keyArn);
	expect(await aws.writes()).toEqual(['PutKeyPolicy']);
});

test('an alias that is taken: nothing is written, and that key is offered', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await aws.control('POST', '/_sandbox/keys', {
		aliasPrefix: 'workato-ekm-production',
		policy: ownPolicy,
	});
	await using terminal = openProgram(home, {args: ['ekm'], env: aws.env});
	await walk(terminal, 'rotation', 'name');
	await terminal.press('enter');
	await terminal.waitFor('already names the key');
	await terminal.type('a');
	await terminal.settled();
	expect(await aws.writes()).toEqual([]);
	await terminal.type('u');
	await terminal.waitFor('2 changes to make');
	expect(terminal.screen()).toMatch(screenOf('review').title);
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	expect(await aws.keys()).toHaveLength(1);
});
