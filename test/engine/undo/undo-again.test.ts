import fs from 'node:fs';
import path from 'node:path';
import {DeleteRolePolicyCommand, PutRolePolicyCommand} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {openSetupStore} from '../../../source/setups/setup-store.js';
import {containing} from '../../cli/run-tool.js';
import {openScene, later} from './scene.js';

vi.setConfig({testTimeout: 30_000});

const file = z.looseObject({
	runId: z.string(),
	journal: z.array(z.looseObject({change: z.string(), state: z.string()})),
});

const deleting = ['--yes', '--delete-key', '--confirm', 'workato-ekm'];

test.each(['reset-after', 'reset-before', 'internal'])(
	'replies that are lost (%s) change nothing about the end',
	async (kind) => {
		const {newKey, apply, run, state, endpoint, projects} = await openScene();
		const before = await state();
		await apply(newKey);
		await apply({...(await projects(1)), name: 'secrets'});
		await endpoint.control(
			'POST',
			'/_sandbox/faults',
			['PutKeyPolicy', 'DeleteAlias', 'ScheduleKeyDeletion', 'DeleteRolePolicy', 'DeleteRole'].map(
				(operation) => ({operation, kind, times: 1}),
			),
		);
		const key = await run(['undo', 'production', ...deleting], {now: later});
		expect(key.stdout).toContain('Taken back: 3 changes.');
		const role = await run(['undo', 'secrets', '--yes']);
		expect(role.stdout).toContain('Taken back: 2 changes.');
		const after = await state();
		expect(after.keys).toMatchObject([{state: 'PendingDeletion'}]);
		expect({...after, keys: []}).toEqual({...before, keys: []});
	},
);

test('refused half-way, it says what is left, and the next run goes on', async () => {
	const {projects, apply, run, state, endpoint} = await openScene();
	const before = await state();
	await apply(await projects(1));
	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'DeleteRole', kind: 'denied', times: 1},
	]);
	const first = await run(['undo', 'production', '--yes', '--json']);
	expect(first.code).toBe(1);
	expect(first.json).toMatchObject({
		changes: [{status: 'done'}, {status: 'failed'}],
	});
	const second = await run(['undo', 'production', '--yes', '--json']);
	expect(second.code).toBe(0);
	expect(second.json).toMatchObject({
		changes: [{call: {operation: 'DeleteRole'}, status: 'done'}],
	});
	expect(await state()).toEqual(before);
});

test('killed before an answer was noted, the next run notes it, and the setup gets a new mark', async () => {
	const {home, projects, apply, run} = await openScene();
	await apply(await projects(1));
	const saved = path.join(home.home, 'setups', 'production.json');
	const read = () => file.parse(JSON.parse(fs.readFileSync(saved, 'utf8')));
	const {runId} = read();
	await run(['undo', 'production', '--yes']);
	const undone = read();
	expect(undone.runId).not.toBe(runId);
	expect(undone.journal.at(-1)).toMatchObject({state: 'done'});

	// As it stood when the process died with the role's deletion on its way.
	fs.writeFileSync(saved, JSON.stringify({...undone, runId, journal: undone.journal.slice(0, -1)}));
	const again = await run(['undo', 'production', '--yes']);
	expect(again).toMatchObject({code: 0, stderr: ''});
	expect(again.stdout).toContain('Nothing to take back.');
	expect(read().journal.at(-1)).toMatchObject({
		state: 'done',
		call: {operation: 'DeleteRole'},
	});
	expect(read().runId).not.toBe(runId);
});

test('a lost revert of a key that cannot be looked at is not noted as done', async () => {
	const {newKey, apply, run, state, endpoint} = await openScene();
	const fault = async (...faults: unknown[]) =>
		endpoint.control('POST', '/_sandbox/faults', faults);
	await apply(newKey);
	await fault({operation: 'PutKeyPolicy', kind: 'reset-before', times: 99});
	const lost = await run(['undo', 'production', '--yes']);
	expect(lost.code).not.toBe(0);
	await fault({operation: 'DescribeKey', kind: 'denied', times: 99});
	const blind = await run(['undo', 'production', '--yes', '--json']);
	expect(blind.code).toBe(1);
	expect(blind.json).toMatchObject({changes: [], left: [{state: 'unknown'}]});
	await fault();
	expect(JSON.stringify(await state())).toContain('999988887777');

	const third = await run(['undo', 'production', '--yes']);
	expect(third.stdout).toContain('Take Workato’s statement out of the key policy');
	expect(third.code).toBe(0);
	expect(JSON.stringify(await state())).not.toContain('999988887777');
});

