import {
	DisableKeyCommand,
	PutKeyPolicyCommand,
	ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {clickUpdateKey, finishSetup} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram} from './run-program.js';
import {workatoStatement} from './statements.js';
import {choose, screenOf, waitForWords} from './walk.js';

vi.setConfig({testTimeout: 60_000});

const owner = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:root'},
	Action: 'kms:*',
	Resource: '*',
};
const auditor = {
	Sid: 'Auditors look',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:role/Admin'},
	Action: 'kms:DescribeKey',
	Resource: '*',
};
const deny = {
	Sid: 'Nobody from Workato',
	Effect: 'Deny',
	Principal: '*',
	Action: 'kms:Decrypt',
	Resource: '*',
	Condition: {
		StringEquals: {'aws:PrincipalAccount': '999988887777'},
	},
};

const policy = (...Statement: object[]) => JSON.stringify({Version: '2012-10-17', Statement});

type FinishedSetup = Awaited<ReturnType<typeof openFinished>>;

/** A finished setup with its key, and a way to spoil the key's policy. */
async function openFinished(home: FreshHome) {
	const aws = await homeSandbox(home);
	const key = await finishSetup(home, aws);
	return {
		aws,
		key,
		async putPolicy(text: string) {
			await aws.kms.send(
				new PutKeyPolicyCommand({
					KeyId: key,
					PolicyName: 'default',
					Policy: text,
				}),
			);
		},
		async [Symbol.asyncDispose]() {
			await aws[Symbol.asyncDispose]();
		},
	};
}

async function openChecklist(home: FreshHome): Promise<Terminal> {
	const terminal = openProgram(home);
	await choose(terminal, 'Check “production”');
	await terminal.waitFor(screenOf('checklist').sign);
	return terminal;
}

function chosenRow(terminal: Terminal): string {
	return terminal.lines().find((line) => line.startsWith('❯')) ?? '';
}

/** Looks again, goes down to the failing row of this title, and waits for its evidence. */
async function findFailure(terminal: Terminal, title: string, evidence: string): Promise<void> {
	await terminal.type('r');
	await terminal.waitFor(/\d of 16 fail/v);
	for (;;) {
		const row = chosenRow(terminal);
		if (row === `❯ ✘ ${title}`) {
			break;
		}

		await terminal.press('down');
		await terminal.waitUntil(
			() => chosenRow(terminal) !== row,
			`the row below “${row}”, on the way to “${title}”`,
		);
	}

	await waitForWords(terminal, evidence);
}

/** Plans the fix of the chosen row, applies it, and comes back to a green checklist. */
async function planFix(
	terminal: Terminal,
	{aws, key}: Pick<FinishedSetup, 'aws' | 'key'>,
	...calls: string[]
): Promise<void> {
	await terminal.type('f');
	await terminal.waitFor(/has made changes before\. Nothing more/v);
	for (const call of calls) {
		expect(terminal.screen()).toContain(call);
	}

	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	await terminal.press('enter');
	// A use of the key from before the fix proves nothing; within the same second it cannot be told apart.
	await terminal.waitFor(/All 16 checks pass|15 pass; 1 waiting/v);
	await clickUpdateKey(aws, key);
	await terminal.type('r');
	await terminal.waitFor(screenOf('checklist').sign);
}

test('what is wrong with a key is named: its fix is planned and makes all green again, and what is the owner’s is left to the owner', async () => {
	await using home = await freshHome();
	await using setup = await openFinished(home);
	await using terminal = await openChecklist(home);
	const {aws, key, putPolicy} = setup;

	await aws.kms.send(new DisableKeyCommand({KeyId: key}));
	await findFailure(terminal, 'The key is enabled', 'The key is disabled.');
	await planFix(terminal, setup, 'kms:EnableKey');

	await aws.kms.send(new ScheduleKeyDeletionCommand({KeyId: key}));
	await findFailure(terminal, 'The key is enabled', 'The key is waiting to be deleted on');
	await planFix(terminal, setup, 'kms:CancelKeyDeletion', 'kms:EnableKey');
	expect(await aws.keys()).toEqual([key]);

	// Workato’s statement gone from the key policy, and another one beside it.
	await putPolicy(policy(owner, auditor));
	await findFailure(
		terminal,
		'The setup’s statement is in it, as given',
		'Missing: Lets the role Workato_EKM',
	);
	await planFix(terminal, setup, 'kms:PutKeyPolicy', '2 statements stay as they are');
	const after: unknown = JSON.parse(await aws.policyOf(key));
	expect(after).toMatchObject({
		Statement: [owner, auditor, workatoStatement],
	});

	await putPolicy(policy(owner, workatoStatement, deny));
	await findFailure(terminal, 'Nothing stands in Workato’s way', 'Nobody from Workato');
	expect(terminal.screen()).not.toContain('plan the fix');

	await putPolicy(policy(owner, workatoStatement));
	await terminal.type('r');
	await terminal.waitFor(screenOf('checklist').sign);
});
