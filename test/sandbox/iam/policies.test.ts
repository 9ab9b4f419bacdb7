import {
	AttachRolePolicyCommand,
	CreateRoleCommand,
	DeletePolicyCommand,
	DetachRolePolicyCommand,
	GetAccountAuthorizationDetailsCommand,
	GetPolicyCommand,
	GetPolicyVersionCommand,
	ListAttachedRolePoliciesCommand,
	paginateGetAccountAuthorizationDetails,
	PutRolePermissionsBoundaryCommand,
	SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {failureOf, openSandbox, policyOf} from '../harness.js';
import {createPolicy, createRole, putPolicy, trustWorkato} from './iam-world.js';

const allow = {
	Effect: 'Allow',
	Action: 'secretsmanager:GetSecretValue',
	Resource: '*',
};
const [trustStatement = {}] = trustWorkato('workato_iam_external_id_1_2').Statement;
const trusting = (change: object) => policyOf({...trustStatement, ...change});

test.each([
	['no JSON', '{', 'invalid Json'],
	['no statement', {Version: '2012-10-17', Statement: []}, 'Syntax errors'],
	['a resource', trusting({Resource: '*'}), 'prohibited field Resource'],
	['no principal', trusting({Principal: undefined}), 'field Principal'],
	['another action', trusting({Action: 's3:*'}), 'only specify STS'],
	['an unknown operator', trusting({Condition: {StringEqual: {a: 'b'}}}), 'StringEqual'],
	['a label with a space', trusting({Sid: 'Our Workato'}), 'Statement IDs'],
	['an unknown field', trusting({Actions: 'x'}), 'Syntax errors'],
	[
		'a label twice',
		policyOf({...trustStatement, Sid: 'A'}, {...trustStatement, Sid: 'A'}),
		'unique',
	],
	[
		'a principal that is not there',
		trusting({Principal: {AWS: 'arn:aws:iam::999988887777:role/Nobody'}}),
		'Invalid principal in policy: "AWS":"arn:aws:iam::999988887777:role/Nobody"',
	],
	[
		'a pattern as principal',
		trusting({Principal: {AWS: 'arn:aws:iam::999988887777:role/*'}}),
		'Invalid principal',
	],
	['13 digits', trusting({Principal: {AWS: '9999888877776'}}), 'Invalid principal'],
])('a trust policy with %s is malformed', async (_what, policy, message) => {
	await using world = await openSandbox();
	const call = world.iam().send(
		new CreateRoleCommand({
			RoleName: 'Orders',
			AssumeRolePolicyDocument: typeof policy === 'string' ? policy : JSON.stringify(policy),
		}),
	);
	const failure = await failureOf(call);
	expect(failure.name).toBe('MalformedPolicyDocumentException');
	expect(failure.message).toContain(message);
});

test.each([
	['a principal', {...allow, Principal: '*'}, 'should not specify a principal'],
	['no resource', {...allow, Resource: undefined}, 'must contain resources'],
	['no action', {...allow, Action: undefined}, 'must contain actions'],
	['a bare action', {...allow, Action: 'GetSecretValue'}, 'prefaced by a vendor'],
	['a name for an ARN', {...allow, Resource: 'orders/db'}, 'must be in ARN format'],
])('a permissions policy with %s is malformed', async (_what, statement, message) => {
	await using world = await openSandbox();
	const iam = world.iam();
	await createRole(iam, 'Orders');
	for (const call of [
		putPolicy(iam, 'Orders', policyOf(statement)),
		createPolicy(iam, 'Orders', policyOf(statement)),
	]) {
		const failure = await failureOf(call);
		expect(failure.name).toBe('MalformedPolicyDocumentException');
		expect(failure.message).toContain(message);
	}
});

/** A policy whose text has so many characters, none of them white space. */
const policyOfSize = (size: number) => {
	const withPadding = (padding: string) =>
		policyOf({
			...allow,
			Resource: `arn:aws:secretsmanager:*:*:secret:${padding}`,
		});
	const rest = JSON.stringify(withPadding('')).length;
	return withPadding('x'.repeat(size - rest));
};

test('sizes are those of IAM; white space counts in trust policies only', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const limit = {name: 'LimitExceededException'};
	await createRole(iam, 'Orders');
	await putPolicy(iam, 'Orders', policyOfSize(10_240));
	await putPolicy(iam, 'Orders', policyOfSize(10_000));
	expect(await failureOf(putPolicy(iam, 'Orders', policyOfSize(300), 'another'))).toMatchObject(
		limit,
	);
	await putPolicy(iam, 'Orders', policyOfSize(240), 'another');
	expect(await failureOf(putPolicy(iam, 'Orders', policyOfSize(10_001)))).toMatchObject(limit);

	await createPolicy(iam, 'Largest', policyOfSize(6144));
	expect(await failureOf(createPolicy(iam, 'TooLarge', policyOfSize(6145)))).toMatchObject(limit);

	const text = JSON.stringify(trusting({}));
	await createRole(iam, 'Wide', {AssumeRolePolicyDocument: text.padEnd(2048)});
	expect(
		await failureOf(createRole(iam, 'TooWide', {AssumeRolePolicyDocument: text.padEnd(2049)})),
	).toMatchObject(limit);
});

