import {expect, test} from 'vitest';
import {type JournalEntry} from '../../source/resources/call.js';
import {openSandboxAws} from '../aws/open-sandbox-aws.js';
import {
	applyAll,
	look,
	outcomes,
	planned,
	setUp,
	setupOf,
	then,
	workatoStatement,
} from '../guides/ekm/ekm-setup.js';
import {mergeInTurn} from '../../source/engine/apply-changes.js';

const states = (journal: readonly JournalEntry[]) =>
	journal.map(({change, state}) => `${change} ${state}`);

test('each call is journaled as intent and as done, and later calls get the new key', async () => {
	const {session, takeCalls, keyArns} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes);
	expect(progress.map(({id, status}) => `${id} ${status}`)).toEqual([
		'create-key running',
		'create-key done',
		'create-alias running',
		'create-alias done',
		'enable-key-rotation running',
		'enable-key-rotation done',
	]);
	const [arn = ''] = await keyArns();
	const keyId = arn.split('/', 2)[1];
	expect(saved.journal).toMatchObject([
		{change: 'create-key', state: 'intent', at: then},
		{change: 'create-key', state: 'done', result: {KeyId: keyId, Arn: arn}},
		{
			change: 'create-alias',
			state: 'intent',
			call: {
				service: 'kms',
				operation: 'CreateAlias',
				input: {AliasName: 'alias/workato-ekm', TargetKeyId: keyId},
			},
		},
		{change: 'create-alias', state: 'done', result: {}},
		{
			change: 'enable-key-rotation',
			state: 'intent',
			call: {input: {KeyId: keyId, RotationPeriodInDays: 365}},
		},
		{change: 'enable-key-rotation', state: 'done'},
	]);
	expect(saved.journal[0]).not.toHaveProperty('before');
	expect(await takeCalls({isWritesOnly: true})).toEqual([
		'CreateKey',
		'CreateAlias',
		'EnableKeyRotation',
	]);
});

test('nothing is sent when the intent cannot be written', async () => {
	const {session, takeCalls} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await takeCalls();
	await expect(
		applyAll(session, saved, plan.changes, {
			journal() {
				throw new Error('ENOSPC: no space left on device');
			},
		}),
	).rejects.toThrow('no space left');
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
});

test('a full disk after AWS acted leaves the intent open, never “failed”', async () => {
	const {session, keyArns} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	let isFull = false;
	await expect(
		applyAll(session, saved, plan.changes, {
			journal(entry) {
				if (entry.state === 'done' && !isFull) {
					isFull = true;
					throw new Error('ENOSPC: no space left on device');
				}

				saved.journal.push(entry);
			},
		}),
	).rejects.toThrow('no space left');
	expect(states(saved.journal)).toEqual(['create-key intent']);
	expect(await setUp(session, saved)).toEqual(['create-alias done', 'enable-key-rotation done']);
	expect(await keyArns()).toHaveLength(1);
});

test('a policy change keeps what stood there before', async () => {
	const {session, seed} = await openSandboxAws();
	const [use = ''] = await seed({rotationDays: 365});
	const saved = setupOf({key: {use}});
	expect(await setUp(session, saved)).toEqual(['put-key-policy done']);
	expect(saved.journal[0]).toMatchObject({
		state: 'intent',
		before: {
			Version: '2012-10-17',
			Statement: [{Sid: 'Enable IAM User Permissions'}],
		},
	});
	const {observation} = await look(session, saved);
	expect(observation.policy).toMatchObject({
		state: 'found',
		value: {
			Statement: [{Sid: 'Enable IAM User Permissions'}, workatoStatement],
		},
	});
});

test.each([
	[
		'denied',
		{kind: 'denied', code: 'AccessDeniedException'},
		'The caller is not authorized to perform this operation',
	],
	[
		'expired-token',
		{kind: 'expired', code: 'ExpiredTokenException'},
		'The security token included in the request is expired',
	],
])(
	'%s half-way: the change fails with AWS’s words, the rest is skipped, and a second run goes on',
	async (kind, error, message) => {
		const {session, fail, keyArns} = await openSandboxAws();
		await fail({operation: 'CreateAlias', kind});
		const saved = setupOf();
		const {plan} = await look(session, saved);
		const progress = await applyAll(session, saved, plan.changes);
		expect(outcomes(progress)).toEqual([
			'create-key done',
			'create-alias failed',
			'enable-key-rotation skipped',
		]);
		expect(progress.find(({status}) => status === 'failed')?.error).toMatchObject({
			...error,
			message,
		});
		expect(saved.journal.at(-1)).toMatchObject({
			change: 'create-alias',
			state: 'failed',
			error: {code: error.code, message},
		});
		expect(await setUp(session, saved)).toEqual(['create-alias done', 'enable-key-rotation done']);
		expect(await keyArns()).toHaveLength(1);
		expect(await planned(session, saved)).toEqual([]);
	},
);

