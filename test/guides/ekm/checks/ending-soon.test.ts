import {expect, test} from 'vitest';
import {checkSecrets} from '../../../../source/guides/secrets/secrets-guide.js';
import {type PolicyDocument, type Statement} from '../../../../source/policy/policy-document.js';
import {account} from '../../../aws/open-sandbox-aws.js';
import * as secrets from '../../secrets/secrets-setup.js';
import {checksFor, found, ownerStatement, policyOf, seen, workatos} from '../ekm-observation.js';

const observedAt = '2026-03-01T00:00:00.000Z';
const checksOf = (...statements: Statement[]) =>
	checksFor({}, seen({observedAt, policy: found(policyOf(...statements))}));

const until = (date: string): Statement['Condition'] => ({
	DateLessThan: {'aws:CurrentTime': date},
});
const denyFrom = (date: string): Statement => ({
	Sid: 'Guard',
	Effect: 'Deny',
	Principal: '*',
	Action: ['kms:Decrypt', 'kms:PutKeyPolicy'],
	Resource: '*',
	Condition: {NumericGreaterThanEquals: {'aws:EpochTime': date}},
});
const tomorrow = '2026-03-02T00:00:00Z';

test.each<[string, Statement[], string, string | undefined, string]>([
	[
		'Workato’s statement ends tomorrow',
		[ownerStatement, {...workatos, Condition: until(tomorrow)}],
		'policy-obstacles',
		'2026-03-02T00:00:00.000Z',
		'warn',
	],
	[
		'a Deny begins tomorrow, in seconds since 1970',
		[ownerStatement, workatos, denyFrom('1772409600')],
		'policy-obstacles',
		'2026-03-02T00:00:00.000Z',
		'warn',
	],
	[
		'the same Deny shuts out the owner',
		[ownerStatement, workatos, denyFrom('1772409600')],
		'policy-owner',
		'2026-03-02T00:00:00.000Z',
		'warn',
	],
	[
		'the owner’s statement ends tomorrow',
		[{...ownerStatement, Condition: until(tomorrow)}, workatos],
		'policy-owner',
		'2026-03-02T00:00:00.000Z',
		'warn',
	],
	[
		'it ends in a year',
		[ownerStatement, {...workatos, Condition: until('2027-03-01T00:00:00Z')}],
		'policy-obstacles',
		undefined,
		'pass',
	],
	[
		'it has ended',
		[ownerStatement, {...workatos, Condition: until('2026-02-28T00:00:00Z')}],
		'policy-obstacles',
		undefined,
		'fail',
	],
	[
		'what ends is told of nobody who needs it',
		[ownerStatement, workatos, {...workatos, Sid: 'Also', Condition: until(tomorrow)}],
		'policy-obstacles',
		undefined,
		'pass',
	],
])('%s', (...[, statements, id, date, status]) => {
	const row = checksOf(...statements)[id];
	expect(row?.status).toBe(status);
	if (date === undefined) {
		expect(row?.detail).not.toContain('Only until');
	} else {
		expect(row?.detail).toContain(`Only until ${date}, by a date in a condition. Then: `);
	}
});

test('a trust policy that lets Workato in until tomorrow is told with its date', () => {
	const rowAt = (date: string) => {
		const trust = secrets.trustOf('A');
		const dated: PolicyDocument = {
			...trust,
			Statement: trust.Statement.map((statement) => ({
				...statement,
				Condition: {...statement.Condition, ...until(date)},
			})),
		};
		return checkSecrets(
			secrets.answersOf([secrets.projectOf('A')]),
			secrets.observationOf(
				{
					A: secrets.seenOf('A', {
						role: found(secrets.roleOf('A', {trust: dated})),
					}),
				},
				{observedAt},
			),
			{own: secrets.mark, since: () => '2026-01-01T00:00:00.000Z'},
		).find(({id}) => id === 'trust:A');
	};

	const row = rowAt(tomorrow);
	expect(row?.status).toBe('warn');
	expect(row?.detail).toContain('Only until 2026-03-02T00:00:00.000Z');
	expect(rowAt('2027-01-01T00:00:00Z')?.status).toBe('pass');
	expect(rowAt('2026-02-01T00:00:00Z')?.status).toBe('fail');
});

test.each([
	[
		'all roles and all users, in two patterns',
		[`arn:aws:iam::${account}:role/*`, `arn:aws:iam::${account}:user/*`],
		'warn',
	],
	['all roles', [`arn:aws:iam::${account}:role/*`], 'pass'],
	[
		'some roles and some users',
		[`arn:aws:iam::${account}:role/x-*`, `arn:aws:iam::${account}:user/x-*`],
		'pass',
	],
])('a Deny for %s', (_title, patterns, status) => {
	const row = checksOf(ownerStatement, workatos, {
		Sid: 'Guard',
		Effect: 'Deny',
		Principal: '*',
		Action: 'kms:PutKeyPolicy',
		Resource: '*',
		Condition: {ArnLike: {'aws:PrincipalArn': patterns}},
	})['policy-owner'];
	expect(row?.status).toBe(status);
	if (status === 'warn') {
		expect(row?.detail).toContain('the root user');
	}
});
