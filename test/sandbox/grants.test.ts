import {Buffer} from 'node:buffer';
import {DeleteRoleCommand, CreateRoleCommand} from '@aws-sdk/client-iam';
import {
	CreateGrantCommand,
	DecryptCommand,
	DescribeKeyCommand,
	DisableKeyCommand,
	EncryptCommand,
	ListGrantsCommand,
	PutKeyPolicyCommand,
	RetireGrantCommand,
	RevokeGrantCommand,
	type CreateGrantCommandInput,
	type KMSClient,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {
	account,
	failureOf,
	newKey,
	openSandbox,
	ownerStatement,
	policyOf,
	workatoRole,
	type OpenSandbox,
} from './harness.js';

const Plaintext = Buffer.from('hello');
const denied = {name: 'AccessDeniedException'};

const grant = async (
	kms: KMSClient,
	KeyId: string,
	more: Partial<CreateGrantCommandInput> = {},
) => {
	const {GrantId = '', GrantToken = ''} = await kms.send(
		new CreateGrantCommand({
			KeyId,
			GranteePrincipal: workatoRole,
			Operations: ['Encrypt', 'Decrypt'],
			...more,
		}),
	);
	return {GrantId, GrantToken};
};

/** A client of a role of another account, with the policy that its own account gives it. */
const outsider = async (
	world: OpenSandbox,
	accessKeyId = 'AKIAOUTSIDERACCOUNT1',
	arn = 'arn:aws:sts::999988887777:assumed-role/Workato_EKM/session',
	policy: object = policyOf({Effect: 'Allow', Action: 's3:*', Resource: '*'}),
) => {
	await world.post('/_sandbox/callers', {accessKeyId, arn, policy});
	return world.kms({accessKeyId});
};

test('a grant lets its grantee use the key although no policy names it, until it is revoked; a Deny is stronger', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn} = await newKey(kms, policyOf(ownerStatement));
	const other = await outsider(world);
	const encrypt = async () => other.send(new EncryptCommand({KeyId: Arn, Plaintext}));
	expect(await failureOf(encrypt())).toMatchObject(denied);
	const {GrantId} = await grant(kms, Arn);
	await expect(encrypt()).resolves.toMatchObject({KeyId: Arn});
	expect(await failureOf(other.send(new DescribeKeyCommand({KeyId: Arn})))).toMatchObject(denied);

	await kms.send(
		new PutKeyPolicyCommand({
			KeyId: Arn,
			Policy: JSON.stringify(
				policyOf(ownerStatement, {
					Effect: 'Deny',
					Principal: {AWS: workatoRole},
					Action: 'kms:Encrypt',
					Resource: '*',
				}),
			),
		}),
	);
	expect(await failureOf(encrypt())).toMatchObject(denied);
	await kms.send(
		new PutKeyPolicyCommand({
			KeyId: Arn,
			Policy: JSON.stringify(policyOf(ownerStatement)),
		}),
	);
	await expect(encrypt()).resolves.toBeDefined();

	await kms.send(new RevokeGrantCommand({KeyId: Arn, GrantId}));
	expect(await failureOf(encrypt())).toMatchObject(denied);
	expect(await failureOf(kms.send(new RevokeGrantCommand({KeyId: Arn, GrantId})))).toMatchObject({
		name: 'NotFoundException',
	});
});

test('a grant to an account leaves the answer to the policies of that account', async () => {
	await using world = await openSandbox();
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement));
	await grant(world.kms(), Arn, {
		GranteePrincipal: 'arn:aws:iam::999988887777:root',
	});
	const poor = await outsider(world);
	const rich = await outsider(
		world,
		'AKIAOUTSIDERACCOUNT2',
		'arn:aws:iam::999988887777:user/rich',
		policyOf({Effect: 'Allow', Action: 'kms:*', Resource: '*'}),
	);
	const encrypt = new EncryptCommand({KeyId: Arn, Plaintext});
	expect(await failureOf(poor.send(encrypt))).toMatchObject(denied);
	await expect(rich.send(encrypt)).resolves.toBeDefined();
});

