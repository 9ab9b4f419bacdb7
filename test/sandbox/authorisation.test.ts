import {Buffer} from 'node:buffer';
import {
	CreateAliasCommand,
	CreateKeyCommand,
	DecryptCommand,
	DescribeKeyCommand,
	EncryptCommand,
	GetKeyPolicyCommand,
	ListKeysCommand,
	PutKeyPolicyCommand,
	ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {
	account,
	failureOf,
	messageOf,
	newKey,
	openSandbox,
	ownerStatement,
	policyOf,
	workatoStatement,
	type OpenSandbox,
} from './harness.js';

const Plaintext = Buffer.from('hello');

/** Adds the role `Few` of the practice account with these statements as its policy, and a client for it. */
const few = async (world: OpenSandbox, ...statements: object[]) => {
	const accessKeyId = 'AKIAFEWPERMISSIONS01';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: `arn:aws:sts::${account}:assumed-role/Few/me`,
		policy: policyOf(...statements),
	});
	return world.kms({accessKeyId});
};

/** A client of a role of another account that its own account lets do everything. */
const outsider = async (world: OpenSandbox, role = 'Workato_EKM') => {
	const accessKeyId = 'AKIAOUTSIDERACCOUNT1';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: `arn:aws:sts::999988887777:assumed-role/${role}/session`,
	});
	return world.kms({accessKeyId});
};

const allow = (...Action: string[]) => ({
	Effect: 'Allow',
	Action,
	Resource: '*',
});
const denied = {name: 'AccessDeniedException'};

test('an identity may do what its own policy allows, and nothing else', async () => {
	await using world = await openSandbox();
	const {KeyId, Arn} = await newKey(world.kms());
	const kms = await few(world, allow('kms:Describe*'));
	await expect(
		kms.send(new DescribeKeyCommand({KeyId})),
	).resolves.toBeDefined();
	expect(await failureOf(kms.send(new GetKeyPolicyCommand({KeyId})))).toEqual({
		...denied,
		message: `User: arn:aws:sts::${account}:assumed-role/Few/me is not authorized to perform: kms:GetKeyPolicy on resource: ${Arn} because no identity-based policy allows the kms:GetKeyPolicy action`,
	});
	expect(await failureOf(kms.send(new ListKeysCommand({})))).toMatchObject(
		denied,
	);
	expect(await failureOf(kms.send(new CreateKeyCommand({})))).toMatchObject(
		denied,
	);
});

test('a Deny in the own policy wins', async () => {
	await using world = await openSandbox();
	const {KeyId} = await newKey(world.kms());
	const kms = await few(world, allow('kms:*'), {
		...allow('kms:Encrypt'),
		Effect: 'Deny',
	});
	const {message} = await failureOf(
		kms.send(new EncryptCommand({KeyId, Plaintext})),
	);
	expect(message).toContain(
		'with an explicit deny in an identity-based policy',
	);
});

test('tags on a new key, and an alias, need permissions of their own', async () => {
	await using world = await openSandbox();
	const kms = await few(world, allow('kms:CreateKey'));
	const Tags = [{TagKey: 'a', TagValue: 'b'}];
	await expect(kms.send(new CreateKeyCommand({}))).resolves.toBeDefined();
	expect(await messageOf(kms.send(new CreateKeyCommand({Tags})))).toContain(
		'kms:TagResource',
	);
	const {KeyId} = await newKey(world.kms());
	const alias = kms.send(
		new CreateAliasCommand({AliasName: 'alias/a', TargetKeyId: KeyId}),
	);
	expect(await messageOf(alias)).toContain(
		`arn:aws:kms:us-east-1:${account}:alias/a`,
	);
});

test('a key policy can allow a role of the account directly', async () => {
	await using world = await openSandbox();
	const kms = await few(world, {...allow('s3:*')});
	const direct = {
		...workatoStatement,
		Principal: {AWS: `arn:aws:iam::${account}:role/Few`},
	};
	const {KeyId} = await newKey(world.kms(), policyOf(ownerStatement, direct));
	await expect(
		kms.send(new EncryptCommand({KeyId, Plaintext})),
	).resolves.toBeDefined();
	expect(
		await failureOf(kms.send(new DescribeKeyCommand({KeyId}))),
	).toMatchObject(denied);
});

test('without the owner statement IAM policies count for nothing', async () => {
	await using world = await openSandbox();
	const me = {
		...ownerStatement,
		Principal: {AWS: `arn:aws:iam::${account}:role/Practice`},
	};
	const {KeyId, Arn} = await newKey(world.kms(), policyOf(me));
	const kms = await few(world, allow('kms:*'));
	expect(await messageOf(kms.send(new DescribeKeyCommand({KeyId})))).toContain(
		`on resource: ${Arn} because no resource-based policy allows the kms:DescribeKey action`,
	);
});

