import {GetRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {whoAmI} from '../../source/aws/session.js';
import {startRun, type SetupRun} from '../../source/engine/run-setup.js';
import {type Change} from '../../source/resources/call.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {openSandboxAws} from '../aws/open-sandbox-aws.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

const trust = {
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::999988887777:root'},
			Action: 'sts:AssumeRole',
			Condition: {StringEquals: {'sts:ExternalId': 'one'}},
		},
	],
};
const createRole: Change = {
	id: 'create-role',
	title: '',
	why: '',
	call: {
		service: 'iam',
		operation: 'CreateRole',
		input: {
			RoleName: 'Workato-Orders',
			AssumeRolePolicyDocument: JSON.stringify(trust),
			Tags: [{Key: 'workato-aws:run', Value: 'this-run'}],
		},
	},
};

/** A saved setup in a sandbox, and a run of one change for it. */
async function scene(more: Partial<SetupRun> = {}) {
	const {session, takeCalls} = await openSandboxAws();
	const store = openSetupStore(temporaryFolder());
	const setup = {guide: 'secrets', name: 'orders', region: 'us-east-1'};
	const {saved} = store.create(setup);
	const told: string[] = [];
	const run: SetupRun = {
		store,
		name: 'orders',
		planned: saved,
		begin() {
			told.push('begin');
		},
		end() {
			told.push('end');
		},
		onEntry({state}, latest) {
			told.push(`${state} ${latest().journal.length}`);
		},
		session,
		reviewed: await whoAmI(session),
		wait: async () => undefined,
		now: () => new Date(0),
		...more,
	};
	return {run, store, told, session, takeCalls};
}

async function statuses(run: SetupRun): Promise<string[]> {
	const seen: string[] = [];
	for await (const {status} of startRun([createRole], run)) {
		seen.push(status);
	}

	return seen;
}

test('a run holds the setup, journals each call before and after, and lets go', async () => {
	const {run, store, told, session} = await scene();
	const progress = startRun([createRole], run);
	expect(() => store.claim('orders')).toThrow('being worked on');
	const seen: string[] = [];
	for await (const {status} of progress) {
		seen.push(status);
	}

	expect(seen).toEqual(['running', 'done']);
	expect(told).toEqual(['begin', 'intent 1', 'done 2', 'end']);
	expect(store.read('orders').journal.map(({state}) => state)).toEqual(['intent', 'done']);
	store.claim('orders')();
	await expect(
		session.client(IAMClient).send(new GetRoleCommand({RoleName: 'Workato-Orders'})),
	).resolves.toBeDefined();
});

test('a setup that another process holds, or has worked on since the plan, is left alone', async () => {
	const {run, store, told, takeCalls} = await scene();
	await takeCalls();
	const release = store.claim('orders');
	expect(() => startRun([createRole], run)).toThrow('being worked on');
	release();
	store.update('orders', (saved) => ({...saved, runId: 'another'}));
	expect(() => startRun([createRole], run)).toThrow('has worked on the setup');
	store.claim('orders')();
	expect(told).toEqual([]);
	expect(await takeCalls()).toEqual([]);
});

test('another identity than the reviewed one writes nothing', async () => {
	const {run, store} = await scene({
		reviewed: {
			account: '111122223333',
			arn: 'arn:aws:iam::111122223333:user/someone-else',
		},
	});
	expect(await statuses(run)).toEqual(['failed']);
	expect(store.read('orders').journal).toEqual([]);
});

test('a run that is halted ends at once and lets go of the setup', async () => {
	const halt = new AbortController();
	const {run, store, told} = await scene({
		halt: halt.signal,
		onEntry() {
			halt.abort();
		},
	});
	expect(await statuses(run)).toEqual(['running']);
	expect(told).toEqual(['begin', 'end']);
	store.claim('orders')();
});

test('a journal that cannot be written breaks the run off, and the setup is free again', async () => {
	const {run, store, told} = await scene({
		onEntry() {
			throw new Error('disk full');
		},
	});
	await expect(statuses(run)).rejects.toThrow('disk full');
	expect(told).toEqual(['begin']);
	store.claim('orders')();
});