test.each([
	['EncryptionContextSubset', {a: '1', b: '2'}, true],
	['EncryptionContextSubset', {b: '2'}, false],
	['EncryptionContextSubset', {a: '2'}, false],
	['EncryptionContextSubset', {A: '1'}, false],
	['EncryptionContextEquals', {a: '1'}, true],
	['EncryptionContextEquals', {a: '1', b: '2'}, false],
	['EncryptionContextEquals', undefined, false],
] as const)(
	'a grant under %s of a=1 takes the encryption context %j: %s',
	async (kind, EncryptionContext, isTaken) => {
		await using world = await openSandbox();
		const {Arn} = await newKey(world.kms(), policyOf(ownerStatement));
		await grant(world.kms(), Arn, {Constraints: {[kind]: {a: '1'}}});
		const other = await outsider(world);
		const call = other.send(new EncryptCommand({KeyId: Arn, Plaintext, EncryptionContext}));
		await (isTaken
			? expect(call).resolves.toBeDefined()
			: expect(failureOf(call)).resolves.toMatchObject(denied));
	},
);

test('grants are listed in pages, with what they give, to whom, and who gave them', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn} = await newKey(kms);
	for (const Name of ['one', 'two', 'three']) {
		await grant(kms, Arn, {
			Name,
			Constraints: {EncryptionContextSubset: {app: Name}},
			RetiringPrincipal: `arn:aws:iam::${account}:role/Admin`,
		});
	}

	// The same again, by its name.
	await grant(kms, Arn, {
		Name: 'two',
		Constraints: {EncryptionContextSubset: {app: 'two'}},
		RetiringPrincipal: `arn:aws:iam::${account}:role/Admin`,
	});
	const first = await kms.send(new ListGrantsCommand({KeyId: Arn, Limit: 2}));
	expect(first.Grants?.map(({Name}) => Name)).toEqual(['one', 'two']);
	expect(first.Truncated).toBe(true);
	const second = await kms.send(new ListGrantsCommand({KeyId: Arn, Marker: first.NextMarker}));
	expect(second.Truncated).toBe(false);
	const [entry] = second.Grants ?? [];
	expect(second.Grants).toHaveLength(1);
	expect(entry?.CreationDate).toBeInstanceOf(Date);
	expect(entry).toMatchObject({
		KeyId: Arn,
		Name: 'three',
		GranteePrincipal: workatoRole,
		RetiringPrincipal: `arn:aws:iam::${account}:role/Admin`,
		IssuingAccount: `arn:aws:iam::${account}:root`,
		Operations: ['Encrypt', 'Decrypt'],
		Constraints: {EncryptionContextSubset: {app: 'three'}},
	});
	expect(await failureOf(kms.send(new ListGrantsCommand({KeyId: Arn, Limit: 101})))).toMatchObject({
		name: 'ValidationException',
	});
});

test('a grantee that is deleted comes back as its ID', async () => {
	await using world = await openSandbox();
	const [kms, iam] = [world.kms(), world.iam()];
	const {Arn} = await newKey(kms);
	const {Role} = await iam.send(
		new CreateRoleCommand({
			RoleName: 'brief',
			AssumeRolePolicyDocument: JSON.stringify(
				policyOf({
					Effect: 'Allow',
					Principal: {AWS: account},
					Action: 'sts:AssumeRole',
				}),
			),
		}),
	);
	await grant(kms, Arn, {GranteePrincipal: Role?.Arn});
	const grantee = async () => {
		const {Grants} = await kms.send(new ListGrantsCommand({KeyId: Arn}));
		return Grants?.[0]?.GranteePrincipal;
	};

	expect(await grantee()).toBe(Role?.Arn);
	await iam.send(new DeleteRoleCommand({RoleName: 'brief'}));
	expect(await grantee()).toBe(Role?.RoleId);
});

test('what KMS does not take is refused as KMS refuses it', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn} = await newKey(kms);
	const signing = z
		.object({arns: z.array(z.string())})
		.parse(await world.post('/_sandbox/keys', {kind: 'signing'})).arns[0];
	const refused = async (more: Partial<CreateGrantCommandInput>, key: string = Arn) => {
		const {name} = await failureOf(grant(kms, key, more));
		return name;
	};

	for (const GranteePrincipal of [
		'*',
		'arn:aws:iam::999988887777:role/nobody',
		'sns.amazonaws.com',
	]) {
		expect(await refused({GranteePrincipal})).toBe('InvalidArnException');
	}

	const service = {
		GranteePrincipal: undefined,
		GranteeServicePrincipal: 'sns.amazonaws.com',
	};
	for (const [more, key] of [
		[{Operations: []}],
		[{Operations: ['Sign']}],
		[{Operations: ['Encrypt']}, signing],
		[
			{
				Operations: ['Sign'],
				Constraints: {EncryptionContextEquals: {a: '1'}},
			},
			signing,
		],
		[{GranteePrincipal: undefined}],
		[{GranteeServicePrincipal: 'sns.amazonaws.com'}],
		[service],
		[
			{
				...service,
				Constraints: {SourceArn: `arn:aws:sns:us-east-1:${account}:topic`},
			},
		],
		[{Name: 'no spaces'}],
	] satisfies Array<[Partial<CreateGrantCommandInput>, string?]>) {
		expect(await refused(more, key)).toBe('ValidationException');
	}

	expect(await refused({DryRun: true})).toBe('DryRunOperationException');
	expect(await refused({}, `${Arn.slice(0, -4)}0000`)).toBe('NotFoundException');
	await kms.send(new DisableKeyCommand({KeyId: Arn}));
	expect(await refused({})).toBe('DisabledException');
	const {Grants} = await kms.send(new ListGrantsCommand({KeyId: Arn}));
	expect(Grants).toEqual([]);
});

