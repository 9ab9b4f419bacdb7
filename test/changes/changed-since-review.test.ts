import {GetKeyPolicyCommand, PutKeyPolicyCommand} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {account, openPractice, type Practice} from '../aws/open-practice.js';
import {
	applyAll,
	look,
	outcomes,
	setUp,
	setupOf,
	workatoStatement,
} from '../guides/ekm/ekm-setup.js';

const colleague = {
	Sid: 'Colleague',
	Effect: 'Allow',
	Principal: {AWS: `arn:aws:iam::${account}:user/alice`},
	Action: 'kms:Decrypt',
	Resource: '*',
};

async function addByHand({session}: Practice, KeyId: string) {
	const {Policy = ''} = await session.kms.send(
		new GetKeyPolicyCommand({KeyId}),
	);
	const policy: unknown = JSON.parse(Policy);
	const statements: unknown =
		typeof policy === 'object' && policy && 'Statement' in policy
			? policy.Statement
			: [];
	const changed = {
		...new Object(policy),
		Statement: [statements, colleague].flat(),
	};
	await session.kms.send(
		new PutKeyPolicyCommand({KeyId, Policy: JSON.stringify(changed)}),
	);
}

test('a policy that somebody changed after the review is not overwritten; looking again keeps both', async () => {
	const practice = await openPractice();
	const {session, seed, takeCalls} = practice;
	const [use = ''] = await seed({});
	const saved = setupOf({key: {use}});
	const {plan} = await look(session, saved);
	await addByHand(practice, use);
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes);
	expect(outcomes(progress)).toEqual([
		'put-key-policy failed',
		'enable-key-rotation skipped',
	]);
	expect(progress.find(({error}) => error)?.error).toEqual({
		kind: 'refused',
		code: 'ChangedSinceReview',
		message: 'Someone else has changed this policy since it was reviewed.',
		hint: 'Nothing was changed by this call. Look again and review the new plan.',
	});
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
	expect(saved.journal).toEqual([]);

	expect(await setUp(session, saved)).toEqual([
		'put-key-policy done',
		'enable-key-rotation done',
	]);
	const {observation} = await look(session, saved);
	expect(observation.policy).toMatchObject({
		value: {
			Statement: [
				{Sid: 'Enable IAM User Permissions'},
				colleague,
				workatoStatement,
			],
		},
	});
});

test('a policy that cannot be read once more is not written', async () => {
	const {session, seed, fail, takeCalls} = await openPractice();
	const [use = ''] = await seed({});
	const saved = setupOf({key: {use}});
	const {plan} = await look(session, saved);
	await fail({operation: 'GetKeyPolicy', kind: 'denied'});
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes);
	expect(progress.find(({error}) => error)?.error).toMatchObject({
		kind: 'denied',
	});
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
});
