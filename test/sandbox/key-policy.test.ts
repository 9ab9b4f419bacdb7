import {
	CreateKeyCommand,
	GetKeyPolicyCommand,
	ListKeyPoliciesCommand,
	PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {
	account,
	failureOf,
	newKey,
	openSandbox,
	ownerStatement,
	policyOf,
	workatoStatement,
} from './harness.js';

const malformed = 'MalformedPolicyDocumentException';

/** Puts a policy on a new key and says how that went: the policy as KMS gives it back, or the error. */
const put = async (policy: string, isLockoutCheckSkipped = false) => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	await kms.send(
		new PutKeyPolicyCommand({
			KeyId,
			PolicyName: 'default',
			Policy: policy,
			BypassPolicyLockoutSafetyCheck: isLockoutCheckSkipped,
		}),
	);
	const {Policy} = await kms.send(new GetKeyPolicyCommand({KeyId, PolicyName: 'default'}));
	return Policy ?? '';
};

const putStatements = async (...statements: object[]) =>
	put(JSON.stringify(policyOf(...statements)));

test('a new key lets its account decide', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const {Policy} = await kms.send(new GetKeyPolicyCommand({KeyId}));
	expect(JSON.parse(Policy ?? '')).toMatchObject({Statement: [ownerStatement]});
	const {PolicyNames} = await kms.send(new ListKeyPoliciesCommand({KeyId}));
	expect(PolicyNames).toEqual(['default']);
	const other = kms.send(new GetKeyPolicyCommand({KeyId, PolicyName: 'other'}));
	expect(await failureOf(other)).toMatchObject({name: 'NotFoundException'});
});

test("a policy comes back in KMS's own spacing, with account IDs as root ARNs", async () => {
	const policy = await putStatements(
		{...ownerStatement, Principal: {AWS: account}},
		{...workatoStatement, Principal: {AWS: ['999988887777']}},
	);
	expect(policy).toContain('"Statement" : [ {\n    "Sid"');
	expect(policy).toContain('"Action" : [ "kms:Encrypt", "kms:Decrypt" ]');
	expect(JSON.parse(policy)).toEqual(
		policyOf(ownerStatement, {
			...workatoStatement,
			Principal: {AWS: 'arn:aws:iam::999988887777:root'},
		}),
	);
});

test.each([
	['is no JSON', '{"Statement": [}'],
	['has a comment', `{"Statement": [${JSON.stringify(ownerStatement)} /* more */]}`],
	['is a list', JSON.stringify([ownerStatement])],
	['has no statement', JSON.stringify(policyOf())],
	[
		'has a version that does not exist',
		JSON.stringify({...policyOf(ownerStatement), Version: '2020-01-01'}),
	],
	[
		'has a field that does not exist',
		JSON.stringify({...policyOf(ownerStatement), Statements: []}),
	],
])('a policy that %s is refused', async (_what, policy) => {
	expect(await failureOf(put(policy))).toMatchObject({name: malformed});
});

test.each([
	['no Effect', {Effect: undefined}],
	['an Effect in lower case', {Effect: 'allow'}],
	['no Principal', {Principal: undefined}],
	['Principal and NotPrincipal', {NotPrincipal: {AWS: account}}],
	['Action and NotAction', {NotAction: 'kms:Sign'}],
	['an action without a service', {Action: 'Encrypt'}],
	[
		'a condition operator that does not exist',
		{Condition: {StringEqual: {'aws:PrincipalOrgID': 'o-1'}}},
	],
	['a field that does not exist', {Actions: 'kms:Encrypt'}],
])('a statement with %s is refused', async (_what, change) => {
	const call = putStatements(ownerStatement, {...workatoStatement, ...change});
	expect(await failureOf(call)).toMatchObject({name: malformed});
});

test.each([
	['no Resource', {Resource: undefined}],
	['no Action', {Action: undefined}],
	[
		'a condition',
		{
			Condition: {
				'ForAnyValue:StringLikeIfExists': {'kms:EncryptionContextKeys': 'a*'},
			},
		},
	],
])('a statement with %s is taken', async (_what, change) => {
	await expect(putStatements(ownerStatement, {...workatoStatement, ...change})).resolves.toContain(
		'Workato_EKM',
	);
});

test.each([
	['an outside account', '444455556666'],
	['the root of an outside account', 'arn:aws:iam::444455556666:root'],
	["Workato's role, in any outside account", 'arn:aws:iam::444455556666:role/Workato_EKM'],
	['a role of the account', `arn:aws:iam::${account}:role/Admin`],
	['a user of the account', `arn:aws:iam::${account}:user/alice`],
	['a session of a role', `arn:aws:sts::${account}:assumed-role/Admin/me`],
])('%s is a principal', async (_what, AWS) => {
	await expect(
		putStatements(ownerStatement, {...workatoStatement, Principal: {AWS}}),
	).resolves.toContain('kms:Decrypt');
});

test.each([
	['another outside role', 'arn:aws:iam::444455556666:role/Other'],
	["Workato's role under a path", 'arn:aws:iam::444455556666:role/team/Workato_EKM'],
	["Workato's role in one's own account", `arn:aws:iam::${account}:role/Workato_EKM`],
	['an outside user', 'arn:aws:iam::444455556666:user/bob'],
	['a role of the account that is not there', `arn:aws:iam::${account}:role/Nobody`],
	['a wildcard inside an ARN', `arn:aws:iam::${account}:role/*`],
	['the ID of a role that was deleted', 'AROAEXAMPLEEXAMPLE123'],
	['an account ID that is too short', '12345'],
	['a placeholder', 'arn:aws:iam::TODO-ACCOUNTID:role/Workato_EKM'],
])('%s is no principal', async (_what, AWS) => {
	const call = putStatements(ownerStatement, {
		...workatoStatement,
		Principal: {AWS},
	});
	expect(await failureOf(call)).toEqual({
		name: malformed,
		message: 'Policy contains a statement with one or more invalid principals.',
	});
});

test('a policy that locks its author out is refused, unless the check is skipped', async () => {
	const alone = JSON.stringify(policyOf(workatoStatement));
	expect(await failureOf(put(alone))).toEqual({
		name: malformed,
		message: 'The new key policy will not allow you to update the key policy in the future.',
	});
	expect(await failureOf(put(alone, true))).toMatchObject({
		name: 'AccessDeniedException',
	});
	await using world = await openSandbox();
	const create = world.kms().send(new CreateKeyCommand({Policy: alone}));
	expect(await failureOf(create)).toMatchObject({name: malformed});
});

test('a policy has at most 32,768 bytes and only the characters that IAM knows', async () => {
	const sized = (length: number) =>
		JSON.stringify({...policyOf(ownerStatement), Id: 'x'.repeat(length)});
	const room = 32_768 - sized(0).length;
	await expect(put(sized(room))).resolves.toContain('kms:*');
	expect(await failureOf(put(sized(room + 1)))).toMatchObject({
		name: 'LimitExceededException',
	});
	const call = putStatements({...ownerStatement, Sid: 'smart “quotes”'});
	expect(await failureOf(call)).toMatchObject({name: 'ValidationException'});
});
