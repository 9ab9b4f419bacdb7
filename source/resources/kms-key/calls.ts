import {
	CancelKeyDeletionCommand,
	CreateKeyCommand,
	DisableKeyRotationCommand,
	EnableKeyCommand,
	EnableKeyRotationCommand,
	PutKeyPolicyCommand,
	ScheduleKeyDeletionCommand,
	KMSClient,
} from '@aws-sdk/client-kms';
import * as z from 'zod';
import {parsePolicyDocument} from '../../policy/policy-document.js';
import {defineCall, policyWriteState} from '../resource.js';
import {runTag} from '../ownership.js';
import {findKeyByTag} from './list.js';
import {
	describeKey,
	isScheduledForDeletion,
	readKeyPolicy,
	readKeyUse,
	readRotation,
} from './read.js';
import {keyIdOf, onKey, replayCreation, replayPolicy, replayRotation} from './effects.js';

const keyInput = z.strictObject({KeyId: z.string()});
const made = z.object({KeyId: z.string()});
const reviewedUse = z.object({lastUse: z.string()});

/** Makes a symmetric key for encryption. */
export const createKey = defineCall({
	service: 'kms',
	operation: 'CreateKey',
	permission: {
		actions: ['kms:CreateKey', 'kms:TagResource'],
		why: 'a new key, marked as this setup’s own so that a lost reply never leads to a second one',
	},
	policy: {field: 'Policy', title: 'Key policy'},
	input: z.strictObject({
		Description: z.string().optional(),
		KeySpec: z.literal('SYMMETRIC_DEFAULT'),
		KeyUsage: z.literal('ENCRYPT_DECRYPT'),
		Origin: z.literal('AWS_KMS'),
		Policy: z.string(),
		Tags: z.array(z.strictObject({TagKey: z.string(), TagValue: z.string()})),
	}),
	async send(session, input) {
		const {KeyMetadata} = await session.once(KMSClient).send(new CreateKeyCommand(input));
		if (!KeyMetadata?.KeyId) {
			throw new Error('AWS did not say which key it made.');
		}

		return {KeyId: KeyMetadata.KeyId, Arn: KeyMetadata.Arn};
	},
	async find(session, {Tags}) {
		const run = Tags.find((tag) => tag.TagKey === runTag);
		const result = run && (await findKeyByTag(session, runTag, run.TagValue));
		return result ? {state: 'done', result} : {state: 'not done'};
	},
	isDuplicating: true,
	async visible(session, _input, result) {
		return (await describeKey(session, made.parse(result).KeyId)) !== undefined;
	},
	effect: replayCreation,
});

/** Writes the whole policy of a key. The lockout check stays on: the input has no field to turn it off. */
export const putKeyPolicy = defineCall({
	service: 'kms',
	operation: 'PutKeyPolicy',
	permission: {why: 'add Workato’s statement; every other statement stays'},
	policy: {field: 'Policy', title: 'Key policy'},
	input: keyInput.extend({
		PolicyName: z.literal('default'),
		Policy: z.string(),
	}),
	async send(session, input) {
		await session.once(KMSClient).send(new PutKeyPolicyCommand(input));
		return {};
	},
	async find(session, {KeyId, Policy: wanted}, before) {
		const now = await readKeyPolicy(session, KeyId);
		return policyWriteState(now?.document, parsePolicyDocument(wanted), before);
	},
	isOverwriting: true,
	effect: replayPolicy,
});

/** Turns automatic rotation on, or changes its period. */
export const enableKeyRotation = defineCall({
	service: 'kms',
	operation: 'EnableKeyRotation',
	permission: {why: 'rotation'},
	input: keyInput.extend({RotationPeriodInDays: z.number()}),
	async send(session, input) {
		await session.once(KMSClient).send(new EnableKeyRotationCommand(input));
		return {};
	},
	async visible(session, {KeyId, RotationPeriodInDays: wanted}) {
		const {enabled, days = wanted} = await readRotation(session, KeyId);
		return enabled && days === wanted;
	},
	effect(effects, entry, read) {
		const {KeyId, RotationPeriodInDays: days} = read();
		replayRotation(effects, entry, KeyId, {enabled: true, days});
	},
});

/** Turns automatic rotation off. */
export const disableKeyRotation = defineCall({
	service: 'kms',
	operation: 'DisableKeyRotation',
	permission: {why: 'turn rotation off again', when: 'undo'},
	input: keyInput,
	async send(session, input) {
		await session.once(KMSClient).send(new DisableKeyRotationCommand(input));
		return {};
	},
	async visible(session, {KeyId}) {
		const {enabled} = await readRotation(session, KeyId);
		return !enabled;
	},
	effect(effects, entry, read) {
		replayRotation(effects, entry, read().KeyId, {enabled: false});
	},
});

/** Enables a key that is disabled. */
export const enableKey = defineCall({
	service: 'kms',
	operation: 'EnableKey',
	permission: {why: 'enable a key that is disabled', when: 'fix'},
	input: keyInput,
	async send(session, input) {
		await session.once(KMSClient).send(new EnableKeyCommand(input));
		return {};
	},
	async visible(session, {KeyId}) {
		const key = await describeKey(session, KeyId);
		return key?.state === 'Enabled';
	},
});

/** Deletes a key after a waiting time. A key that was used since the review is not what the person agreed to delete. */
export const scheduleKeyDeletion = defineCall({
	service: 'kms',
	operation: 'ScheduleKeyDeletion',
	permission: {why: 'delete the key, only with --delete-key', when: 'undo'},
	input: keyInput.extend({PendingWindowInDays: z.int().min(7).max(30)}),
	async send(session, input) {
		const {DeletionDate} = await session
			.once(KMSClient)
			.send(new ScheduleKeyDeletionCommand(input));
		return deletionResult(DeletionDate?.toISOString());
	},
	async find(session, {KeyId}, _before, setting) {
		const {lastUse} = reviewedUse.parse(setting);
		const key = await describeKey(session, KeyId);
		if (isScheduledForDeletion(key?.state)) {
			return {state: 'done', result: deletionResult(key?.deletionDate)};
		}

		const {last} = await readKeyUse(session, KeyId);
		return {state: (last?.at ?? '') === lastUse ? 'not done' : 'other'};
	},
	isOverwriting: true,
	// What was done to the key goes with it.
	effect(effects, entry, read) {
		effects.shelve(onKey(keyIdOf(read().KeyId)), entry);
	},
});

/** Keeps a key that waits for its deletion; AWS leaves it disabled. */
export const cancelKeyDeletion = defineCall({
	service: 'kms',
	operation: 'CancelKeyDeletion',
	permission: {why: 'keep a key that waits for its deletion', when: 'fix'},
	input: keyInput,
	async send(session, input) {
		await session.once(KMSClient).send(new CancelKeyDeletionCommand(input));
		return {};
	},
	async visible(session, {KeyId}) {
		const key = await describeKey(session, KeyId);
		return !isScheduledForDeletion(key?.state);
	},
	effect(effects, entry, read) {
		effects.restore(onKey(keyIdOf(read().KeyId)), entry);
	},
});

function deletionResult(date: string | undefined) {
	return date === undefined ? {} : {DeletionDate: date};
}
