import {
	CreateSecretCommand,
	DeleteSecretCommand,
	DescribeSecretCommand,
	GetSecretValueCommand,
	ListSecretsCommand,
	paginateListSecrets,
	PutSecretValueCommand,
	RestoreSecretCommand,
	type CreateSecretCommandInput,
	type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {failureOf, openSandbox} from '../harness.js';

const create = async (
	client: SecretsManagerClient,
	Name: string,
	more: Partial<CreateSecretCommandInput> = {},
) => {
	const {ARN = ''} = await client.send(
		new CreateSecretCommand({Name, SecretString: '{"user":"me"}', ...more}),
	);
	return ARN;
};

const read = async (client: SecretsManagerClient, SecretId: string) =>
	client.send(new GetSecretValueCommand({SecretId}));

test('a secret has an ARN with six characters of its own, and is found by name, ARN and ARN without them', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	const arn = await create(client, 'workato/orders/db', {
		Description: 'for orders',
		Tags: [{Key: 'team', Value: 'orders'}],
	});
	expect(arn).toMatch(
		/^arn:aws:secretsmanager:us-east-1:111122223333:secret:workato\/orders\/db-[0-9A-Za-z]{6}$/v,
	);
	const answers = await Promise.all(
		['workato/orders/db', arn, arn.slice(0, -7)].map(async (id) => {
			const {SecretString, ARN} = await read(client, id);
			return [SecretString, ARN];
		}),
	);
	expect(answers).toEqual([1, 2, 3].map(() => ['{"user":"me"}', arn]));
	const described = await client.send(new DescribeSecretCommand({SecretId: arn}));
	expect(described).toMatchObject({
		Name: 'workato/orders/db',
		Description: 'for orders',
		Tags: [{Key: 'team', Value: 'orders'}],
	});
	expect(described.KmsKeyId).toBeUndefined();
	expect(described.CreatedDate).toBeInstanceOf(Date);
	expect(described.LastAccessedDate?.toISOString()).toContain('T00:00:00');
});

test('a secret is looked for in the region of the call only', async () => {
	await using world = await openSandbox();
	const arn = await create(world.secrets(), 'orders');
	const elsewhere = world.secrets({region: 'eu-west-1'});
	for (const id of ['orders', arn]) {
		expect(await failureOf(read(elsewhere, id))).toMatchObject({
			name: 'ResourceNotFoundException',
		});
	}
});

test('a name is taken once; the same call again makes no second secret', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	const token = {ClientRequestToken: 'a'.repeat(32)};
	const arn = await create(client, 'orders', token);
	expect(await create(client, 'orders', token)).toBe(arn);
	expect(await failureOf(create(client, 'orders'))).toMatchObject({
		name: 'ResourceExistsException',
	});
	expect(await failureOf(create(client, 'orders?'))).toMatchObject({
		name: 'InvalidParameterException',
	});
});

test('a new value is the current one, and the one before is kept', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	const SecretId = await create(client, 'orders');
	await client.send(new PutSecretValueCommand({SecretId, SecretString: 'new'}));
	const now = await read(client, SecretId);
	expect([now.SecretString, now.VersionStages]).toEqual(['new', ['AWSCURRENT']]);
	const before = await client.send(
		new GetSecretValueCommand({SecretId, VersionStage: 'AWSPREVIOUS'}),
	);
	expect(before.SecretString).toBe('{"user":"me"}');
});

test('a secret without a value says so', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	const arn = await create(client, 'orders', {SecretString: undefined});
	const failure = await failureOf(read(client, arn));
	expect(failure.name).toBe('ResourceNotFoundException');
	expect(failure.message).toContain('AWSCURRENT');
});