test('a lost deletion of a role that cannot be looked at is not noted as done', async () => {
	const {home, projects, apply, run, state, endpoint} = await openScene();
	const before = await state();
	await apply(await projects(1));
	const saved = path.join(home.home, 'setups', 'production.json');
	const read = () => file.parse(JSON.parse(fs.readFileSync(saved, 'utf8')));
	const {runId} = read();
	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'DeleteRole', kind: 'reset-before', times: 99},
	]);
	const lost = await run(['undo', 'production', '--yes']);
	expect(lost.code).not.toBe(0);
	expect(read().journal.at(-1)).toMatchObject({state: 'intent'});
	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'GetRole', kind: 'denied', times: 99},
	]);
	const blind = await run(['undo', 'production', '--yes']);
	expect(blind.code).toBe(1);
	expect(read().journal.at(-1)).toMatchObject({state: 'intent'});
	expect(read().runId).toBe(runId);
	await endpoint.control('POST', '/_sandbox/faults', []);
	const third = await run(['undo', 'production', '--yes']);
	expect(third.stdout).toContain('Delete the role Workato-Team-1');
	expect(third.code).toBe(0);
	expect(await state()).toEqual(before);
});

test('what would have gone with a role stands as long as AWS refuses to delete the role', async () => {
	const {projects, apply, run, state, session, endpoint} = await openScene();
	const before = await state();
	const fault = async (...faults: unknown[]) =>
		endpoint.control('POST', '/_sandbox/faults', faults);
	await apply(await projects(1));
	const others = {RoleName: 'Workato-Team-1', PolicyName: 'logs'};
	await session.iam.send(
		new PutRolePolicyCommand({
			...others,
			PolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: [{Effect: 'Allow', Action: 'logs:*', Resource: '*'}],
			}),
		}),
	);
	// The role stays, and whether Workato was taken out of its trust is never answered.
	await fault({operation: 'UpdateAssumeRolePolicy', kind: 'reset-before', times: 99});
	const lost = await run(['undo', 'production', '--yes']);
	expect(lost.code).not.toBe(0);
	await session.iam.send(new DeleteRolePolicyCommand(others));
	// Now the role can go, and the trust with it; but AWS refuses.
	await fault({operation: 'DeleteRole', kind: 'denied', times: 1});
	const refused = await run(['undo', 'production', '--yes']);
	expect(refused.code).toBe(1);
	expect(refused.stdout).toContain('Delete the role Workato-Team-1');
	const again = await run(['undo', 'production', '--yes']);
	expect(again.stdout).toContain('Delete the role Workato-Team-1');
	expect(again.code).toBe(0);
	expect(await state()).toEqual(before);
});

test('a key whose making was never answered is found by its mark', async () => {
	const {newKey, apply, run, state, endpoint} = await openScene();
	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'CreateKey', kind: 'reset-after', times: 1},
		{operation: 'ListResourceTags', kind: 'denied', times: 99},
	]);
	const cut = await apply(newKey);
	expect(cut.code).not.toBe(0);
	await endpoint.control('POST', '/_sandbox/faults', []);
	const {keys} = await state();
	expect(keys).toHaveLength(1);
	const undo = await run(['undo', 'production', '--yes']);
	expect(undo.stdout).toContain(`key/${keys[0]?.id}`);
});

test('without a terminal it names the flag; while another process works on the setup, nothing is taken back', async () => {
	const {home, newKey, apply, run, state} = await openScene();
	await apply(newKey);
	const blind = await run(['undo', 'production']);
	expect(blind.code).toBe(2);
	expect(blind.stderr).toContain('Add --yes');
	for (const flags of [[], ['--yes']]) {
		const unknown = await run(['undo', 'prodution', ...flags]);
		expect(unknown.code).toBe(2);
		expect(unknown.stderr).toContain('Did you mean "production"?');
	}

	const before = await state();
	const release = openSetupStore(path.join(home.home, 'setups')).claim('production');
	const second = await run(['undo', 'production', '--yes']);
	release();
	expect(second.code).toBe(2);
	expect(second.stderr).toContain('is being worked on by another workato-aws');
	expect(await state()).toEqual(before);
});

