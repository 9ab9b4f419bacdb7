import {expect, test} from 'vitest';
import {openSandboxAws} from '../aws/open-sandbox-aws.js';
import {applyAll, look, outcomes, planned, setUp, setupOf} from '../guides/ekm/ekm-setup.js';

const allDone = ['create-key done', 'create-alias done', 'enable-key-rotation done'];

test.each(['throttle', 'reset-after', 'truncated'])(
	'%s on CreateKey ends with one key all the same',
	async (kind) => {
		const {session, fail, keyArns} = await openSandboxAws();
		await fail({operation: 'CreateKey', kind});
		const saved = setupOf();
		expect(await setUp(session, saved)).toEqual(allDone);
		expect(await keyArns()).toHaveLength(1);
		expect(await planned(session, saved)).toEqual([]);
	},
);

test.each(['internal', 'unavailable', 'reset-before'])(
	'%s on CreateKey, and no key is shown: it is not sent again in this run; a later one makes it',
	async (kind) => {
		const {session, fail, takeCalls, keyArns} = await openSandboxAws();
		await fail({operation: 'CreateKey', kind});
		const saved = setupOf();
		expect(await setUp(session, saved)).toEqual([
			'create-key failed',
			'create-alias skipped',
			'enable-key-rotation skipped',
		]);
		expect(await takeCalls({isWritesOnly: true})).toEqual(['CreateKey']);
		expect(saved.journal.map(({state}) => state)).toEqual(['intent']);
		expect(await setUp(session, saved)).toEqual(allDone);
		expect(await keyArns()).toHaveLength(1);
	},
);

test.each(['reset-after', 'truncated'])(
	'%s on CreateKey, and the key is shown only after many looks: still one key',
	async (kind) => {
		const {session, fail, control, keyArns} = await openSandboxAws();
		await control('POST', '/_sandbox/consistency', {reads: 6});
		await fail({operation: 'CreateKey', kind});
		const saved = setupOf();
		expect(await setUp(session, saved)).toEqual(allDone);
		expect(await keyArns()).toHaveLength(1);
	},
);

test('a look that AWS refuses is no answer: it looks again and makes no second key', async () => {
	const {session, fail, keyArns} = await openSandboxAws();
	await fail(
		{operation: 'CreateKey', kind: 'reset-after'},
		{operation: 'ListResourceTags', kind: 'denied', times: 2},
	);
	const saved = setupOf();
	expect(await setUp(session, saved)).toEqual(allDone);
	expect(await keyArns()).toHaveLength(1);
});

test('where AWS cannot be asked after a lost reply, nothing is tried again and the intent stays open', async () => {
	const {session, fail, takeCalls, keyArns} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await fail(
		{operation: 'CreateKey', kind: 'reset-after'},
		{operation: 'ListKeys', kind: 'denied', times: 3},
	);
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes);
	expect(outcomes(progress)).toEqual([
		'create-key failed',
		'create-alias skipped',
		'enable-key-rotation skipped',
	]);
	expect(progress.find(({error}) => error)?.error).toMatchObject({
		kind: 'unreachable',
		hint: 'AWS may have carried it out all the same. Look again: what is there is found before anything is tried once more.',
	});
	expect(await takeCalls({isWritesOnly: true})).toEqual(['CreateKey']);
	expect(saved.journal.map(({state}) => state)).toEqual(['intent']);

	await fail();
	expect(await setUp(session, saved)).toEqual(['create-alias done', 'enable-key-rotation done']);
	expect(await keyArns()).toHaveLength(1);
	expect(await planned(session, saved)).toEqual([]);
});

test('CreateKey that never gets through is tried for a minute, then given up', async () => {
	const {session, fail, takeCalls, keyArns} = await openSandboxAws();
	await fail({operation: 'CreateKey', kind: 'throttle', times: 10});
	const saved = setupOf();
	let waited = 0;
	expect(
		await setUp(session, saved, {
			async wait(milliseconds) {
				waited += milliseconds;
			},
			now: () => new Date(waited),
		}),
	).toEqual(['create-key failed', 'create-alias skipped', 'enable-key-rotation skipped']);
	expect(waited).toBeGreaterThanOrEqual(50_000);
	expect(waited).toBeLessThan(60_000);
	expect(await takeCalls({isWritesOnly: true})).toEqual(Array.from({length: 6}, () => 'CreateKey'));
	// Throttled calls were not carried out, so there is nothing to look for next time.
	expect(saved.journal.at(-1)).toMatchObject({
		state: 'failed',
		error: {code: 'ThrottlingException'},
	});
	await fail();
	await takeCalls();
	expect(await setUp(session, saved)).toEqual(allDone);
	expect(await takeCalls()).not.toContain('ListKeys');
	expect(await keyArns()).toHaveLength(1);
});

test.each([
	['CreateAlias', 'reset-after', 1],
	['CreateAlias', 'reset-before', 4],
	['EnableKeyRotation', 'reset-after', 1],
])('%s: %s, %i times, is got over', async (operation, kind, times) => {
	const {session, fail, aliases, keyArns} = await openSandboxAws();
	await fail({operation, kind, times});
	const saved = setupOf();
	expect(await setUp(session, saved)).toEqual(allDone);
	const [arn = ''] = await keyArns();
	expect(await aliases()).toEqual({
		'alias/workato-ekm': arn.split('/', 2)[1],
	});
	expect(await planned(session, saved)).toEqual([]);
});

test('a new key that some parts of AWS do not know yet is waited for', async () => {
	const {session, control, keyArns} = await openSandboxAws();
	await control('POST', '/_sandbox/consistency', {reads: 9});
	const saved = setupOf();
	const {plan} = await look(session, saved);
	const progress = await applyAll(session, saved, plan.changes);
	expect(outcomes(progress)).toEqual(allDone);
	expect(progress.some(({note}) => note)).toBe(false);
	expect(await keyArns()).toHaveLength(1);
});

test('a new key that stays unseen is said to be so; later calls wait a little for it', async () => {
	const {session, control, keyArns} = await openSandboxAws();
	// Looked for 15 times, then named by two calls in vain.
	await control('POST', '/_sandbox/consistency', {reads: 17});
	const saved = setupOf();
	const {plan} = await look(session, saved);
	const progress = await applyAll(session, saved, plan.changes);
	expect(outcomes(progress)).toEqual(allDone);
	expect(progress.flatMap(({id, note}) => (note ? [`${id}: ${note}`] : []))).toEqual([
		'create-key: AWS accepted this but does not show it yet; it may take some minutes',
	]);
	expect(await keyArns()).toHaveLength(1);
});

test('a clock that is an hour off: each write is signed anew by AWS’s time', async () => {
	const {session, fail, keyArns} = await openSandboxAws();
	await fail({operation: '*', kind: 'clock-skew', times: 999});
	const saved = setupOf();
	expect(await setUp(session, saved)).toEqual(allDone);
	expect(await keyArns()).toHaveLength(1);
});