test('only whom a policy or a grant lets may give grants, and by a grant no more than it gives', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn} = await newKey(kms, policyOf(ownerStatement));
	const other = await outsider(world);
	expect(await failureOf(grant(other, Arn))).toMatchObject(denied);
	expect(await failureOf(other.send(new ListGrantsCommand({KeyId: Arn})))).toMatchObject(denied);
	await grant(kms, Arn, {
		Operations: ['Encrypt', 'CreateGrant'],
		Constraints: {EncryptionContextSubset: {app: 'x'}},
	});
	const passOn = async (more: Partial<CreateGrantCommandInput>) =>
		grant(other, Arn, {
			GranteePrincipal: `arn:aws:iam::${account}:user/alice`,
			...more,
		});
	const Constraints = {EncryptionContextEquals: {app: 'x', more: 'y'}};
	for (const more of [
		{Operations: ['Decrypt' as const], Constraints},
		{Operations: ['Encrypt' as const]},
		{
			Operations: ['Encrypt' as const],
			Constraints: {EncryptionContextSubset: {app: 'y'}},
		},
	]) {
		expect(await failureOf(passOn(more))).toMatchObject(denied);
	}

	await expect(passOn({Operations: ['Encrypt'], Constraints})).resolves.toBeDefined();
	const {Grants = []} = await kms.send(new ListGrantsCommand({KeyId: Arn}));
	expect(Grants.map(({IssuingAccount}) => IssuingAccount)).toEqual([
		`arn:aws:iam::${account}:root`,
		'arn:aws:iam::999988887777:root',
	]);
});

test('a grant is retired by its retiring principal, by a grantee that may, and by the account that gave it', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn} = await newKey(kms, policyOf(ownerStatement));
	const other = await outsider(world);
	const retire = async (
		client: KMSClient,
		{GrantId, GrantToken}: {GrantId: string; GrantToken: string},
		isByToken = false,
	) => client.send(new RetireGrantCommand(isByToken ? {GrantToken} : {KeyId: Arn, GrantId}));
	const plain = await grant(kms, Arn);
	expect(await failureOf(retire(other, plain))).toMatchObject(denied);
	await expect(retire(kms, plain)).resolves.toBeDefined();
	const own = await grant(kms, Arn, {
		Operations: ['Encrypt', 'RetireGrant'],
	});
	await expect(retire(other, own)).resolves.toBeDefined();
	const named = await grant(kms, Arn, {
		GranteePrincipal: `arn:aws:iam::${account}:user/alice`,
		RetiringPrincipal: workatoRole,
	});
	await expect(retire(other, named, true)).resolves.toBeDefined();
	expect(await failureOf(retire(kms, named, true))).toMatchObject({
		name: 'NotFoundException',
	});
	expect(await failureOf(retire(kms, {GrantId: '', GrantToken: 'x'}, true))).toMatchObject({
		name: 'InvalidGrantTokenException',
	});
});

test('a seeded key may have grants of AWS services, and of anybody', async () => {
	await using world = await openSandbox();
	const {arns} = z.object({arns: z.array(z.string())}).parse(
		await world.post('/_sandbox/keys', {
			grants: [
				{grantee: 'rds.us-east-1.amazonaws.com', operations: ['Decrypt']},
				{grantee: workatoRole, operations: ['Decrypt']},
			],
		}),
	);
	const {Grants} = await world.kms().send(new ListGrantsCommand({KeyId: arns[0]}));
	expect(Grants?.map(({GranteePrincipal}) => GranteePrincipal)).toEqual([
		'rds.us-east-1.amazonaws.com',
		workatoRole,
	]);
	const other = await outsider(world);
	const {CiphertextBlob} = await world.kms().send(new EncryptCommand({KeyId: arns[0], Plaintext}));
	await expect(other.send(new DecryptCommand({CiphertextBlob}))).resolves.toBeDefined();
});
