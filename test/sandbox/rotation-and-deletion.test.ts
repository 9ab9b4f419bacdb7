import {
	CancelKeyDeletionCommand,
	DisableKeyCommand,
	DisableKeyRotationCommand,
	EnableKeyCommand,
	EnableKeyRotationCommand,
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	ListKeysCommand,
	PutKeyPolicyCommand,
	ScheduleKeyDeletionCommand,
	TagResourceCommand,
	UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {describeKey, failureOf, newKey, openSandbox} from './harness.js';

test('rotation is switched on with a period, changed, and off', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const status = async () => {
		const {KeyRotationEnabled, RotationPeriodInDays} = await kms.send(
			new GetKeyRotationStatusCommand({KeyId}),
		);
		return [KeyRotationEnabled, RotationPeriodInDays];
	};

	expect(await status()).toEqual([false, undefined]);
	await kms.send(new EnableKeyRotationCommand({KeyId}));
	expect(await status()).toEqual([true, 365]);
	await kms.send(new EnableKeyRotationCommand({KeyId, RotationPeriodInDays: 90}));
	expect(await status()).toEqual([true, 90]);
	await kms.send(new DisableKeyRotationCommand({KeyId}));
	expect(await status()).toEqual([false, undefined]);
	for (const RotationPeriodInDays of [89, 2561]) {
		const call = kms.send(new EnableKeyRotationCommand({KeyId, RotationPeriodInDays}));
		expect(await failureOf(call)).toMatchObject({name: 'ValidationException'});
	}
});

test.each([
	['disabled', 'DisabledException'],
	['pending-deletion', 'KMSInvalidStateException'],
	['rsa', 'UnsupportedOperationException'],
	['external', 'UnsupportedOperationException'],
])('a key of the kind %s does not rotate', async (kind, name) => {
	await using world = await openSandbox();
	await world.post('/_sandbox/keys', {kind});
	const {Keys} = await world.kms().send(new ListKeysCommand({}));
	const call = world.kms().send(new EnableKeyRotationCommand({KeyId: Keys?.[0]?.KeyId}));
	await expect(failureOf(call)).resolves.toMatchObject({name});
});

test('deletion is scheduled, stops everything, and is taken back to a disabled key', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {KeyId, Arn} = await newKey(kms);
	const state = async () => {
		const key = await describeKey(kms, KeyId);
		return key?.KeyState;
	};

	await expect(failureOf(kms.send(new CancelKeyDeletionCommand({KeyId})))).resolves.toMatchObject({
		name: 'KMSInvalidStateException',
	});
	await expect(
		failureOf(kms.send(new ScheduleKeyDeletionCommand({KeyId, PendingWindowInDays: 6}))),
	).resolves.toMatchObject({name: 'ValidationException'});
	await kms.send(new EnableKeyRotationCommand({KeyId}));
	const scheduled = await kms.send(new ScheduleKeyDeletionCommand({KeyId, PendingWindowInDays: 7}));
	expect(scheduled).toMatchObject({KeyId: Arn, KeyState: 'PendingDeletion'});
	for (const call of [
		async () => kms.send(new EnableKeyCommand({KeyId})),
		async () => kms.send(new DisableKeyCommand({KeyId})),
		async () => kms.send(new TagResourceCommand({KeyId, Tags: []})),
		async () => kms.send(new UpdateKeyDescriptionCommand({KeyId, Description: ''})),
	]) {
		expect(await failureOf(call())).toMatchObject({
			name: 'KMSInvalidStateException',
		});
	}

	// What the key states of KMS's documentation say besides: the policy and the aliases may go, the rotation is told as off.
	const {Policy} = await kms.send(new GetKeyPolicyCommand({KeyId}));
	await kms.send(new PutKeyPolicyCommand({KeyId, Policy}));
	expect(await kms.send(new GetKeyRotationStatusCommand({KeyId}))).toMatchObject({
		KeyRotationEnabled: false,
	});
	for (const call of [
		async () => kms.send(new EnableKeyRotationCommand({KeyId})),
		async () => kms.send(new DisableKeyRotationCommand({KeyId})),
	]) {
		expect(await failureOf(call())).toMatchObject({name: 'KMSInvalidStateException'});
	}

	await kms.send(new CancelKeyDeletionCommand({KeyId}));
	expect(await kms.send(new GetKeyRotationStatusCommand({KeyId}))).toMatchObject({
		KeyRotationEnabled: true,
	});
	expect(await state()).toBe('Disabled');
	await kms.send(new EnableKeyCommand({KeyId}));
	expect(await state()).toBe('Enabled');
});