test('an outside role uses the key by the key policy, and never manages it', async () => {
	await using world = await openSandbox();
	const wide = {...workatoStatement, Action: 'kms:*'};
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement, wide));
	const kms = await outsider(world);
	const {CiphertextBlob} = await kms.send(
		new EncryptCommand({KeyId: Arn, Plaintext}),
	);
	await expect(
		kms.send(new DecryptCommand({CiphertextBlob})),
	).resolves.toMatchObject({KeyId: Arn});
	for (const call of [
		kms.send(new ScheduleKeyDeletionCommand({KeyId: Arn})),
		kms.send(
			new PutKeyPolicyCommand({
				KeyId: Arn,
				Policy: JSON.stringify(policyOf(wide)),
			}),
		),
	]) {
		expect(await failureOf(call)).toMatchObject(denied);
	}
});

test.each([
	['the statement is missing', [ownerStatement]],
	[
		'the statement has no Resource',
		[ownerStatement, {...workatoStatement, Resource: undefined}],
	],
	[
		'the statement is for another key',
		[
			ownerStatement,
			{
				...workatoStatement,
				Resource: 'arn:aws:kms:us-east-1:111122223333:key/other',
			},
		],
	],
	[
		'a Deny stands in the way',
		[
			ownerStatement,
			workatoStatement,
			{...workatoStatement, Effect: 'Deny', Principal: '*'},
		],
	],
	[
		'everyone but another account is denied',
		[
			ownerStatement,
			workatoStatement,
			{
				Effect: 'Deny',
				NotPrincipal: {AWS: account},
				Action: 'kms:Encrypt',
				Resource: '*',
			},
		],
	],
	[
		'a condition does not hold',
		[
			ownerStatement,
			{
				...workatoStatement,
				Condition: {StringEquals: {'kms:EncryptionContext:app': 'x'}},
			},
		],
	],
	[
		'a condition wants another caller',
		[
			ownerStatement,
			{
				...workatoStatement,
				Condition: {StringNotEquals: {'kms:CallerAccount': '999988887777'}},
			},
		],
	],
])('Workato cannot encrypt when %s', async (_what, statements) => {
	await using world = await openSandbox();
	const {Arn} = await newKey(world.kms(), policyOf(...statements));
	const kms = await outsider(world);
	expect(
		await failureOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext}))),
	).toMatchObject(denied);
});

test.each([
	['its account is named', {Principal: {AWS: '999988887777'}}],
	['everyone is', {Principal: '*'}],
	['the action is written in another case', {Action: 'KMS:encrypt'}],
	[
		'a condition holds',
		{
			Condition: {
				StringEquals: {'kms:CallerAccount': '999988887777'},
				Bool: {'aws:SecureTransport': true},
			},
		},
	],
	[
		'a Deny has a condition that does not hold',
		{},
		{Condition: {Bool: {'aws:SecureTransport': 'false'}}},
	],
])('Workato can encrypt when %s', async (_what, change, denial?: object) => {
	await using world = await openSandbox();
	const deny = {...workatoStatement, Effect: 'Deny', Principal: '*', ...denial};
	const {Arn} = await newKey(
		world.kms(),
		policyOf(
			ownerStatement,
			{...workatoStatement, ...change},
			...(denial ? [deny] : []),
		),
	);
	const kms = await outsider(world);
	await expect(
		kms.send(new EncryptCommand({KeyId: Arn, Plaintext})),
	).resolves.toBeDefined();
});

test('a Deny of all but some actions leaves those alone', async () => {
	await using world = await openSandbox();
	const {Action: _action, ...rest} = workatoStatement;
	const rule = {...rest, Effect: 'Deny', NotAction: 'kms:D*'};
	const {Arn} = await newKey(
		world.kms(),
		policyOf(ownerStatement, workatoStatement, rule),
	);
	const {CiphertextBlob} = await world
		.kms()
		.send(new EncryptCommand({KeyId: Arn, Plaintext}));
	const kms = await outsider(world);
	await expect(
		kms.send(new DecryptCommand({CiphertextBlob})),
	).resolves.toBeDefined();
	expect(
		await failureOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext}))),
	).toMatchObject(denied);
});

test('an outside role needs the permission of its own account too', async () => {
	await using world = await openSandbox();
	const {Arn} = await newKey(
		world.kms(),
		policyOf(ownerStatement, workatoStatement),
	);
	const accessKeyId = 'AKIAOUTSIDERACCOUNT2';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: 'arn:aws:sts::999988887777:assumed-role/Workato_EKM/session',
		policy: policyOf(allow('kms:Decrypt')),
	});
	const kms = world.kms({accessKeyId});
	expect(
		await messageOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext}))),
	).toContain('because no identity-based policy allows the kms:Encrypt action');
});

test('another role of the outside account is not let in', async () => {
	await using world = await openSandbox();
	const {Arn} = await newKey(
		world.kms(),
		policyOf(ownerStatement, workatoStatement),
	);
	const kms = await outsider(world, 'Other');
	expect(
		await failureOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext}))),
	).toMatchObject(denied);
});
