import {
	CreateKeyCommand,
	DescribeKeyCommand,
	ListKeysCommand,
	ListResourceTagsCommand,
	paginateListKeys,
	TagResourceCommand,
	UntagResourceCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {account, failureOf, keyIds, newKey, openSandbox} from './harness.js';

test('a new key is a symmetric key of the practice account in the region of the call', async () => {
	await using world = await openSandbox();
	const kms = world.kms({region: 'eu-west-1'});
	const {KeyMetadata: key} = await kms.send(
		new CreateKeyCommand({
			Description: 'For Workato',
			Tags: [{TagKey: 'team', TagValue: 'data'}],
		}),
	);
	expect(key).toMatchObject({
		AWSAccountId: account,
		Description: 'For Workato',
		Enabled: true,
		KeyState: 'Enabled',
		KeyManager: 'CUSTOMER',
		KeySpec: 'SYMMETRIC_DEFAULT',
		KeyUsage: 'ENCRYPT_DECRYPT',
		Origin: 'AWS_KMS',
		MultiRegion: false,
	});
	expect(key?.Arn).toBe(`arn:aws:kms:eu-west-1:${account}:key/${key?.KeyId ?? ''}`);
	expect(key?.CreationDate).toBeInstanceOf(Date);
	const {Tags} = await kms.send(new ListResourceTagsCommand({KeyId: key?.KeyId}));
	expect(Tags).toEqual([{TagKey: 'team', TagValue: 'data'}]);
});

test('each region has keys of its own', async () => {
	await using world = await openSandbox();
	const {Arn, KeyId} = await newKey(world.kms());
	const elsewhere = world.kms({region: 'eu-west-1'});
	await expect(failureOf(elsewhere.send(new DescribeKeyCommand({KeyId})))).resolves.toMatchObject({
		name: 'NotFoundException',
	});
	await expect(failureOf(elsewhere.send(new DescribeKeyCommand({KeyId: Arn})))).resolves.toEqual({
		name: 'NotFoundException',
		message: 'Invalid arn us-east-1',
	});
	expect(await keyIds(elsewhere)).toEqual([]);
});

test.each([
	['a name that is no ID', 'my key', 'NotFoundException'],
	['an ID with a space in front', ' 1234abcd-12ab-34cd-56ef-1234567890ab', 'NotFoundException'],
	['an ID that no key has', '1234abcd-12ab-34cd-56ef-1234567890ab', 'NotFoundException'],
	['an ARN of something else', 'arn:aws:s3:::bucket', 'InvalidArnException'],
	[
		'a key of another account',
		'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
		'AccessDeniedException',
	],
])('%s is refused', async (_what, KeyId, name) => {
	await using world = await openSandbox();
	await expect(failureOf(world.kms().send(new DescribeKeyCommand({KeyId})))).resolves.toMatchObject(
		{name},
	);
});

test.each([
	['a description that is too long', {Description: 'x'.repeat(8193)}, 'ValidationException'],
	['an HMAC key to encrypt with', {KeySpec: 'HMAC_256' as const}, 'ValidationException'],
	['a tag twice', {Tags: ['a', 'a'].map((TagKey) => ({TagKey, TagValue: ''}))}, 'TagException'],
	['a tag of AWS', {Tags: [{TagKey: 'aws:mine', TagValue: ''}]}, 'TagException'],
	[
		'too many tags',
		{
			Tags: Array.from({length: 51}, (_, index) => ({
				TagKey: `t${index}`,
				TagValue: '',
			})),
		},
		'TagException',
	],
	['a tag with odd characters', {Tags: [{TagKey: 'a#b', TagValue: ''}]}, 'TagException'],
	[
		'a tag key that is too long',
		{Tags: [{TagKey: 'x'.repeat(129), TagValue: ''}]},
		'ValidationException',
	],
])('CreateKey refuses %s and makes no key', async (_what, input, name) => {
	await using world = await openSandbox();
	const kms = world.kms();
	await expect(failureOf(kms.send(new CreateKeyCommand(input)))).resolves.toMatchObject({name});
	expect(await keyIds(kms)).toEqual([]);
});

test('tags are replaced, taken away and limited to 50', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const tag = async (...names: string[]) =>
		kms.send(
			new TagResourceCommand({
				KeyId,
				Tags: names.map((TagKey) => ({TagKey, TagValue: 'v'})),
			}),
		);
	await tag('a', 'b');
	await tag('a');
	await kms.send(new UntagResourceCommand({KeyId, TagKeys: ['b']}));
	const {Tags} = await kms.send(new ListResourceTagsCommand({KeyId}));
	expect(Tags).toEqual([{TagKey: 'a', TagValue: 'v'}]);
	const many = Array.from({length: 50}, (_, index) => `t${index}`);
	await expect(failureOf(tag(...many))).resolves.toMatchObject({
		name: 'TagException',
	});
});

test('5,000 keys come in pages, none missing and none twice', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/keys', {count: 5000});
	const ids = new Set<string>();
	let pages = 0;
	for await (const page of paginateListKeys({client: world.kms()}, {Limit: 1000})) {
		pages++;
		for (const {KeyId} of page.Keys ?? []) {
			ids.add(KeyId ?? '');
		}
	}

	expect(pages).toBe(5);
	expect(ids.size).toBe(5000);
	const first = await world.kms().send(new ListKeysCommand({}));
	expect([first.Keys?.length, first.Truncated]).toEqual([100, true]);
	await expect(
		failureOf(world.kms().send(new ListKeysCommand({Marker: 'mine'}))),
	).resolves.toMatchObject({name: 'InvalidMarkerException'});
	await expect(
		failureOf(world.kms().send(new ListKeysCommand({Limit: 1001}))),
	).resolves.toMatchObject({name: 'ValidationException'});
});

test.each([
	['disabled', {KeyState: 'Disabled', Enabled: false}],
	['rsa', {KeySpec: 'RSA_2048'}],
	['hmac', {KeyUsage: 'GENERATE_VERIFY_MAC'}],
	['external', {Origin: 'EXTERNAL'}],
	['pending-deletion', {KeyState: 'PendingDeletion'}],
	['aws-managed', {KeyManager: 'AWS'}],
	['multi-region', {MultiRegion: true}],
])('a key of the kind %s can be put in place', async (kind, expected) => {
	await using world = await openSandbox();
	await world.post('/_sandbox/keys', {kind, aliasPrefix: 'unfit'});
	const {KeyMetadata} = await world.kms().send(new DescribeKeyCommand({KeyId: 'alias/unfit'}));
	expect(KeyMetadata).toMatchObject(expected);
});
