import {expect, test} from 'vitest';
import {toList} from '../../../source/policy/policy-document.js';
import {setupFields} from '../../cli/run-tool.js';
import {actionsOf, exportPolicy, openOperator, policyShape, type There} from './open-operator.js';

// Asked where a key may have been made unnoticed: the test after this one.
const finding = new Set(['kms:ListKeys', 'kms:ListResourceTags']);

/** How a setup ends for an operator with this policy: the exit code, and the checklist's rows with their state. */
async function outcome(policy: unknown): Promise<string> {
	const {run, write} = await openOperator(() => policy);
	const {code} = await run('apply', '-f', write(setupFields), '--yes');
	const {stdout} = await run('check', '--json');
	const states = Array.from(
		stdout.matchAll(/"id":"(?<id>[^"]+)"|"status":"(?<status>\w+)"/gv),
		([text]) => text,
	);
	return [code, ...states].join(' ');
}

test('each action is needed: without it something is refused, or a check cannot tell', async () => {
	const policy = policyShape.parse(await exportPolicy(setupFields));
	const whole = await outcome(policy);
	for (const action of actionsOf(policy)) {
		if (finding.has(action)) {
			continue;
		}

		const Statement = policy.Statement.map((statement) => ({
			...statement,
			Action: toList(statement.Action).filter((each) => each !== action),
		})).filter(({Action}) => Action.length > 0);
		expect([action, await outcome({...policy, Statement})]).not.toEqual([action, whole]);
	}
});

test('a lost reply leads to one key with this policy, and to none without the right to find it', async () => {
	const policy = policyShape.parse(await exportPolicy(setupFields));
	const withoutFinding = {
		...policy,
		Statement: policy.Statement.filter(({Sid}) => Sid !== 'FindTheKey'),
	};
	for (const [given, codes] of [
		[policy, [0]],
		[withoutFinding, [1, 3]],
	] as const) {
		const {control, run, write} = await openOperator(() => given);
		await control('POST', '/_sandbox/faults', [
			{service: 'kms', operation: 'CreateKey', kind: 'reset-after'},
		]);
		const {code} = await run('apply', '-f', write(setupFields), '--yes');
		expect(codes).toContain(code);
	}
});

test('of a key that is there, just that one is named', async () => {
	const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1';
	const policy = await exportPolicy({...setupFields, key: {use: keyArn}});
	expect(policy).toEqual({
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'AddToTheKey',
				Effect: 'Allow',
				Action: [
					'kms:DescribeKey',
					'kms:EnableKeyRotation',
					'kms:GetKeyLastUsage',
					'kms:GetKeyPolicy',
					'kms:GetKeyRotationStatus',
					'kms:ListGrants',
					'kms:PutKeyPolicy',
				],
				Resource: keyArn,
			},
		],
	});
});

test.each([
	[
		'alias/shared',
		{
			Resource: 'arn:aws:kms:us-east-1:*:key/*',
			Condition: {
				'ForAnyValue:StringEquals': {'kms:ResourceAliases': 'alias/shared'},
			},
		},
	],
	[
		'0d1e2f3a-0000-4000-8000-000000000001',
		{
			Resource: 'arn:aws:kms:us-east-1:*:key/0d1e2f3a-0000-4000-8000-000000000001',
		},
	],
])('the key %s is named as IAM can', async (use, expected) => {
	const policy = await exportPolicy({...setupFields, key: {use}});
	expect(policy).toMatchObject({Statement: [expected]});
});

const secretsFields = ({secretArn}: There, role?: unknown) => ({
	guide: 'secrets',
	name: 'team',
	region: 'us-east-1',
	scope: 'project',
	scopeAcknowledged: true,
	workatoAccountId: '999988887777',
	projects: [
		{
			name: 'Payroll',
			externalId: 'workato_iam_external_id_12345_6789',
			secrets: [secretArn],
			...(role !== undefined && {role}),
		},
	],
});

test('secrets by a prefix have to be listed; a role that others made is added to', async () => {
	const policy = await exportPolicy({
		...secretsFields({keyArn: '', secretArn: 'none'}),
		projects: [
			{
				name: 'Payroll',
				externalId: 'workato_iam_external_id_12345_6789',
				secrets: {prefix: 'team/'},
				role: {use: 'Existing'},
			},
		],
	});
	expect(policyShape.parse(policy).Statement).toMatchObject([
		{
			Sid: 'AddToTheRoles',
			Action: [
				'iam:GetRole',
				'iam:GetRolePolicy',
				'iam:ListAttachedRolePolicies',
				'iam:ListRolePolicies',
				'iam:PutRolePolicy',
				'iam:UpdateAssumeRolePolicy',
			],
			Resource: ['arn:aws:iam::*:role/Existing', 'arn:aws:iam::*:role/*/Existing'],
		},
		{Sid: 'ReadPoliciesOfTheRoles'},
		{
			Sid: 'LookAtTheSecrets',
			Resource: 'arn:aws:secretsmanager:us-east-1:*:secret:team/*',
		},
		{Sid: 'FindTheSecrets', Action: 'secretsmanager:ListSecrets'},
		{Sid: 'LookAtTheKeysOfTheSecrets'},
	]);
});

test('many secrets become what their names begin with; many roles are named one by one, in statements that fit a policy each', async () => {
	const projects = Array.from({length: 200}, (_, index) => ({
		name: `Project ${index}`,
		externalId: `workato_iam_external_id_12345_${index + 1}`,
		secrets: [`arn:aws:secretsmanager:us-east-1:111122223333:secret:team/${index}-AbCdEf`],
	}));
	const policy = await exportPolicy({
		...secretsFields({keyArn: '', secretArn: 'none'}),
		projects,
	});
	const {Statement} = policyShape.parse(policy);
	expect(Statement.map(({Sid}) => Sid)).toEqual([
		'SetUpAndCheckTheRoles',
		'SetUpAndCheckTheRoles2',
		'SetUpAndCheckTheRoles3',
		'LookAtTheSecrets',
		'LookAtTheKeysOfTheSecrets',
	]);
	expect(Statement.slice(3)).toMatchObject([
		{
			Resource: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:team/*',
		},
		{Sid: 'LookAtTheKeysOfTheSecrets'},
	]);
	const lengths = Statement.map((each) => JSON.stringify(each).length);
	expect(Math.max(...lengths)).toBeLessThan(6000);
	expect(JSON.stringify(policy)).not.toContain('role/Workato-Project-*');
	expect(JSON.stringify(policy)).toContain('role/Workato-Project-199"');
});

test('roles that are there already are named one by one, however many: a shared beginning could be another role’s', async () => {
	const projects = Array.from({length: 60}, (_, index) => ({
		name: `Project ${index}`,
		externalId: `workato_iam_external_id_12345_${index + 1}`,
		secrets: 'all',
		role: {use: `production-service-${index}`},
	}));
	const policy = await exportPolicy({
		...secretsFields({keyArn: '', secretArn: 'none'}),
		projects,
	});
	expect(JSON.stringify(policy)).not.toContain('role/production-service-*');
	expect(JSON.stringify(policy)).toContain('role/production-service-59"');
});
