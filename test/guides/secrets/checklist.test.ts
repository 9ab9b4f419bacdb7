import {expect, test} from 'vitest';
import {checkExitCode} from '../../../source/cli/check-setup.js';
import {checkLines} from '../../../source/cli/check-text.js';
import {lineText} from '../../../source/cli/context.js';
import {type Check} from '../../../source/guides/guide.js';
import {type ProjectAnswers} from '../../../source/guides/secrets/answers.js';
import {planSecrets} from '../../../source/guides/secrets/plan.js';
import {checkSecrets} from '../../../source/guides/secrets/secrets-guide.js';
import {
	type ProjectObservation,
	type SecretsObservation,
} from '../../../source/guides/secrets/observation.js';
import {type Statement} from '../../../source/policy/policy-document.js';
import {buildSecretsPermissions} from '../../../source/policy/secrets-permissions.js';
import {symbols} from '../../../source/terminal/symbols.js';
import {
	answersOf,
	found,
	keyArn,
	mark,
	observationOf,
	own,
	permissionsOf,
	projectOf,
	region,
	roleArn,
	roleOf,
	secretArn,
	secretFacts,
	seenOf,
	trustOf,
	workato,
} from './secrets-setup.js';

const since = () => '2026-11-01T00:00:00.000Z';
const absent = {state: 'absent' as const};
const arn = secretArn('A/db');
const inside = {
	contents: {[arn]: found({kind: 'keys' as const, keys: ['user']})},
};
const used = {lastUsed: {at: '2026-11-02T00:00:00.000Z'}};

type Broken = {
	role?: Parameters<typeof roleOf>[1];
	seen?: Partial<ProjectObservation>;
	more?: Partial<SecretsObservation>;
	project?: Partial<ProjectAnswers>;
};

const check = ({role, seen, more, project}: Broken): Check[] => {
	const answers = answersOf([projectOf('A', project)]);
	const observation = observationOf(
		{A: seenOf('A', {role: found(roleOf('A', {...used, ...role})), ...seen})},
		{...inside, ...more},
	);
	const {changes} = planSecrets(answers, observation, mark);
	return checkSecrets(answers, observation, {own: mark, since, changes});
};

const odd = (rows: readonly Check[]) =>
	rows.filter(({status}) => status !== 'pass').map(({id, status}) => `${id} ${status}`);

const withStatement = (...statements: Statement[]) => ({
	...trustOf('A'),
	Statement: [...trustOf('A').Statement, ...statements],
});
const withPolicies = (...statements: Statement[]) => ({
	inline: roleOf('A').inline,
	attached: [{name: 'Extra', document: {Statement: statements}}],
});
const keyed = (policy: Statement[], enabled = true) => ({
	role: {
		inline: [
			{
				name: 'workato-secrets',
				document: permissionsOf([arn], [keyArn('1234')]),
			},
		],
	},
	seen: {
		secrets: [{wanted: arn, secret: found(secretFacts(arn, {kmsKeyId: '1234'}))}],
	},
	more: {
		keys: {
			'1234': found({
				arn: keyArn('1234'),
				isManagedByAws: false,
				enabled,
				policy: found({Statement: policy}),
			}),
		},
	},
});
const ownersStatement = {
	Effect: 'Allow',
	Principal: {AWS: `arn:aws:iam::${own}:root`},
	Action: 'kms:*',
	Resource: '*',
};

test('a finished setup passes every row', () => {
	const rows = check({});
	expect(odd(rows)).toEqual([]);
	expect(rows.map(({id}) => id)).toEqual([
		'identity',
		'role:A',
		'trust:A',
		'external-id:A',
		'conditions:A',
		'outsiders:A',
		'permissions:A',
		'nothing-else:A',
		'secrets:A',
		'keys:A',
		'json:A',
		'used:A',
	]);
	expect(odd(check(keyed([ownersStatement])))).toEqual([]);
});

