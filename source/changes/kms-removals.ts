import {
	DeleteAliasCommand,
	DescribeKeyCommand,
	DisableKeyRotationCommand,
	GetKeyLastUsageCommand,
	GetKeyRotationStatusCommand,
	ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import * as z from 'zod';
import {ifThere} from './if-there.js';
import {type Operation} from './operation.js';

const keyInput = z.strictObject({KeyId: z.string()});
const aliasInput = z.strictObject({AliasName: z.string()});
const deletionInput = keyInput.extend({
	PendingWindowInDays: z.int().min(7).max(30),
});
const reviewedTarget = z.object({targetArn: z.string()});
const reviewedUse = z.object({lastUse: z.string()});

const deleteAlias: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(new DeleteAliasCommand(aliasInput.parse(input)));
		return {};
	},
	async find(session, input, _before, setting) {
		const {AliasName} = aliasInput.parse(input);
		const {targetArn} = reviewedTarget.parse(setting);
		const found = await ifThere(
			session.kms.send(new DescribeKeyCommand({KeyId: AliasName})),
		);
		return found?.KeyMetadata
			? {state: found.KeyMetadata.Arn === targetArn ? 'not done' : 'other'}
			: {state: 'done', result: {}};
	},
	isOverwriting: true,
};

const disableKeyRotation: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(
			new DisableKeyRotationCommand(keyInput.parse(input)),
		);
		return {};
	},
	async visible(session, input) {
		const {KeyRotationEnabled} = await session.kms.send(
			new GetKeyRotationStatusCommand(keyInput.parse(input)),
		);
		return KeyRotationEnabled === false;
	},
};

// Looked at right before the call: a key that was used since the review is not what the person agreed to delete.
const scheduleKeyDeletion: Operation = {
	async send(session, input) {
		const {DeletionDate} = await session.kmsOnce.send(
			new ScheduleKeyDeletionCommand(deletionInput.parse(input)),
		);
		return DeletionDate ? {DeletionDate: DeletionDate.toISOString()} : {};
	},
	async find(session, input, _before, setting) {
		const {KeyId} = deletionInput.parse(input);
		const {lastUse} = reviewedUse.parse(setting);
		const {KeyMetadata: {KeyState = '', DeletionDate} = {}} =
			await session.kms.send(new DescribeKeyCommand({KeyId}));
		if (/^Pending\w*Deletion$/v.test(KeyState)) {
			return {
				state: 'done',
				result: DeletionDate ? {DeletionDate: DeletionDate.toISOString()} : {},
			};
		}

		const {KeyLastUsage} = await session.kms.send(
			new GetKeyLastUsageCommand({KeyId}),
		);
		const now = KeyLastUsage?.Timestamp?.toISOString() ?? '';
		return {state: now === lastUse ? 'not done' : 'other'};
	},
	isOverwriting: true,
};

/** The KMS calls that take something away, by operation name. */
export const kmsRemovals: ReadonlyArray<readonly [string, Operation]> = [
	['DeleteAlias', deleteAlias],
	['DisableKeyRotation', disableKeyRotation],
	['ScheduleKeyDeletion', scheduleKeyDeletion],
];
