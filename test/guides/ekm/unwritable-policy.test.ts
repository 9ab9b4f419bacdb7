import {KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {openSandboxAws} from '../../aws/open-sandbox-aws.js';
import {
	checksFor,
	found,
	ownerStatement,
	planFor,
	policyOf,
	seen,
	workatos,
} from './ekm-observation.js';
import {look, setupOf} from './ekm-setup.js';

const lost = {
	Sid: 'App',
	Effect: 'Allow',
	Principal: {AWS: ['AROADBQP57FF2AEXAMPLE']},
	Action: 'kms:Decrypt',
	Resource: '*',
};

test('a deleted role in the key policy stops the plan, named with its statement', () => {
	const observation = seen({policy: found(policyOf(ownerStatement, lost))});
	const {changes, blockers} = planFor({}, observation);
	expect(changes).toEqual([]);
	expect(blockers.map(({code}) => code)).toEqual(['OrphanedPrincipal']);
	expect(blockers[0]?.message).toMatch(/^Statement 2 \("App"\) .*AROADBQP57FF2AEXAMPLE/v);
	const row = checksFor({}, observation)['policy-statement'];
	expect(row?.status).toBe('fail');
	expect(row?.detail).toContain('AROADBQP57FF2AEXAMPLE');
	expect(row?.fixChanges).toBeUndefined();
});

test('a deleted role is no matter where the policy need not be written', () => {
	const observation = seen({
		policy: found(policyOf(ownerStatement, workatos, lost)),
	});
	expect(planFor({}, observation)).toEqual({changes: [], blockers: []});
});

/** A look at a key of which AWS gives back another text of its policy. */
async function lookAt(respell: (text: string) => string) {
	const {session, seed} = await openSandboxAws();
	const [arn = ''] = await seed({kind: 'plain'});
	const guard = {
		...ownerStatement,
		Sid: 'Guard',
		Condition: {NumericLessThan: {'aws:MultiFactorAuthAge': 77}},
	};
	const text = JSON.stringify(policyOf(ownerStatement, guard));
	session.client(KMSClient).middlewareStack.add(
		(next, {commandName}) =>
			async (args) => {
				const result = await next(args);
				if (commandName === 'GetKeyPolicyCommand') {
					Object.assign(result.output, {Policy: respell(text)});
				}

				return result;
			},
		{step: 'initialize'},
	);
	return look(session, setupOf({key: {use: arn}}));
}

test.each([
	[
		'a number that would lose digits',
		(text: string) => text.replace('77', '1e3'),
		'Statement 2 ("Guard") › Condition › NumericLessThan › aws:MultiFactorAuthAge: 1e3 would become 1000. Put that value in quotes, or write it plainly.',
	],
	[
		'a name that stands twice',
		(text: string) => text.replace('"NumericLessThan"', '"NumericLessThan":{},"NumericLessThan"'),
		'Statement 2 ("Guard") › Condition: the name “NumericLessThan” stands twice in one object. Keep the one that counts.',
	],
])('%s stops the plan, with its place', async (_, respell, place) => {
	const {plan} = await lookAt(respell);
	expect(plan.changes).toEqual([]);
	expect(plan.blockers).toMatchObject([
		{
			code: 'PolicyNotWritable',
			message: `The key policy would not be written back as it stands. ${place}`,
			hint: 'Correct that in the KMS console; then try again. Nothing was changed.',
		},
	]);
});
