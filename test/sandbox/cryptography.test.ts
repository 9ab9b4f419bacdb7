import {Buffer} from 'node:buffer';
import {
	DecryptCommand,
	DisableKeyCommand,
	EncryptCommand,
	GetKeyLastUsageCommand,
	ListKeysCommand,
	ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {failureOf, newKey, openSandbox} from './harness.js';

test('what was encrypted comes back, and only with the same key and context', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const [one, two] = [await newKey(kms), await newKey(kms)];
	const Plaintext = Uint8Array.from({length: 4096}, (_, index) => index % 256);
	const EncryptionContext = {app: 'workato', stage: 'test'};
	const {CiphertextBlob} = await kms.send(
		new EncryptCommand({KeyId: one.KeyId, Plaintext, EncryptionContext}),
	);
	const decrypt = async (change: object) =>
		kms.send(
			new DecryptCommand({
				CiphertextBlob,
				EncryptionContext: {stage: 'test', app: 'workato'},
				...change,
			}),
		);
	const opened = await decrypt({});
	expect(opened.KeyId).toBe(one.Arn);
	expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Buffer.from(Plaintext));
	expect(await failureOf(decrypt({KeyId: two.KeyId}))).toMatchObject({
		name: 'IncorrectKeyException',
	});
	expect(await failureOf(decrypt({EncryptionContext: {app: 'other'}}))).toMatchObject({
		name: 'InvalidCiphertextException',
	});
	const changed = Uint8Array.from(CiphertextBlob ?? [], (byte, index) =>
		index === 60 ? byte + 1 : byte,
	);
	expect(await failureOf(decrypt({CiphertextBlob: changed}))).toMatchObject({
		name: 'InvalidCiphertextException',
	});
});

test('a plaintext has 1 to 4,096 bytes', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	for (const size of [0, 4097]) {
		const call = kms.send(new EncryptCommand({KeyId, Plaintext: new Uint8Array(size)}));
		expect(await failureOf(call)).toMatchObject({name: 'ValidationException'});
	}
});

test('a disabled key neither encrypts nor decrypts', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const encrypt = async () => kms.send(new EncryptCommand({KeyId, Plaintext: Buffer.from('a')}));
	const {CiphertextBlob} = await encrypt();
	await kms.send(new DisableKeyCommand({KeyId}));
	expect(await failureOf(encrypt())).toMatchObject({name: 'DisabledException'});
	expect(await failureOf(kms.send(new DecryptCommand({CiphertextBlob})))).toMatchObject({
		name: 'DisabledException',
	});
	await kms.send(new ScheduleKeyDeletionCommand({KeyId}));
	expect(await failureOf(encrypt())).toMatchObject({
		name: 'KMSInvalidStateException',
	});
});

test.each(['rsa', 'signing', 'hmac'])('a key of the kind %s does not encrypt', async (kind) => {
	await using world = await openSandbox();
	await world.post('/_sandbox/keys', {kind});
	const {Keys} = await world.kms().send(new ListKeysCommand({}));
	const call = world.kms().send(
		new EncryptCommand({
			KeyId: Keys?.[0]?.KeyId,
			Plaintext: Buffer.from('a'),
		}),
	);
	expect(await failureOf(call)).toMatchObject({
		name: 'InvalidKeyUsageException',
	});
});

test('the last use of a key is known, and a dry run is none', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const usage = async () => {
		const {KeyLastUsage} = await kms.send(new GetKeyLastUsageCommand({KeyId}));
		return KeyLastUsage;
	};

	const Plaintext = Buffer.from('a');
	const dry = kms.send(new EncryptCommand({KeyId, Plaintext, DryRun: true}));
	expect(await failureOf(dry)).toMatchObject({
		name: 'DryRunOperationException',
	});
	expect(await usage()).toEqual({});
	await kms.send(new EncryptCommand({KeyId, Plaintext}));
	const used = await usage();
	expect(used?.Operation).toBe('Encrypt');
	expect(used?.Timestamp).toBeInstanceOf(Date);
	const byAlias = kms.send(new GetKeyLastUsageCommand({KeyId: 'alias/a'}));
	expect(await failureOf(byAlias)).toMatchObject({name: 'InvalidArnException'});
});