test.each<[string, Broken, string[]]>([
	['the role is a stranger’s', {role: {foundBy: 'unowned'}}, ['role:A fail']],
	[
		'the trust policy names another account',
		{
			role: {
				trust: {
					Statement: [
						{
							...trustOf('A').Statement[0],
							Principal: {AWS: '999988887777'},
						},
					],
				},
			},
		},
		['trust:A fail', 'external-id:A fail', 'outsiders:A warn'],
	],
	[
		'the trust policy asks for another external ID',
		{role: {trust: trustOf('B')}},
		['trust:A fail', 'external-id:A fail'],
	],
	[
		'a statement lets Workato in without the external ID',
		{
			role: {
				trust: withStatement({
					Effect: 'Allow',
					Principal: {AWS: workato},
					Action: 'sts:AssumeRole',
				}),
			},
		},
		['external-id:A fail'],
	],
	[
		'MFA is asked for',
		{
			role: {
				trust: {
					Statement: [
						{
							...trustOf('A').Statement[0],
							Condition: {
								...trustOf('A').Statement[0]?.Condition,
								Bool: {'aws:MultiFactorAuthPresent': 'true'},
							},
						},
					],
				},
			},
		},
		['conditions:A'],
	],
	[
		'a source address is asked for',
		{
			role: {
				trust: {
					Statement: [
						{
							...trustOf('A').Statement[0],
							Condition: {
								...trustOf('A').Statement[0]?.Condition,
								IpAddress: {'aws:SourceIp': '192.0.2.0/24'},
							},
						},
					],
				},
			},
		},
		['conditions:A'],
	],
	[
		'another outsider may assume the role',
		{
			role: {
				trust: withStatement({
					Effect: 'Allow',
					Principal: {AWS: '999988887777'},
					Action: 'sts:AssumeRole',
				}),
			},
		},
		['outsiders:A warn'],
	],
	['the permissions are gone', {role: {inline: []}}, ['permissions:A fail']],
	[
		'the boundary does not reach the secret',
		{
			role: {
				boundary: {
					name: 'b',
					document: {
						Statement: [{Effect: 'Allow', Action: 's3:*', Resource: '*'}],
					},
				},
			},
		},
		['permissions:A fail'],
	],
	[
		'an attached policy denies',
		{
			role: withPolicies({
				Effect: 'Deny',
				Action: 'secretsmanager:*',
				Resource: '*',
			}),
		},
		['permissions:A fail'],
	],
	[
		'an attached policy gives more',
		{role: withPolicies({Effect: 'Allow', Action: 's3:*', Resource: '*'})},
		['nothing-else:A warn'],
	],
	[
		'its own policy gives more',
		{
			role: {
				inline: [
					{
						name: 'workato-secrets',
						document: permissionsOf([arn, secretArn('other')]),
					},
				],
			},
		},
		['nothing-else:A fail'],
	],
	[
		'the secret’s resource policy denies',
		{
			seen: {
				secrets: [
					{
						wanted: arn,
						secret: found(
							secretFacts(arn, {
								policy: found({
									Statement: [
										{
											Effect: 'Deny',
											Principal: '*',
											Action: 'secretsmanager:GetSecretValue',
											Resource: '*',
										},
									],
								}),
							}),
						),
					},
				],
			},
		},
		['permissions:A fail'],
	],
	[
		'the secret is gone',
		{seen: {secrets: [{wanted: arn, secret: absent}]}},
		[
			'permissions:A unknown',
			'nothing-else:A unknown',
			'secrets:A fail',
			'keys:A unknown',
			'json:A unknown',
		],
	],
	[
		'the secret is scheduled for deletion',
		{
			seen: {
				secrets: [
					{
						wanted: arn,
						secret: found(secretFacts(arn, {deletedAt: since()})),
					},
				],
			},
		},
		['secrets:A fail', 'json:A unknown'],
	],
	[
		'one of the secrets below a prefix is scheduled for deletion',
		{
			project: {secrets: {prefix: 'A/'}},
			role: {
				inline: [
					{
						name: 'workato-secrets',
						document: buildSecretsPermissions({
							secrets: {prefix: 'A/'},
							region,
							account: own,
							partition: 'aws',
							kmsKeyArns: [],
						}),
					},
				],
			},
			seen: {
				secrets: [
					{wanted: arn, secret: found(secretFacts(arn))},
					{
						wanted: secretArn('A/old'),
						secret: found(secretFacts(secretArn('A/old'), {deletedAt: since()})),
					},
				],
			},
		},
		['secrets:A warn'],
	],
	['the key policy does not allow it', keyed([]), ['permissions:A fail']],
	['the key is disabled', keyed([ownersStatement], false), ['keys:A fail']],
	['the secret is plain text', {more: {contents: {[arn]: found({kind: 'text'})}}}, ['json:A fail']],
	['nobody looked inside', {more: {contents: undefined}}, ['json:A unknown']],
	['the role has never been used', {role: {lastUsed: undefined}}, ['used:A waiting']],
	[
		'an existing role was used before the setup only',
		{
			role: {foundBy: 'answer', lastUsed: {at: '2026-10-01T00:00:00.000Z'}},
			project: {role: {use: roleArn('Workato-A')}},
		},
		['used:A waiting'],
	],
	[
		'an existing role was used within minutes of the setup',
		{
			role: {foundBy: 'answer', lastUsed: {at: '2026-11-01T00:01:00.000Z'}},
			project: {role: {use: roleArn('Workato-A')}},
		},
		['used:A unknown'],
	],
	[
		'AWS does not show the role',
		{seen: {role: {state: 'unknown', code: 'AccessDenied', reason: 'no'}}},
		[
			'role:A unknown',
			'trust:A unknown',
			'external-id:A unknown',
			'conditions:A unknown',
			'outsiders:A unknown',
			'permissions:A unknown',
			'nothing-else:A unknown',
			'used:A unknown',
		],
	],
	[
		'another account',
		{
			more: {
				identity: found({
					account: '999988887777',
					arn: 'arn:aws:iam::999988887777:user/x',
					partition: 'aws',
					source: 'a test',
				}),
			},
		},
		['identity fail'],
	],
])('%s', (_, broken, expected) => {
	const rows = odd(check(broken));
	for (const row of expected) {
		expect(rows.some((each) => each.startsWith(row))).toBe(true);
	}

	// Beside what is broken, only rows that rest on it may be odd.
	if (expected.every((row) => row.includes(' ')) && !expected[0]?.startsWith('identity')) {
		expect(rows).toEqual(expected);
	}

	for (const {status, fix, detail} of check(broken)) {
		expect(detail).not.toBe('');
		expect(status === 'pass' || fix !== '').toBe(true);
	}
});

