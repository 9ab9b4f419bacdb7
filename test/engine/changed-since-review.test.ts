import {GetKeyPolicyCommand, PutKeyPolicyCommand, KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {account, openSandboxAws, type SandboxAws} from '../aws/open-sandbox-aws.js';
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

async function addByHand({session}: SandboxAws, KeyId: string) {
	const {Policy = ''} = await session.client(KMSClient).send(new GetKeyPolicyCommand({KeyId}));
	const policy: unknown = JSON.parse(Policy);
	const statements: unknown =
		typeof policy === 'object' && policy && 'Statement' in policy ? policy.Statement : [];
	const changed = {
		...new Object(policy),
		Statement: [statements, colleague].flat(),
	};
	await session
		.client(KMSClient)
		.send(new PutKeyPolicyCommand({KeyId, Policy: JSON.stringify(changed)}));
}

test('a policy that somebody changed after the review is not overwritten; looking again keeps both', async () => {
	const sandbox = await openSandboxAws();
	const {session, seed, takeCalls} = sandbox;
	const [use = ''] = await seed({});
	const saved = setupOf({key: {use}});
	const {plan} = await look(session, saved);
	await addByHand(sandbox, use);
	await takeCalls();
	const progress = await applyAll(session, saved, plan.changes);
	expect(outcomes(progress)).toEqual(['put-key-policy failed', 'enable-key-rotation skipped']);
	expect(progress.find(({error}) => error)?.error).toEqual({
		kind: 'refused',
		code: 'ChangedSinceReview',
		message: 'Someone else has changed this policy since it was reviewed.',
		hint: 'Nothing was changed by this call. Look again and review the new plan.',
	});
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
	expect(saved.journal).toEqual([]);

	expect(await setUp(session, saved)).toEqual(['put-key-policy done', 'enable-key-rotation done']);
	const {observation} = await look(session, saved);
	expect(observation.policy).toMatchObject({
		value: {
			Statement: [{Sid: 'Enable IAM User Permissions'}, colleague, workatoStatement],
		},
	});
});

test('a policy that cannot be read once more is not written', async () => {
	const {session, seed, fail, takeCalls} = await openSandboxAws();
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

test('a reply that was lost, then a colleague’s edit: it is not overwritten by another try', async () => {
	const sandbox = await openSandboxAws();
	const {session, seed, fail, takeCalls} = sandbox;
	const [use = ''] = await seed({});
	const saved = setupOf({key: {use}});
	const {plan} = await look(session, saved);
	await fail({operation: 'PutKeyPolicy', kind: 'reset-after'});
	await takeCalls();
	let isEdited = false;
	const progress = await applyAll(session, saved, plan.changes, {
		async wait() {
			if (isEdited) {
				return;
			}

			isEdited = true;
			await addByHand(sandbox, use);
		},
	});
	expect(outcomes(progress)[0]).toBe('put-key-policy failed');
	expect(progress.find(({error}) => error)?.error).toMatchObject({
		code: 'ChangedSinceReview',
	});
	// Ours, then the colleague's.
	expect(await takeCalls({isWritesOnly: true})).toEqual(['PutKeyPolicy', 'PutKeyPolicy']);
	expect(saved.journal.map(({state}) => state)).toEqual(['intent']);
	expect(await setUp(session, saved)).toEqual(['enable-key-rotation done']);
});

test('a lost reply of a policy that AWS did write is found', async () => {
	const {session, seed, fail, takeCalls} = await openSandboxAws();
	const [use = ''] = await seed({rotationDays: 365});
	const saved = setupOf({key: {use}});
	await fail({operation: 'PutKeyPolicy', kind: 'reset-after'});
	expect(await setUp(session, saved)).toEqual(['put-key-policy done']);
	expect(await takeCalls({isWritesOnly: true})).toEqual(['PutKeyPolicy']);
	expect(saved.journal.map(({state}) => state)).toEqual(['intent', 'done']);
});

test('a policy that somebody else overwrote right after is not “done”', async () => {
	const sandbox = await openSandboxAws();
	const {session, seed} = sandbox;
	const [use = ''] = await seed({});
	const saved = setupOf({key: {use}});
	const {plan} = await look(session, saved);
	const progress = await applyAll(session, saved, plan.changes, {
		async wait() {
			await addByHand(sandbox, use);
		},
	});
	expect(outcomes(progress)).toEqual(['put-key-policy failed', 'enable-key-rotation skipped']);
	expect(progress.find(({error}) => error)?.error).toMatchObject({
		code: 'OverwrittenMeanwhile',
		message: 'Somebody else wrote this policy at the same time.',
	});
});