test('managed policies are made, attached, read and taken away', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const RoleName = 'Orders';
	await createRole(iam, RoleName);
	const PolicyArn = await createPolicy(iam, 'ReadOrders', policyOf(allow));
	await iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn}));
	await iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn}));
	const {AttachedPolicies} = await iam.send(new ListAttachedRolePoliciesCommand({RoleName}));
	expect(AttachedPolicies).toEqual([{PolicyName: 'ReadOrders', PolicyArn}]);
	const {Policy} = await iam.send(new GetPolicyCommand({PolicyArn}));
	expect(Policy).toMatchObject({DefaultVersionId: 'v1', AttachmentCount: 1});
	const {PolicyVersion} = await iam.send(new GetPolicyVersionCommand({PolicyArn, VersionId: 'v1'}));
	expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual(policyOf(allow));
	const remove = async () => iam.send(new DeletePolicyCommand({PolicyArn}));
	expect(await failureOf(remove())).toMatchObject({
		name: 'DeleteConflictException',
	});
	await iam.send(new DetachRolePolicyCommand({RoleName, PolicyArn}));
	await remove();
	expect(
		await failureOf(iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn}))),
	).toMatchObject({name: 'NoSuchEntityException'});
});

test('an account tells all its roles and policies at once, page by page', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const arn = await createPolicy(iam, 'ReadOrders', policyOf(allow));
	for (const name of ['One', 'Two', 'Three']) {
		await createRole(iam, name, {Tags: [{Key: 'for', Value: name}]});
		await putPolicy(iam, name, policyOf(allow));
	}

	await iam.send(new AttachRolePolicyCommand({RoleName: 'Two', PolicyArn: arn}));
	const roles: Array<string | undefined> = [];
	const policies: Array<string | undefined> = [];
	let pages = 0;
	for await (const page of paginateGetAccountAuthorizationDetails(
		{client: iam, pageSize: 2},
		{Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy']},
	)) {
		pages++;
		roles.push(...(page.RoleDetailList ?? []).map(({RoleName}) => RoleName));
		policies.push(...(page.Policies ?? []).map(({Arn}) => Arn));
	}

	expect(pages).toBe(4);
	expect(roles).toEqual(['Practice', 'Admin', 'One', 'Two', 'Three']);
	expect(policies).toEqual([arn, 'arn:aws:iam::aws:policy/AdministratorAccess']);
	const {RoleDetailList = [], UserDetailList} = await iam.send(
		new GetAccountAuthorizationDetailsCommand({Filter: ['Role']}),
	);
	expect(UserDetailList ?? []).toEqual([]);
	const two = RoleDetailList.find(({RoleName}) => RoleName === 'Two');
	expect(two).toMatchObject({
		RolePolicyList: [{PolicyName: 'workato-secrets'}],
		AttachedManagedPolicies: [{PolicyArn: arn}],
		Tags: [{Key: 'for', Value: 'Two'}],
	});
});

test('the simulator counts attached policies, conditions and the boundary', async () => {
	await using world = await openSandbox();
	const iam = world.iam();
	const {Role} = await createRole(iam, 'Orders');
	const inEurope = {
		...allow,
		Condition: {StringEquals: {'aws:RequestedRegion': 'eu-west-1'}},
	};
	const PolicyArn = await createPolicy(iam, 'InEurope', policyOf(inEurope));
	await iam.send(new AttachRolePolicyCommand({RoleName: 'Orders', PolicyArn}));
	const decide = async (region: string) => {
		const {EvaluationResults} = await iam.send(
			new SimulatePrincipalPolicyCommand({
				PolicySourceArn: Role?.Arn,
				ActionNames: ['secretsmanager:GetSecretValue'],
				ContextEntries: [
					{
						ContextKeyName: 'aws:RequestedRegion',
						ContextKeyType: 'string',
						ContextKeyValues: [region],
					},
				],
			}),
		);
		return EvaluationResults?.[0]?.EvalDecision;
	};

	expect([await decide('us-east-1'), await decide('eu-west-1')]).toEqual([
		'implicitDeny',
		'allowed',
	]);
	await iam.send(
		new PutRolePermissionsBoundaryCommand({
			RoleName: 'Orders',
			PermissionsBoundary: await createPolicy(
				iam,
				'Boundary',
				policyOf({Effect: 'Allow', Action: 'kms:*', Resource: '*'}),
			),
		}),
	);
	expect(await decide('eu-west-1')).toBe('implicitDeny');
});
