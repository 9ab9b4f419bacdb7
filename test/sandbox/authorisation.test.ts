import {Buffer} from 'node:buffer';
import {
	CreateAliasCommand,
	CreateKeyCommand,
	DescribeKeyCommand,
	EncryptCommand,
	GetKeyPolicyCommand,
	ListKeysCommand,
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
	await expect(kms.send(new DescribeKeyCommand({KeyId}))).resolves.toBeDefined();
	expect(await failureOf(kms.send(new GetKeyPolicyCommand({KeyId})))).toEqual({
		...denied,
		message: `User: arn:aws:sts::${account}:assumed-role/Few/me is not authorized to perform: kms:GetKeyPolicy on resource: ${Arn} because no identity-based policy allows the kms:GetKeyPolicy action`,
	});
	expect(await failureOf(kms.send(new ListKeysCommand({})))).toMatchObject(denied);
	expect(await failureOf(kms.send(new CreateKeyCommand({})))).toMatchObject(denied);
});

test('a Deny in the own policy wins', async () => {
	await using world = await openSandbox();
	const {KeyId} = await newKey(world.kms());
	const kms = await few(world, allow('kms:*'), {
		...allow('kms:Encrypt'),
		Effect: 'Deny',
	});
	const {message} = await failureOf(kms.send(new EncryptCommand({KeyId, Plaintext})));
	expect(message).toContain('with an explicit deny in an identity-based policy');
});

test('tags on a new key, and an alias, need permissions of their own', async () => {
	await using world = await openSandbox();
	const kms = await few(world, allow('kms:CreateKey'));
	const Tags = [{TagKey: 'a', TagValue: 'b'}];
	await expect(kms.send(new CreateKeyCommand({}))).resolves.toBeDefined();
	expect(await messageOf(kms.send(new CreateKeyCommand({Tags})))).toContain('kms:TagResource');
	const {KeyId} = await newKey(world.kms());
	const alias = kms.send(new CreateAliasCommand({AliasName: 'alias/a', TargetKeyId: KeyId}));
	expect(await messageOf(alias)).toContain(`arn:aws:kms:us-east-1:${account}:alias/a`);
});

test('a key policy can allow a role of the account directly', async () => {
	await using world = await openSandbox();
	const kms = await few(world, {...allow('s3:*')});
	const direct = {
		...workatoStatement,
		Principal: {AWS: `arn:aws:iam::${account}:role/Few`},
	};
	const {KeyId} = await newKey(world.kms(), policyOf(ownerStatement, direct));
	await expect(kms.send(new EncryptCommand({KeyId, Plaintext}))).resolves.toBeDefined();
	expect(await failureOf(kms.send(new DescribeKeyCommand({KeyId})))).toMatchObject(denied);
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