test('what another setup uses is not taken before that one is named', async () => {
	const {newKey, apply, run, state} = await openScene();
	const first = await apply(newKey);
	expect(first.code).toBe(0);
	const {keys} = await state();
	const use = `arn:aws:kms:us-east-1:111122223333:key/${keys[0]?.id}`;
	const second = await apply({...newKey, name: 'second', key: {use}});
	expect(second.code).toBe(0);
	const both = await state();

	const blind = await run(['undo', 'production', '--yes']);
	expect(blind).toMatchObject({code: 2});
	expect(blind.stderr).toContain('What would be taken back is also used by the setup “second”.');
	expect(blind.stderr).toContain('--confirm second');
	const dry = await run(['undo', 'production', '--dry-run', '--json']);
	expect(dry.json).toMatchObject({
		warnings: [
			{message: containing('from the setup “second” as well')},
			{message: containing('Workato’s statement')},
		],
	});
	const no = await run(['undo', 'production', '--yes'], {
		isTty: true,
		stdin: 'n\nn\n',
	});
	expect(no.stdout).toContain('take it from the setup “second” as well? [y/N]');
	expect(await state()).toEqual(both);
	// “All” does not answer for another setup.
	const all = await run(['undo', 'production'], {
		isTty: true,
		stdin: 'a\nn\nn\n',
	});
	expect(all.stdout.match(/That takes it from the setup/gv)).toHaveLength(2);
	expect(await state()).toMatchObject({keys: both.keys});

	const named = ['undo', 'production', '--yes', '--confirm', 'second'];
	expect(await run(named)).toMatchObject({code: 0});
	const after = await state();
	expect(JSON.stringify(after.keys)).not.toContain('999988887777');
});

test.each([
	['its ARN', 'arn:aws:iam::111122223333:role/Workato-Team-1'],
	['its name', 'workato-team-1'],
])(
	'a role that another setup uses by %s is not deleted before that one is named',
	async (_by, use) => {
		const {projects, apply, run, state} = await openScene();
		const setup = await projects(1);
		await apply(setup);
		const second = await apply({
			...setup,
			name: 'second',
			projects: setup.projects.map((each) => ({...each, role: {use}})),
		});
		expect(second.code).toBe(0);
		const both = await state();

		const blind = await run(['undo', 'production', '--yes', '--json']);
		expect(blind.code).toBe(2);
		expect(JSON.stringify([blind.stdout, blind.stderr])).toContain('--confirm second');
		expect(await state()).toEqual(both);

		const named = await run(['undo', 'production', '--yes', '--confirm', 'second']);
		expect(named.code).toBe(0);
		expect(named.stdout).toContain('It is also used by the setup “second”.');
	},
);

test('a setup that was taken back needs nothing any more', async () => {
	const {newKey, apply, run, state} = await openScene();
	await apply(newKey);
	const {keys} = await state();
	const use = `arn:aws:kms:us-east-1:111122223333:key/${keys[0]?.id}`;
	await apply({
		...newKey,
		name: 'second',
		key: {use},
		rotation: {enabled: true, days: 200},
	});
	expect(await run(['undo', 'second', '--yes', '--confirm', 'production'])).toMatchObject({
		code: 0,
	});
	expect(await run(['undo', 'production', '--yes'])).toMatchObject({code: 0});
});

test('a role that undo had to leave takes Workato in again with the next apply', async () => {
	const {projects, apply, run, state, session} = await openScene();
	const setup = await projects(1);
	await apply(setup);
	await session.iam.send(
		new PutRolePolicyCommand({
			RoleName: 'Workato-Team-1',
			PolicyName: 'logs',
			PolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: [{Effect: 'Allow', Action: 'logs:*', Resource: '*'}],
			}),
		}),
	);
	const made = await state();
	expect(await run(['undo', 'production', '--yes'])).toMatchObject({code: 0});
	expect(await state()).not.toEqual(made);
	const again = await apply(setup);
	expect(again).toMatchObject({code: 0});
	expect(await state()).toEqual(made);
	// The journal knows what it is again.
	expect(await run(['undo', 'production', '--yes'])).toMatchObject({code: 0});
	const {roles} = await state();
	expect(JSON.stringify(roles)).toContain('Deny');
});