test('an alias that somebody else took in the meantime is left to them', async () => {
	const {session, seed, aliases} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	const [theirs = ''] = await seed({aliasPrefix: 'workato-ekm'});
	const progress = await applyAll(session, saved, plan.changes);
	expect(outcomes(progress)).toEqual([
		'create-key done',
		'create-alias failed',
		'enable-key-rotation skipped',
	]);
	expect(progress.find(({error}) => error)?.error).toMatchObject({
		code: 'AlreadyExistsException',
	});
	expect(await aliases()).toEqual({
		'alias/workato-ekm': theirs.split('/', 2)[1],
	});
	expect(await planned(session, saved)).toEqual(['AliasTaken']);
});

test('the signal stops between two calls, never inside one', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	const controller = new AbortController();
	const progress = await applyAll(session, saved, plan.changes, {
		signal: controller.signal,
		journal(entry) {
			saved.journal.push(entry);
			controller.abort();
		},
	});
	expect(outcomes(progress)).toEqual([
		'create-key done',
		'create-alias skipped',
		'enable-key-rotation skipped',
	]);
	expect(states(saved.journal)).toEqual(['create-key intent', 'create-key done']);
});

test('what is not a known operation is a fault of the plan, and nothing is sent', async () => {
	const {session, takeCalls} = await openSandboxAws();
	const change = {
		id: 'delete',
		title: '',
		why: '',
		call: {
			service: 'kms' as const,
			operation: 'DisableKey',
			input: {},
		},
	};
	const saved = setupOf();
	await expect(applyAll(session, saved, [change])).rejects.toThrow(
		'No way to send kms:DisableKey is known.',
	);
	expect(saved.journal).toEqual([]);
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
});

const account = '111122223333';
const role = (name: string, session: string, of = account) => ({
	account: of,
	arn: `arn:aws:sts::${of}:assumed-role/${name}/${session}`,
});

test.each([
	['another role', role('Reader', 'you')],
	['another account', role('Practice', 'you', '444455556666')],
	['a user', {account, arn: `arn:aws:iam::${account}:user/you`}],
])('reviewed as %s: nothing is written, and it says which is which', async (_, reviewed) => {
	const {session, takeCalls} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes, {reviewed});
	expect(outcomes(progress)).toEqual([
		'create-key failed',
		'create-alias skipped',
		'enable-key-rotation skipped',
	]);
	const now = `arn:aws:sts::${account}:assumed-role/Practice/you`;
	expect(progress[0]?.error).toEqual({
		kind: 'refused',
		code: 'OtherIdentity',
		message: `The plan was reviewed as ${reviewed.arn}, and now you are signed in as ${now}.`,
		hint: `Nothing was written. Sign in as ${reviewed.arn} again, or look again and review the plan as ${now}.`,
	});
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
	expect(saved.journal).toEqual([]);
});

test('another session of the same role is the same identity', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	const progress = await applyAll(session, saved, plan.changes, {
		reviewed: role('Practice', 'yesterday'),
	});
	expect(outcomes(progress)[0]).toBe('create-key done');
});

test('where AWS does not say who we are, nothing is written', async () => {
	const {session, fail, takeCalls} = await openSandboxAws();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await fail({operation: 'GetCallerIdentity', kind: 'expired-token'});
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes, {
		reviewed: role('Practice', 'you'),
	});
	expect(progress[0]).toMatchObject({
		status: 'failed',
		error: {kind: 'expired'},
	});
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
});

async function* count(name: string, to: number, log: string[] = []) {
	for (let number = 1; number <= to; number++) {
		log.push(`${name}${number}`);
		yield `${name}${number}`;
	}
}

test('everything comes, each source in its own order', async () => {
	const all: string[] = [];
	const sources = [count('a', 3), count('b', 1), count('c', 2)];
	for await (const value of mergeInTurn(sources, 2)) {
		all.push(value);
	}

	expect(all.filter((each) => each.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
	expect(all.toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'c2']);
});

test('a source goes on only when its value was taken', async () => {
	const log: string[] = [];
	const merged = mergeInTurn([count('a', 9, log)], 4);
	await merged.next();
	await merged.next();
	expect(log).toEqual(['a1', 'a2']);
});

test('a source that fails ends it, after what is under way', async () => {
	const log: string[] = [];
	async function* slow() {
		await Promise.resolve();
		log.push('slow ended');
		yield 'slow';
	}

	async function* failing() {
		yield 'first';
		throw new Error('no space left');
	}

	const all: string[] = [];
	const run = async () => {
		for await (const value of mergeInTurn([failing(), slow(), count('c', 3)], 2)) {
			all.push(value);
		}
	};

	await expect(run()).rejects.toThrow('no space left');
	expect(log).toEqual(['slow ended']);
	expect(all).not.toContain('c1');
});

test('nothing to merge is nothing', async () => {
	expect(await mergeInTurn<string>([], 4).next()).toEqual({
		done: true,
		value: undefined,
	});
});
