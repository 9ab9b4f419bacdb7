import {DescribeKeyCommand} from '@aws-sdk/client-kms';
import {
	DescribeSecretCommand,
	GetSecretValueCommand,
	ListSecretsCommand,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {GetRoleCommand} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {startSandbox} from '../../source/sandbox/server.js';
import {clientOptions, failureOf, openSandbox, type OpenSandbox} from './harness.js';

const openSeeded = async () => {
	const world = await openSandbox();
	await world.post('/_sandbox/seed', {});
	return world;
};

const namesIn = async (world: OpenSandbox, IncludePlannedDeletion = true) => {
	const {SecretList = []} = await world
		.secrets()
		.send(new ListSecretsCommand({IncludePlannedDeletion}));
	return SecretList.map(({Name}) => Name);
};

const read = async (world: OpenSandbox, SecretId: string) =>
	world.secrets().send(new GetSecretValueCommand({SecretId}));

test('a seeded account has twelve secrets, one of them on its way out', async () => {
	await using world = await openSeeded();
	const all = await namesIn(world);
	expect(all).toHaveLength(12);
	expect(new Set(all).size).toBe(12);
	const present = await namesIn(world, false);
	expect(all.filter((name) => !present.includes(name))).toEqual(['workato/old/crm-api']);
});

test('seeding twice, or another sandbox, gives the same', async () => {
	await using world = await openSeeded();
	const arnOf = async () => {
		const {ARN} = await world.secrets().send(new DescribeSecretCommand({SecretId: 'shared/smtp'}));
		return ARN;
	};

	const before = await arnOf();
	await world.post('/_sandbox/seed', {});
	expect(await namesIn(world)).toHaveLength(12);
	await using other = await openSeeded();
	const {ARN} = await other.secrets().send(new DescribeSecretCommand({SecretId: 'shared/smtp'}));
	expect([before, await arnOf()]).toEqual([ARN, ARN]);
});

test('one secret is plain text, one refuses all but its application, two have a key of the account', async () => {
	await using world = await openSeeded();
	const {SecretString} = await read(world, 'workato/finance/bank-certificate');
	expect(() => JSON.parse(SecretString ?? '') as unknown).toThrow();
	const {message} = await failureOf(read(world, 'workato/finance/ledger-api'));
	expect(message).toContain('explicit deny in a resource-based policy');
	for (const name of ['workato/customers/mail', 'workato/finance/payroll-database']) {
		const {KmsKeyId} = await world.secrets().send(new DescribeSecretCommand({SecretId: name}));
		const {KeyMetadata} = await world.kms().send(new DescribeKeyCommand({KeyId: KmsKeyId ?? ''}));
		expect(KeyMetadata?.KeyManager).toBe('CUSTOMER');
		await expect(read(world, name)).resolves.toBeDefined();
	}
});

test('a role is shared by three others, and one lets Workato in without an external ID', async () => {
	await using world = await openSeeded();
	const trustOf = async (RoleName: string) => {
		const {Role} = await world.iam().send(new GetRoleCommand({RoleName}));
		return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
	};

	const shared = await trustOf('SharedIntegrations');
	expect(shared.match(/"Effect"/gv)).toHaveLength(3);
	expect(await trustOf('OldWorkato')).not.toContain('ExternalId');
	expect(
		await world.post('/_workato/add-role', {
			project: 'Orders',
			roleArn: 'arn:aws:iam::111122223333:role/OldWorkato',
			secretArn: 'workato/orders/database',
		}),
	).toMatchObject({accepted: false});
});

test('a new sandbox is bare unless it is to be seeded', async () => {
	await using world = await openSandbox();
	expect(await namesIn(world)).toEqual([]);
	await world.sandbox.close();
	const seeded = await startSandbox({
		stateFile: world.stateFile,
		fresh: true,
		seeded: true,
	});
	const client = new SecretsManagerClient(clientOptions(seeded));
	const {SecretList} = await client.send(new ListSecretsCommand({}));
	expect(SecretList).toHaveLength(11);
	await seeded.close();
});
