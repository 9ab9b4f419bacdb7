import fs from 'node:fs';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {openSetupStore} from '../../../source/setups/setup-store.js';
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
			[
				'DisableKeyRotation',
				'DeleteAlias',
				'ScheduleKeyDeletion',
				'DeleteRolePolicy',
				'DeleteRole',
			].map((operation) => ({operation, kind, times: 1})),
		);
		const key = await run(['undo', 'production', ...deleting], {now: later});
		expect(key.stdout).toContain('Taken back: 2 changes.');
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
	fs.writeFileSync(
		saved,
		JSON.stringify({...undone, runId, journal: undone.journal.slice(0, -1)}),
	);
	const again = await run(['undo', 'production', '--yes']);
	expect(again).toMatchObject({code: 0, stderr: ''});
	expect(again.stdout).toContain('Nothing to take back.');
	expect(read().journal.at(-1)).toMatchObject({
		state: 'done',
		call: {operation: 'DeleteRole'},
	});
	expect(read().runId).not.toBe(runId);
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
	const release = openSetupStore(path.join(home.home, 'setups')).claim(
		'production',
	);
	const second = await run(['undo', 'production', '--yes']);
	release();
	expect(second.code).toBe(2);
	expect(second.stderr).toContain('is being worked on by another workato-aws');
	expect(await state()).toEqual(before);
});
