import {expect, test} from 'vitest';
import {type Change} from '../../source/resources/call.js';
import {openIntents} from '../../source/engine/replay.js';
import {openSandboxAws} from '../aws/open-sandbox-aws.js';
import {applyAll, outcomes, setupOf} from '../guides/ekm/ekm-setup.js';

const rotate = (id: string, KeyId: string, group?: string): Change => ({
	id,
	title: id,
	why: '',
	call: {
		service: 'kms',
		operation: 'EnableKeyRotation',
		input: {KeyId, RotationPeriodInDays: 180},
	},
	...(group !== undefined && {group}),
});

const nowhere = '00000000-0000-4000-8000-000000000000';

test('a failure skips the rest of its own group only', async () => {
	const {session, seed} = await openSandboxAws();
	const [one = '', two = ''] = await seed({count: 2});
	const progress = await applyAll(session, setupOf(), [
		rotate('a1', one, 'a'),
		rotate('b1', nowhere, 'b'),
		rotate('a2', one, 'a'),
		rotate('b2', two, 'b'),
		rotate('c1', two, 'c'),
	]);
	expect(outcomes(progress).toSorted()).toEqual([
		'a1 done',
		'a2 done',
		'b1 failed',
		'b2 skipped',
		'c1 done',
	]);
	const ofA = progress.filter(({id}) => id.startsWith('a'));
	expect(ofA.map(({id, status}) => `${id} ${status}`)).toEqual([
		'a1 running',
		'a1 done',
		'a2 running',
		'a2 done',
	]);
});

test('what has no group runs first, and its failure stops everything', async () => {
	const {session, seed} = await openSandboxAws();
	const [one = ''] = await seed({});
	const changes = [rotate('a', one, 'a'), rotate('all', one)];
	expect(outcomes(await applyAll(session, setupOf(), changes))).toEqual(['all done', 'a done']);
	const broken = [rotate('a', one, 'a'), rotate('all', nowhere)];
	expect(outcomes(await applyAll(session, setupOf(), broken))).toEqual(['all failed', 'a skipped']);
});

test('four groups at a time, and all come to their end', async () => {
	const {session, seed} = await openSandboxAws();
	const keys = await seed({count: 12});
	const changes = keys.map((key, index) => rotate(`change ${index}`, key, `group ${index}`));
	const progress = await applyAll(session, setupOf(), changes);
	let running = 0;
	let most = 0;
	for (const {status} of progress) {
		running += status === 'running' ? 1 : -1;
		most = Math.max(most, running);
	}

	expect(most).toBe(4);
	expect(running).toBe(0);
	expect(outcomes(progress)).toHaveLength(12);
	expect(new Set(outcomes(progress).map((each) => each.slice(-4)))).toEqual(new Set(['done']));
});

test('an identity that AWS no longer takes stops every group: no other call is wasted', async () => {
	const {session, seed, fail, takeCalls} = await openSandboxAws();
	const keys = await seed({count: 9});
	await fail({
		operation: 'EnableKeyRotation',
		kind: 'expired-token',
		times: 99,
	});
	await takeCalls();
	const progress = await applyAll(
		session,
		setupOf(),
		keys.map((key, index) => rotate(`c${index}`, key, `g${index}`)),
	);
	const ends = outcomes(progress).map((each) => each.split(' ').at(-1));
	const failed = ends.filter((end) => end === 'failed').length;
	expect(failed).toBeLessThanOrEqual(4);
	expect(ends.filter((end) => end === 'skipped')).toHaveLength(9 - failed);
	expect(await takeCalls({isWritesOnly: true})).toHaveLength(failed);
});

test('a throttle that lasts stops every group within a minute, and a later run goes on', async () => {
	const {session, seed, fail, takeCalls} = await openSandboxAws();
	const keys = await seed({count: 9});
	await fail({operation: 'EnableKeyRotation', kind: 'throttle', times: 999});
	await takeCalls();
	let time = 0;
	const saved = setupOf();
	const changes = keys.map((key, index) => rotate(`c${index}`, key, `g${index}`));
	const progress = await applyAll(session, saved, changes, {
		async wait(milliseconds) {
			time += milliseconds;
		},
		now: () => new Date(time),
	});
	const ends = outcomes(progress).map((each) => each.split(' ').at(-1));
	const failed = ends.filter((end) => end === 'failed').length;
	expect(failed).toBeGreaterThan(0);
	expect(failed).toBeLessThanOrEqual(4);
	expect(ends.filter((end) => end === 'skipped')).toHaveLength(9 - failed);
	expect(progress.find(({error}) => error)?.error?.kind).toBe('throttled');
	// Each of the four is sent six times at most.
	const sent = await takeCalls({isWritesOnly: true});
	expect(sent.length).toBeLessThanOrEqual(24);
	expect(openIntents(saved.journal)).toEqual([]);
	await fail();
	const again = outcomes(await applyAll(session, saved, changes));
	expect(again.filter((each) => each.endsWith('done'))).toHaveLength(9);
});

test('stopped, the calls under way end and nothing else is started', async () => {
	const {session, seed, takeCalls} = await openSandboxAws();
	const keys = await seed({count: 9});
	await takeCalls();
	const controller = new AbortController();
	const saved = setupOf();
	const progress = await applyAll(
		session,
		saved,
		keys.map((key, index) => rotate(`c${index}`, key, `g${index}`)),
		{
			signal: controller.signal,
			journal(entry) {
				saved.journal.push(entry);
				controller.abort();
			},
		},
	);
	const writes = await takeCalls({isWritesOnly: true});
	expect(writes.length).toBeLessThanOrEqual(4);
	const done = outcomes(progress).filter((each) => each.endsWith('done'));
	expect(done).toHaveLength(writes.length);
	expect(saved.journal.filter(({state}) => state === 'done')).toHaveLength(writes.length);
	expect(outcomes(progress)).toHaveLength(9);
});
