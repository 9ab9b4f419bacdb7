import {
	CreateAliasCommand,
	DeleteAliasCommand,
	GetKeyPolicyCommand,
	ListAliasesCommand,
	UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {account, describeKey, failureOf, newKey, openSandbox} from './harness.js';

test('an alias stands for its key, by name and by ARN, until it moves or goes', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const [one, two] = [await newKey(kms), await newKey(kms)];
	const target = async (id: string) => {
		const key = await describeKey(kms, id);
		return key?.Arn;
	};

	const AliasName = 'alias/workato-ekm';
	await kms.send(new CreateAliasCommand({AliasName, TargetKeyId: one.Arn}));
	expect(await target(AliasName)).toBe(one.Arn);
	expect(await target(`arn:aws:kms:us-east-1:${account}:${AliasName}`)).toBe(one.Arn);
	await kms.send(new UpdateAliasCommand({AliasName, TargetKeyId: two.KeyId}));
	expect(await target(AliasName)).toBe(two.Arn);
	const {Aliases} = await kms.send(new ListAliasesCommand({KeyId: two.KeyId}));
	expect(Aliases).toMatchObject([{AliasName, TargetKeyId: two.KeyId}]);
	await kms.send(new DeleteAliasCommand({AliasName}));
	expect(await failureOf(target(AliasName))).toMatchObject({
		name: 'NotFoundException',
	});
});

test('the aliases that AWS reserves are listed too', async () => {
	await using world = await openSandbox();
	const {Aliases} = await world.kms().send(new ListAliasesCommand({}));
	expect(Aliases).toContainEqual({
		AliasName: 'alias/aws/s3',
		AliasArn: `arn:aws:kms:us-east-1:${account}:alias/aws/s3`,
	});
});

test.each([
	['workato', 'ValidationException'],
	['alias/with space', 'ValidationException'],
	[`alias/${'x'.repeat(251)}`, 'ValidationException'],
	['alias/', 'InvalidAliasNameException'],
	['alias/aws/mine', 'InvalidAliasNameException'],
])('the alias %s is refused', async (AliasName, name) => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	await expect(
		failureOf(kms.send(new CreateAliasCommand({AliasName, TargetKeyId: KeyId}))),
	).resolves.toMatchObject({name});
});

test('an alias that is there already is never taken over', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const [one, two] = [await newKey(kms), await newKey(kms)];
	await kms.send(new CreateAliasCommand({AliasName: 'alias/mine', TargetKeyId: one.KeyId}));
	const again = kms.send(new CreateAliasCommand({AliasName: 'alias/mine', TargetKeyId: two.KeyId}));
	expect(await failureOf(again)).toEqual({
		name: 'AlreadyExistsException',
		message: `An alias with the name arn:aws:kms:us-east-1:${account}:alias/mine already exists`,
	});
	expect(await describeKey(kms, 'alias/mine')).toMatchObject({
		KeyId: one.KeyId,
	});
});

test('a key has at most 50 aliases', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const add = async (index: number) =>
		kms.send(
			new CreateAliasCommand({
				AliasName: `alias/a${index}`,
				TargetKeyId: KeyId,
			}),
		);
	await Promise.all(Array.from({length: 50}, async (_, index) => add(index)));
	expect(await failureOf(add(50))).toMatchObject({
		name: 'LimitExceededException',
	});
});

test('most operations do not take an alias', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	await kms.send(new CreateAliasCommand({AliasName: 'alias/mine', TargetKeyId: KeyId}));
	const byName = kms.send(new GetKeyPolicyCommand({KeyId: 'alias/mine'}));
	expect(await failureOf(byName)).toMatchObject({name: 'NotFoundException'});
	const byArn = kms.send(
		new GetKeyPolicyCommand({
			KeyId: `arn:aws:kms:us-east-1:${account}:alias/mine`,
		}),
	);
	expect(await failureOf(byArn)).toMatchObject({name: 'InvalidArnException'});
});