test('what the assistant can mend comes with its changes', () => {
	const rows = check({role: {inline: [], trust: trustOf('B')}});
	const mends = rows.flatMap(({id, fixChanges = []}) =>
		fixChanges.map((change) => `${id} ${change.id}`),
	);
	expect(mends).toEqual([
		'trust:A update-trust:A',
		'external-id:A update-trust:A',
		'permissions:A put-role-policy:A',
	]);
});

test('a key policy that refuses is told with the statement to add, before the role is there too', () => {
	const statement = `"Principal":{"AWS":"${roleArn('Workato-A')}"},"Action":"kms:Decrypt"`;
	for (const seen of [keyed([]).seen, {...keyed([]).seen, role: absent}]) {
		const row = check({...keyed([]), seen}).find(({id}) => id === 'permissions:A');
		expect(row).toMatchObject({status: 'fail'});
		expect(row?.fix).toContain(keyArn('1234'));
		expect(row?.fix).toContain(statement);
	}
});

test('the totals come first, and name the projects that are not ready', () => {
	const names = ['A', 'B', 'C', 'D'];
	const rows = checkSecrets(
		answersOf(names.map((name) => projectOf(name))),
		observationOf({
			A: seenOf('A'),
			B: seenOf('B', {role: absent}),
			C: seenOf('C', {role: found(roleOf('C', used))}),
		}),
		{own: mark, since},
	);
	expect(rows.slice(0, 3).map(({id}) => id)).toEqual(['identity', 'total-ready', 'total-used']);
	expect(rows[1]).toMatchObject({
		status: 'fail',
		detail: '2 of 4 projects are ready.',
		fix: 'See the rows of “B”.',
	});
	expect(rows[2]).toMatchObject({
		status: 'waiting',
		detail: '1 of 4 roles have been used.',
	});
	expect(rows.filter(({group}) => group === 'D').map(({status}) => status)).toEqual(
		Array.from({length: 12}, () => 'waiting'),
	);
});

