import fs from 'node:fs';
import {expect, test, vi} from 'vitest';
import {openScene} from '../engine/undo/scene.js';
import {containing, matching} from './run-tool.js';

vi.setConfig({testTimeout: 60_000});

type Scene = Awaited<ReturnType<typeof openScene>>;

/** What ends a command: asked to stop when it prints a sign, and to wait for nothing any more right after. */
function stopAt(sign: string, isPatient = false) {
	const stop = new AbortController();
	const halt = new AbortController();
	const hear = (text: string) => {
		if (!text.includes(sign)) {
			return;
		}

		stop.abort();
		if (!isPatient) {
			halt.abort();
		}
	};

	return {
		signal: stop.signal,
		halt: halt.signal,
		listen: hear,
		listenErrors: hear,
	};
}

const faults = async ({endpoint}: Scene, operation: string, kind: string) =>
	endpoint.control('POST', '/_sandbox/faults', [{operation, kind, times: 99}]);

const progressIn = async ({run}: Scene) => {
	const {stdout} = await run(['list']);
	return stdout.split('\n', 2)[1];
};

test('ended while AWS does not answer: the JSON says what was done, what was not, and what is unclear', async () => {
	const scene = await openScene();
	const {run, home, newKey} = scene;
	await faults(scene, 'CreateAlias', 'hang');
	const args = ['apply', '-f', home.write(newKey), '--yes', '--json'];
	const {code, stderr, json} = await run(args, stopAt('→ 2.'));
	expect({code, json}).toMatchObject({
		code: 130,
		json: {
			version: 1,
			dryRun: false,
			changes: [
				{id: 'create-key', status: 'done'},
				{
					id: 'create-alias',
					status: 'failed',
					error: {
						code: 'Interrupted',
						message: containing('is unclear'),
						hint: containing('AWS may have carried it out'),
					},
				},
				{id: 'enable-key-rotation', status: 'skipped'},
			],
			outputs: {},
		},
	});
	expect(stderr).toContain(`
Done: Create the key.
Unclear, since AWS did not answer: Name it alias/workato-ekm.
Not done: Rotate the key every 365 days.
1 change of 3 made. Run the same command again: it looks first and goes on with what is left.
`);
	expect(await progressIn(scene)).toMatch(/ 1 of 3 applied /v);

	await faults(scene, 'none', 'hang');
	expect(await run(args)).toMatchObject({code: 0});
	expect(await progressIn(scene)).toMatch(/ applied, not checked yet /v);
	expect(await progressIn(scene)).not.toMatch(/ of 3/v);
});

test('ended before the first call has left: nothing is unclear', async () => {
	const scene = await openScene();
	const {run, home, newKey} = scene;
	const file = home.write(newKey);
	const {code, json} = await run(
		['apply', '-f', file, '--yes', '--json'],
		stopAt('3 changes to make'),
	);
	// While the plan is shown it can still be dropped.
	expect({code, json}).toEqual({
		code: 130,
		json: {
			version: 1,
			error: {
				code: 'cancelled',
				message: 'Cancelled. Nothing was written.',
				hint: '',
			},
		},
	});
	expect(home.savedFiles(false)).toEqual([]);
});

test('a run over projects that was stopped is never called applied, nor one that leaves projects out', async () => {
	const scene = await openScene();
	const {run, home, projects} = scene;
	const fields = await projects(5);
	const args = ['apply', '-f', home.write(fields), '--yes', '--json'];
	const {code, json} = await run(args, stopAt('✔ 2. Done', true));
	const {changes} = json as {changes: Array<{status: string}>};
	expect(code).toBe(130);
	expect(changes.filter(({status}) => status === 'skipped')).not.toEqual([]);
	expect(await progressIn(scene)).toMatch(/ [1-4] of 5 applied /v);

	await run(args);
	expect(await progressIn(scene)).toMatch(/ {2}applied, not checked yet {2}/v);

	await faults(scene, 'DeleteRole', 'denied');
	const undone = await run(['undo', 'production', '--yes']);
	expect(undone.code).toBe(1);
	expect(await progressIn(scene)).toMatch(/ 0 of 5 taken back /v);
});

test('stopped while it looks at the end: all changes are done, and it says so', async () => {
	const scene = await openScene();
	const {run, home, newKey} = scene;
	const {code, stderr, json} = await run(
		['apply', '-f', home.write(newKey), '--yes', '--json'],
		stopAt('✔ 3. Done', true),
	);
	expect({code, json}).toMatchObject({
		code: 130,
		json: {
			changes: [{status: 'done'}, {status: 'done'}, {status: 'done'}],
			outputs: {},
		},
	});
	expect(stderr).toContain('3 changes of 3 made.');
});

test('a disk that is full in the middle is called one; the JSON says what was done before, and the next run goes on', async () => {
	const scene = await openScene();
	const {run, home, newKey} = scene;
	const args = ['apply', '-f', home.write(newKey), '--yes', '--json'];
	const {code, json, stderr} = await run(args, {
		listenErrors(text) {
			if (text.includes('✔ 1. Done')) {
				vi.spyOn(fs, 'writeSync').mockImplementation(() => {
					throw Object.assign(new Error('no room'), {code: 'ENOSPC'});
				});
			}
		},
	});
	vi.restoreAllMocks();
	expect({code, json}).toMatchObject({
		code: 2,
		json: {
			version: 1,
			setup: 'production',
			changes: [{status: 'done'}, {status: 'skipped'}, {status: 'skipped'}],
			error: {
				code: 'setup-not-saved',
				message: matching(/could not be saved in .+: the disk is full\.$/v),
				hint: containing('WORKATO_AWS_HOME'),
			},
		},
	});
	expect(stderr).toContain('Done: Create the key.\n');
	expect(await progressIn(scene)).toMatch(/ 1 of 3 applied /v);
	expect(await run(args)).toMatchObject({code: 0});
});

test('undo that is ended says the same', async () => {
	const scene = await openScene();
	const {run, apply, newKey, home} = scene;
	await apply(newKey);
	await faults(scene, 'DeleteAlias', 'hang');
	const stop = new AbortController();
	const undone = run(['undo', 'production', '--yes', '--json'], {
		signal: stop.signal,
		halt: stop.signal,
	});
	await vi.waitFor(
		() => {
			// Its intent is on disk: the call has left.
			expect(home.savedFiles(false).join('\n')).toContain('"DeleteAlias"');
		},
		{timeout: 20_000},
	);
	stop.abort();
	const {code, json} = await undone;
	expect({code, json}).toMatchObject({
		code: 130,
		json: {version: 1, left: expect.any(Array) as unknown, outputs: {}},
	});
	const {changes} = json as {
		changes: Array<{id: string; status: string; error?: {code: string}}>;
	};
	expect(changes).toContainEqual(
		expect.objectContaining({
			id: containing('alias'),
			status: 'failed',
			error: expect.objectContaining({code: 'Interrupted'}) as unknown,
		}),
	);
	expect(await progressIn(scene)).toMatch(/ \d of \d taken back /v);
});