test('a secret that is marked for deletion cannot be read, is out of the list, and comes back', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	const SecretId = await create(client, 'orders');
	const remove = async (RecoveryWindowInDays?: number) =>
		client.send(new DeleteSecretCommand({SecretId, RecoveryWindowInDays}));
	expect(await failureOf(remove(6))).toMatchObject({
		name: 'InvalidParameterException',
	});
	const {DeletionDate} = await remove(7);
	const failure = await failureOf(read(client, SecretId));
	expect(failure.name).toBe('InvalidRequestException');
	expect(failure.message).toContain('marked for deletion');
	const {DeletedDate} = await client.send(new DescribeSecretCommand({SecretId}));
	expect(DeletedDate).toEqual(DeletionDate);
	const names = async (IncludePlannedDeletion: boolean) => {
		const {SecretList = []} = await client.send(new ListSecretsCommand({IncludePlannedDeletion}));
		return SecretList.map(({Name}) => Name);
	};

	expect([await names(false), await names(true)]).toEqual([[], ['orders']]);
	expect(await failureOf(create(client, 'orders'))).toMatchObject({
		name: 'InvalidRequestException',
	});
	await client.send(new RestoreSecretCommand({SecretId}));
	await expect(read(client, SecretId)).resolves.toBeDefined();
});

test('a secret can go at once, and its name gets other characters then', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	const first = await create(client, 'orders');
	await client.send(
		new DeleteSecretCommand({
			SecretId: first,
			ForceDeleteWithoutRecovery: true,
		}),
	);
	const second = await create(client, 'orders');
	expect(second).not.toBe(first);
	expect(await failureOf(read(client, first))).toMatchObject({
		name: 'ResourceNotFoundException',
	});
});

test('secrets are listed by the beginning of their names, a hundred at a time, the newest first', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	await world.post('/_sandbox/secrets', {name: 'workato/part', count: 230});
	await world.post('/_sandbox/secrets', {name: 'other'});
	await create(client, 'workato/last');
	const sizes: number[] = [];
	const names: Array<string | undefined> = [];
	for await (const {SecretList = []} of paginateListSecrets(
		{client, pageSize: 100},
		{Filters: [{Key: 'name', Values: ['workato/']}]},
	)) {
		sizes.push(SecretList.length);
		names.push(...SecretList.map(({Name}) => Name));
	}

	expect(sizes).toEqual([100, 100, 31]);
	expect(new Set(names).size).toBe(231);
	expect(names[0]).toBe('workato/last');
	const {SecretList = []} = await client.send(
		new ListSecretsCommand({Filters: [{Key: 'name', Values: ['!workato/']}]}),
	);
	expect(SecretList.map(({Name}) => Name)).toEqual(['other']);
	expect(await failureOf(client.send(new ListSecretsCommand({MaxResults: 101})))).toMatchObject({
		name: 'ValidationException',
	});
	expect(await failureOf(client.send(new ListSecretsCommand({NextToken: 'x'})))).toMatchObject({
		name: 'InvalidNextTokenException',
	});
});

test.each([
	['throttle', 'ThrottlingException'],
	['internal', 'InternalServiceError'],
	['expired-token', 'ExpiredTokenException'],
	['denied', 'AccessDeniedException'],
])('%s fails the next call in the words of Secrets Manager', async (kind, name) => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [
		{service: 'secretsmanager', operation: 'ListSecrets', kind},
	]);
	const list = async () => world.secrets().send(new ListSecretsCommand({}));
	expect(await failureOf(list())).toMatchObject({name});
	await list();
});

test('reading a secret is a call that the log has, and no write', async () => {
	await using world = await openSandbox();
	const client = world.secrets();
	await read(client, await create(client, 'orders'));
	const calls = z
		.array(
			z.object({
				service: z.string(),
				operation: z.string(),
				write: z.boolean(),
			}),
		)
		.parse(await world.get('/_sandbox/calls'));
	expect(calls).toEqual([
		{service: 'secretsmanager', operation: 'CreateSecret', write: true},
		{service: 'secretsmanager', operation: 'GetSecretValue', write: false},
	]);
});