const insideOf = (...names: string[]) => ({
	contents: Object.fromEntries(
		names.map((name) => [secretArn(`${name}/db`), found({kind: 'keys' as const, keys: ['user']})]),
	),
});

test('a role that Workato refused fails, its project is not ready, and the exit code says so', () => {
	const names = ['A', 'B', 'C'];
	const rowsFor = (accepted: Record<string, boolean>) =>
		checkSecrets(
			answersOf(names.map((name) => projectOf(name, {accepted: accepted[name]}))),
			observationOf(
				Object.fromEntries(
					names.map((name) => [name, seenOf(name, {role: found(roleOf(name, used))})]),
				),
				insideOf(...names),
			),
			{own: mark, since},
		);
	const exitCode = (checks: Check[]) =>
		checkExitCode([{name: 'production', guide: 'secrets', account: own, region, checks}]);
	const taken = rowsFor({A: true, B: true});
	expect(odd(taken)).toEqual([]);
	expect(exitCode(taken)).toBe(0);

	const one = rowsFor({A: true, B: false});
	expect(odd(one)).toEqual(['total-ready fail', 'refused:B fail']);
	expect(one[1]).toMatchObject({
		detail: '2 of 3 projects are ready.',
		fix: 'See the rows of “B”.',
	});
	expect(exitCode(one)).toBe(1);
	expect(rowsFor({A: false, B: false, C: false})[1]?.detail).toBe('0 of 3 projects are ready.');
});

test('a refusal of another role, or under another external ID, is no row of this one', () => {
	const refused = (acceptedOf: ProjectAnswers['acceptedOf']) =>
		check({project: {accepted: false, acceptedOf}}).some(({id}) => id === 'refused:A');
	expect(refused({roleArn: roleArn('Workato-A'), externalId: projectOf('A').externalId})).toBe(
		true,
	);
	expect(refused({roleArn: roleArn('Other')})).toBe(false);
	expect(refused({externalId: projectOf('B').externalId})).toBe(false);
});

test('a row that is only nice to know keeps a project from being ready where it fails', () => {
	const rows = checkSecrets(
		answersOf([projectOf('A'), projectOf('B')]),
		observationOf(
			{A: seenOf('A'), B: seenOf('B')},
			{contents: {[secretArn('A/db')]: found({kind: 'text' as const})}},
		),
		{own: mark, since},
	);
	expect(rows.find(({id}) => id === 'json:A')?.status).toBe('fail');
	expect(rows[1]).toMatchObject({status: 'fail', detail: '1 of 2 projects are ready.'});
});

test('before AWS has said anything every row waits', () => {
	const rows = checkSecrets(answersOf([projectOf('A')]), {}, {own: mark, since});
	expect(new Set(rows.map(({status}) => status))).toEqual(new Set(['waiting']));
});

const denied = (name: string) => ({
	state: 'unknown' as const,
	code: 'AccessDenied',
	reason: `You may not iam:GetRole on Workato-${name}.`,
	kind: 'denied' as const,
});

test.each<[string, (name: string) => ProjectObservation['role'], string]>([
	['roles that are not there', () => absent, 'A; the same for B'],
	['roles that nobody may look at', denied, 'A; the same for B'],
	[
		'one role that is not there, and one that nobody may look at',
		(name) => (name === 'A' ? absent : denied(name)),
		'A',
	],
])('%s, as check tells them', (_, roleFor, head) => {
	const checks = checkSecrets(
		answersOf([projectOf('A'), projectOf('B')]),
		observationOf(
			Object.fromEntries(['A', 'B'].map((name) => [name, seenOf(name, {role: roleFor(name)})])),
			{
				contents: Object.fromEntries(
					['A', 'B'].map((name) => [
						secretArn(`${name}/db`),
						found({kind: 'keys' as const, keys: ['user']}),
					]),
				),
			},
		),
		{own: mark, since},
	);
	const told = checkLines(
		[{name: 'n', guide: 'secrets', account: '', region: '', checks}],
		symbols(true),
	).map((line) => lineText(line));
	expect(told).toContain(`  ${head}`);
});
