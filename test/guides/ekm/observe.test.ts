import {KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {type AwsSession} from '../../../source/aws/session.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {observeEkm} from '../../../source/guides/ekm/observe.js';
import {account, allBut, openSandboxAws} from '../../aws/open-sandbox-aws.js';
import {answersOf, look, setUp, setupOf, then} from './ekm-setup.js';

/** Makes every KMS call get this answer. */
function answerAlways(session: AwsSession, output: object): void {
	session.client(KMSClient).middlewareStack.add(
		() => async () => ({
			response: {},
			output: {$metadata: {}, ...output},
		}),
		{step: 'initialize'},
	);
}

test('each answer is told as it comes, and all of them together are the observation', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	await setUp(session, saved);
	const parts: Array<Partial<EkmObservation>> = [];
	const whole = await observeEkm(session, saved, answersOf(saved), {
		update(part) {
			parts.push(part);
		},
	});
	expect(parts[0]).toEqual({region: 'us-east-1'});
	expect(parts.every((part) => Object.keys(part).length === 1)).toBe(true);
	expect(Object.assign({}, ...parts)).toEqual(whole);
});

test('what AWS says is read: key, policy, rotation, use', async () => {
	const {session, control} = await openSandboxAws();
	const saved = setupOf({rotation: {enabled: true, days: 100}});
	await setUp(session, saved);
	const before = await look(session, saved);
	expect(before.observation).toMatchObject({
		identity: {
			state: 'found',
			value: {account, partition: 'aws', source: 'the sandbox'},
		},
		key: {
			value: {
				account,
				region: 'us-east-1',
				state: 'Enabled',
				spec: 'SYMMETRIC_DEFAULT',
				usage: 'ENCRYPT_DECRYPT',
				origin: 'AWS_KMS',
				manager: 'CUSTOMER',
				foundBy: 'journal',
			},
		},
		rotation: {state: 'found', value: {enabled: true, days: 100}},
		lastUse: {state: 'absent'},
		service: {state: 'found', value: {outage: false}},
	});
	const {key} = before.observation;
	const keyArn = key.state === 'found' ? key.value.arn : '';
	const answer = await control('POST', '/_workato/update-key', {
		keyArn,
		principal: 'arn:aws:iam::999988887777:role/Workato_EKM',
	});
	expect(z.object({accepted: z.boolean()}).parse(answer).accepted).toBe(true);
	const after = await look(session, saved);
	const aNumber: unknown = expect.any(Number);
	expect(after.observation.lastUse).toMatchObject({
		state: 'found',
		value: {operation: 'Decrypt', clockAhead: aNumber},
	});
});

test.each([
	['kms:DescribeKey', 'key'],
	['kms:GetKeyPolicy', 'policy'],
	['kms:GetKeyRotationStatus', 'rotation'],
	['kms:GetKeyLastUsage', 'lastUse'],
	['kms:ListGrants', 'grants'],
] as const)('denied %s: “%s” is unknown, with AWS’s words', async (action, field) => {
	const {session, openAs} = await openSandboxAws();
	const saved = setupOf();
	await setUp(session, saved);
	const limited = await openAs(`arn:aws:sts::${account}:assumed-role/Limited/me`, allBut(action));
	const {observation} = await look(limited, saved);
	expect(observation[field]).toMatchObject({
		state: 'unknown',
		code: 'AccessDeniedException',
	});
	expect(JSON.stringify(observation[field])).toContain(action);
	const others = (['key', 'policy', 'rotation', 'lastUse', 'grants'] as const).filter(
		(each) => each !== field,
	);
	expect(others.map((each) => observation[each].state)).not.toContain('unknown');
});

test('AWS refuses everything: nothing rejects, everything is unknown', async () => {
	const {session, fail} = await openSandboxAws();
	await fail(
		...['kms', 'sts'].map((service) => ({
			service,
			operation: '*',
			kind: 'expired-token',
			times: 99,
		})),
	);
	const {observation, plan, checks} = await look(session, setupOf());
	expect(observation.identity).toMatchObject({
		state: 'unknown',
		code: 'ExpiredToken',
	});
	expect(observation.key).toMatchObject({state: 'unknown'});
	expect(plan.changes).toEqual([]);
	expect(plan.blockers).toHaveLength(1);
	expect(checks.filter(({status}) => status === 'pass')).toEqual([
		expect.objectContaining({id: 'service-status'}),
	]);
});

test('a policy that is no JSON is unknown, not a crash', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	await setUp(session, saved);
	answerAlways(session, {
		Policy: '{"Statement": [',
		KeyMetadata: {KeyId: 'k', Arn: saved.journal[1]?.result?.Arn},
	});
	const {observation} = await look(session, saved);
	expect(observation.policy).toMatchObject({state: 'unknown'});
});

test('an AWS that leaves optional fields out is met with “did not say”, not with a pass', async () => {
	const {session} = await openSandboxAws();
	answerAlways(session, {
		KeyMetadata: {KeyId: '1234'},
		Policy: '{"Version": "2012-10-17", "Statement": []}',
		KeyRotationEnabled: true,
	});
	const {observation, checks} = await look(session, setupOf({key: {use: '1234'}}));
	expect(observation).toMatchObject({
		key: {state: 'found', value: {keyId: '1234', arn: '', state: ''}},
		rotation: {state: 'found', value: {enabled: true}},
		lastUse: {state: 'absent'},
	});
	const status = Object.fromEntries(checks.map((check) => [check.id, check.status]));
	expect(status).toMatchObject({
		'key-enabled': 'unknown',
		'key-type': 'unknown',
		'key-manager': 'unknown',
		'key-region': 'unknown',
		'key-arn': 'fail',
	});
});

test('without a key among the answers, only the identity is asked', async () => {
	const {session, takeCalls} = await openSandboxAws();
	const saved = {...setupOf({key: undefined}), createdAt: then};
	const {observation} = await look(session, saved);
	expect(observation.key).toEqual({state: 'absent'});
	expect(await takeCalls()).toEqual(['GetCallerIdentity']);
});
