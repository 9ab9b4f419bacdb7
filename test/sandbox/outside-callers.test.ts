import {Buffer} from 'node:buffer';
import {
	DecryptCommand,
	EncryptCommand,
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

test('an outside role uses the key by the key policy, and never manages it', async () => {
	await using world = await openSandbox();
	const wide = {...workatoStatement, Action: 'kms:*'};
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement, wide));
	const kms = await outsider(world);
	const {CiphertextBlob} = await kms.send(new EncryptCommand({KeyId: Arn, Plaintext}));
	await expect(kms.send(new DecryptCommand({CiphertextBlob}))).resolves.toMatchObject({KeyId: Arn});
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
	['the statement has no Resource', [ownerStatement, {...workatoStatement, Resource: undefined}]],
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
		[ownerStatement, workatoStatement, {...workatoStatement, Effect: 'Deny', Principal: '*'}],
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
	expect(await failureOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext})))).toMatchObject(
		denied,
	);
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
		policyOf(ownerStatement, {...workatoStatement, ...change}, ...(denial ? [deny] : [])),
	);
	const kms = await outsider(world);
	await expect(kms.send(new EncryptCommand({KeyId: Arn, Plaintext}))).resolves.toBeDefined();
});

test('a Deny of all but some actions leaves those alone', async () => {
	await using world = await openSandbox();
	const {Action: _action, ...rest} = workatoStatement;
	const rule = {...rest, Effect: 'Deny', NotAction: 'kms:D*'};
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement, workatoStatement, rule));
	const {CiphertextBlob} = await world.kms().send(new EncryptCommand({KeyId: Arn, Plaintext}));
	const kms = await outsider(world);
	await expect(kms.send(new DecryptCommand({CiphertextBlob}))).resolves.toBeDefined();
	expect(await failureOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext})))).toMatchObject(
		denied,
	);
});

test('an outside role needs the permission of its own account too', async () => {
	await using world = await openSandbox();
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement, workatoStatement));
	const accessKeyId = 'AKIAOUTSIDERACCOUNT2';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: 'arn:aws:sts::999988887777:assumed-role/Workato_EKM/session',
		policy: policyOf(allow('kms:Decrypt')),
	});
	const kms = world.kms({accessKeyId});
	expect(await messageOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext})))).toContain(
		'because no identity-based policy allows the kms:Encrypt action',
	);
});

test('another role of the outside account is not let in', async () => {
	await using world = await openSandbox();
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement, workatoStatement));
	const kms = await outsider(world, 'Other');
	expect(await failureOf(kms.send(new EncryptCommand({KeyId: Arn, Plaintext})))).toMatchObject(
		denied,
	);
});
