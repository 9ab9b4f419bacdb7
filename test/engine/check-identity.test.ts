import {expect, test} from 'vitest';
import {openPractice} from '../aws/open-practice.js';
import {applyAll, look, outcomes, setupOf} from '../guides/ekm/ekm-setup.js';

const account = '111122223333';
const role = (name: string, session: string, of = account) => ({
	account: of,
	arn: `arn:aws:sts::${of}:assumed-role/${name}/${session}`,
});

test.each([
	['another role', role('Reader', 'you')],
	['another account', role('Practice', 'you', '444455556666')],
	['a user', {account, arn: `arn:aws:iam::${account}:user/you`}],
])(
	'reviewed as %s: nothing is written, and it says which is which',
	async (_, reviewed) => {
		const {session, takeCalls} = await openPractice();
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
	},
);

test('another session of the same role is the same identity', async () => {
	const {session} = await openPractice();
	const saved = setupOf();
	const {plan} = await look(session, saved);
	const progress = await applyAll(session, saved, plan.changes, {
		reviewed: role('Practice', 'yesterday'),
	});
	expect(outcomes(progress)[0]).toBe('create-key done');
});

test('where AWS does not say who we are, nothing is written', async () => {
	const {session, fail, takeCalls} = await openPractice();
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
