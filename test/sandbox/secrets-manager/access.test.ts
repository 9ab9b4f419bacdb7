import {DisableKeyCommand, GetKeyLastUsageCommand, PutKeyPolicyCommand} from '@aws-sdk/client-kms';
import {
	GetResourcePolicyCommand,
	GetSecretValueCommand,
	PutResourcePolicyCommand,
	UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import {AssumeRoleCommand} from '@aws-sdk/client-sts';
import {GetRoleCommand, PutRolePermissionsBoundaryCommand} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {
	account,
	failureOf,
	newKey,
	openSandbox,
	ownerStatement,
	policyOf,
	type OpenSandbox,
} from '../harness.js';
import {createPolicy, createRole, putPolicy, workatoAccount} from '../iam/iam-world.js';

const externalId = 'workato_iam_external_id_1_2';
const roleArn = `arn:aws:iam::${account}:role/Orders`;

const seedSecret = async (world: OpenSandbox, more: object = {}) => {
	const {arns} = z
		.object({arns: z.tuple([z.string()])})
		.parse(await world.post('/_sandbox/secrets', {name: 'orders', ...more}));
	return arns[0];
};

const allowSecret = (arn: string) => ({
	Effect: 'Allow',
	Action: 'secretsmanager:GetSecretValue',
	Resource: arn,
});

/** A client of Workato that has assumed the role Orders. */
const assume = async (world: OpenSandbox, ExternalId = externalId) => {
	const accessKeyId = 'AKIAOUTSIDERACCOUNT1';
	await world.post('/_sandbox/callers', {
		accessKeyId,
		arn: `arn:aws:iam::${workatoAccount}:user/workato`,
	});
	const {Credentials} = await world.sts({accessKeyId}).send(
		new AssumeRoleCommand({
			RoleArn: roleArn,
			RoleSessionName: 'workato',
			ExternalId,
		}),
	);
	return world.secrets({
		accessKeyId: Credentials?.AccessKeyId ?? '',
		sessionToken: Credentials?.SessionToken,
	});
};

/** A role that Workato has assumed, with a policy. */
const assumeWith = async (world: OpenSandbox, ...statements: object[]) => {
	await createRole(world.iam(), 'Orders');
	await putPolicy(world.iam(), 'Orders', policyOf(...statements));
	return assume(world);
};

const read = async (client: ReturnType<OpenSandbox['secrets']>, SecretId: string) =>
	client.send(new GetSecretValueCommand({SecretId}));

test('a role reads the secret of its policy and no other, and remembers that it was assumed', async () => {
	await using world = await openSandbox();
	const arn = await seedSecret(world);
	const other = await seedSecret(world, {name: 'orders-2'});
	const client = await assumeWith(world, allowSecret(arn));
	const {SecretString} = await read(client, arn);
	expect(SecretString).toContain('practice');
	const {name, message} = await failureOf(read(client, other));
	expect(name).toBe('AccessDeniedException');
	expect(message).toBe(
		`User: arn:aws:sts::${account}:assumed-role/Orders/workato is not authorized to perform: secretsmanager:GetSecretValue on resource: ${other} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
	);
	const {Role} = await world.iam().send(new GetRoleCommand({RoleName: 'Orders'}));
	expect(Role?.RoleLastUsed).toMatchObject({Region: 'us-east-1'});
	expect(Role?.RoleLastUsed?.LastUsedDate).toBeInstanceOf(Date);
});

test.each([
	['an exact ARN', (arn: string) => arn, true],
	['the name and six question marks', (arn: string) => `${arn.slice(0, -6)}??????`, true],
	['the ARN without its suffix', (arn: string) => arn.slice(0, -7), false],
	['another suffix', (arn: string) => `${arn.slice(0, -6)}AAAAAA`, false],
	['everything', () => '*', true],
])('a policy that names %s', async (_what, resource, isAllowed) => {
	await using world = await openSandbox();
	const arn = await seedSecret(world);
	const client = await assumeWith(world, allowSecret(resource(arn)));
	const answer = read(client, arn);
	await (isAllowed
		? expect(answer).resolves.toBeDefined()
		: expect(answer).rejects.toThrow('no identity-based policy'));
});

test.each(['workato_iam_external_id_1_3', 'WORKATO_IAM_EXTERNAL_ID_1_2', 'x y'])(
	'a role is not assumed with the external ID %j',
	async (wrong) => {
		await using world = await openSandbox();
		await createRole(world.iam(), 'Orders');
		const {name} = await failureOf(assume(world, wrong));
		expect(name).toBe(wrong === 'x y' ? 'ValidationError' : 'AccessDenied');
	},
);

test('a permissions boundary takes away what the policy gives', async () => {
	await using world = await openSandbox();
	const arn = await seedSecret(world);
	const client = await assumeWith(world, allowSecret(arn));
	await world.iam().send(
		new PutRolePermissionsBoundaryCommand({
			RoleName: 'Orders',
			PermissionsBoundary: await createPolicy(
				world.iam(),
				'OnlyKeys',
				policyOf({Effect: 'Allow', Action: 'kms:*', Resource: '*'}),
			),
		}),
	);
	const {message} = await failureOf(read(client, arn));
	expect(message).toContain('no permissions boundary allows');
});

test('a secret’s own policy can refuse a role, and can let it in', async () => {
	await using world = await openSandbox();
	const arn = await seedSecret(world);
	const client = await assumeWith(world, allowSecret(arn));
	const put = async (statement: object) =>
		world.secrets().send(
			new PutResourcePolicyCommand({
				SecretId: arn,
				ResourcePolicy: JSON.stringify(policyOf(statement)),
				BlockPublicPolicy: true,
			}),
		);
	const rule = {...allowSecret('*'), Principal: {AWS: roleArn}};
	await put({...rule, Effect: 'Deny'});
	const {message} = await failureOf(read(client, arn));
	expect(message).toContain('explicit deny in a resource-based policy');
	await put(rule);
	await putPolicy(
		world.iam(),
		'Orders',
		policyOf({Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*'}),
	);
	await expect(read(client, arn)).resolves.toBeDefined();
	const {ResourcePolicy} = await world
		.secrets()
		.send(new GetResourcePolicyCommand({SecretId: arn}));
	expect(JSON.parse(ResourcePolicy ?? '')).toEqual(policyOf(rule));

	expect(await failureOf(put({...rule, Principal: '*'}))).toMatchObject({
		name: 'PublicPolicyException',
	});
	const unknown = {AWS: `arn:aws:iam::${account}:role/Nobody`};
	expect(await failureOf(put({...rule, Principal: unknown}))).toMatchObject({
		name: 'MalformedPolicyDocumentException',
	});
});

const decrypt = (key: string, service = 'secretsmanager.us-east-1.amazonaws.com') => ({
	Effect: 'Allow',
	Action: 'kms:Decrypt',
	Resource: key,
	Condition: {StringEquals: {'kms:ViaService': service}},
});

test('a secret with a customer managed key needs kms:Decrypt through Secrets Manager', async () => {
	await using world = await openSandbox();
	const key = await newKey(world.kms());
	const arn = await seedSecret(world, {kmsKeyId: key.Arn});
	const client = await assumeWith(world, allowSecret(arn));
	const denied = {
		name: 'AccessDeniedException',
		message: 'Access to KMS is not allowed',
	};
	expect(await failureOf(read(client, arn))).toEqual(denied);
	const put = async (statement: object) =>
		putPolicy(world.iam(), 'Orders', policyOf(allowSecret(arn), statement));
	await put(decrypt(key.Arn, 's3.us-east-1.amazonaws.com'));
	expect(await failureOf(read(client, arn))).toEqual(denied);
	await put(decrypt(key.Arn));
	await expect(read(client, arn)).resolves.toBeDefined();
	const {KeyLastUsage} = await world.kms().send(new GetKeyLastUsageCommand({KeyId: key.KeyId}));
	expect(KeyLastUsage?.Operation).toBe('Decrypt');

	const policy = policyOf(ownerStatement, {
		...decrypt('*'),
		Effect: 'Deny',
		Principal: {AWS: roleArn},
	});
	await world.kms().send(
		new PutKeyPolicyCommand({
			KeyId: key.KeyId,
			Policy: JSON.stringify(policy),
		}),
	);
	expect(await failureOf(read(client, arn))).toEqual(denied);
	await world.kms().send(
		new PutKeyPolicyCommand({
			KeyId: key.KeyId,
			Policy: JSON.stringify(policyOf(ownerStatement)),
		}),
	);
	await world.kms().send(new DisableKeyCommand({KeyId: key.KeyId}));
	expect(await failureOf(read(client, arn))).toMatchObject({
		name: 'DecryptionFailure',
	});
});

test('AWS’s own key needs no permission; another one has to be there', async () => {
	await using world = await openSandbox();
	const arn = await seedSecret(world, {kmsKeyId: 'alias/aws/secretsmanager'});
	const client = await assumeWith(world, allowSecret(arn));
	await expect(read(client, arn)).resolves.toBeDefined();
	const change = world
		.secrets()
		.send(new UpdateSecretCommand({SecretId: arn, KmsKeyId: 'alias/nothing'}));
	expect(await failureOf(change)).toMatchObject({name: 'EncryptionFailure'});
});

test('another account needs both policies, and a key of the owner’s', async () => {
	await using world = await openSandbox();
	const reader = `arn:aws:iam::${account}:role/Practice`;
	const owner = '444455556666';
	const rule = {...allowSecret('*'), Principal: {AWS: reader}};
	const closed = await seedSecret(world, {account: owner});
	expect(await failureOf(read(world.secrets(), closed))).toMatchObject({
		name: 'AccessDeniedException',
	});
	const shared = await seedSecret(world, {
		account: owner,
		name: 'shared',
		policy: policyOf(rule),
	});
	const {message} = await failureOf(read(world.secrets(), shared));
	expect(message).toContain('default KMS service key');
});
