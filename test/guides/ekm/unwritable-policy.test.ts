import {expect, test} from 'vitest';
import {openPractice} from '../../aws/open-practice.js';
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
	expect(blockers[0]?.message).toMatch(
		/^Statement 2 \("App"\) .*AROADBQP57FF2AEXAMPLE/v,
	);
	const row = checksFor({}, observation)['policy-statement'];
	expect(row?.status).toBe('fail');
	expect(row?.detail).toContain('AROADBQP57FF2AEXAMPLE');
	expect(row?.mend).toBeUndefined();
});

test('a deleted role is no matter where the policy need not be written', () => {
	const observation = seen({
		policy: found(policyOf(ownerStatement, workatos, lost)),
	});
	expect(planFor({}, observation)).toEqual({changes: [], blockers: []});
});

test('a number that would lose digits stops the plan, with its place', async () => {
	const {session, seed} = await openPractice();
	const [arn = ''] = await seed({kind: 'plain'});
	const guard = {
		...ownerStatement,
		Sid: 'Guard',
		Condition: {NumericLessThan: {'aws:MultiFactorAuthAge': 77}},
	};
	const text = JSON.stringify(policyOf(ownerStatement, guard));
	session.kms.middlewareStack.add(
		(next, {commandName}) =>
			async (args) => {
				const result = await next(args);
				if (commandName === 'GetKeyPolicyCommand') {
					Object.assign(result.output, {Policy: text.replace('77', '1e3')});
				}

				return result;
			},
		{step: 'initialize'},
	);
	const {plan} = await look(session, setupOf({key: {use: arn}}));
	expect(plan.changes).toEqual([]);
	expect(plan.blockers.map(({code}) => code)).toEqual(['PolicyNotWritable']);
	expect(plan.blockers[0]?.message).toContain(
		'Statement 2 ("Guard") › Condition › NumericLessThan › aws:MultiFactorAuthAge: 1e3 would become 1000.',
	);
});
