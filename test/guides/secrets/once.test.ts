import {expect, test, vi} from 'vitest';
import {planSecrets} from '../../../source/guides/secrets/plan.js';
import {secretsGuide} from '../../../source/guides/secrets/secrets-guide.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {mergeTrustPolicy} from '../../../source/policy/trust-policy.js';
import {
	answersOf,
	found,
	observationOf,
	own,
	projectOf,
	region,
	roleArn,
	roleOf,
	seenOf,
} from './secrets-setup.js';

vi.mock(import('../../../source/guides/secrets/plan.js'), async (load) => {
	const plan = await load();
	return {...plan, planSecrets: vi.fn<typeof planSecrets>(plan.planSecrets)};
});
vi.mock(import('../../../source/policy/trust-policy.js'), async (load) => {
	const trust = await load();
	return {...trust, mergeTrustPolicy: vi.fn<typeof mergeTrustPolicy>(trust.mergeTrustPolicy)};
});

test('the plan, what has to be agreed to and the rows’ fixes rest on one plan, in which each role is worked out once', () => {
	const names = ['Orders', 'Sales', 'Payroll'];
	const answers = answersOf(
		names.map((name) => projectOf(name, {role: {use: roleArn(`Workato-${name}`)}})),
	);
	const observation = observationOf(
		Object.fromEntries(
			names.map((name) => [
				name,
				seenOf(name, {
					role: found(
						roleOf(name, {foundBy: 'answer', trust: {Version: '2012-10-17', Statement: []}}),
					),
				}),
			]),
		),
	);
	const saved: SavedSetup = {
		version: 1,
		setup: answers,
		runId: 'run-1',
		createdAt: '2026-01-01T00:00:00.000Z',
		updatedAt: '2026-01-01T00:00:00.000Z',
		account: own,
		journal: [],
	};
	const identity = {
		account: own,
		arn: `arn:aws:iam::${own}:user/ada`,
		partition: 'aws',
		source: '',
	};

	vi.mocked(mergeTrustPolicy).mockClear();
	const {changes} = secretsGuide.plan(answers, observation, saved);
	secretsGuide.warnings(answers, identity, observation, saved);
	const rows = secretsGuide.check(answers, observation, saved);
	expect(changes.length).toBeGreaterThan(0);
	expect(rows.flatMap(({fixChanges = []}) => fixChanges)).toContain(changes[0]);
	expect(planSecrets).toHaveBeenCalledOnce();
	expect(mergeTrustPolicy).toHaveBeenCalledTimes(names.length);

	secretsGuide.check(answers, {...observation, region}, saved);
	expect(planSecrets).toHaveBeenCalledTimes(2);
});
