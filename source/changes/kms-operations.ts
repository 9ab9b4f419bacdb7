import {
	CancelKeyDeletionCommand,
	CreateAliasCommand,
	CreateKeyCommand,
	DescribeKeyCommand,
	EnableKeyCommand,
	EnableKeyRotationCommand,
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import * as z from 'zod';
import {findKeyByTag, runTag} from '../aws/find-key-by-tag.js';
import {isScheduledForDeletion} from '../aws/kms/read-key.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {parsePolicyDocument} from '../policy/parse-policy-document.js';
import {ifThere} from './if-there.js';
import {kmsRemovals} from './kms-removals.js';
import {type Operation} from './operation.js';
import {policyTrace} from './policy-trace.js';

const keyInput = z.object({KeyId: z.string()});
const createKeyInput = z.strictObject({
	Description: z.string().optional(),
	KeySpec: z.literal('SYMMETRIC_DEFAULT'),
	KeyUsage: z.literal('ENCRYPT_DECRYPT'),
	Origin: z.literal('AWS_KMS'),
	Policy: z.string(),
	Tags: z.array(z.object({TagKey: z.string(), TagValue: z.string()})),
});
const aliasInput = z.object({AliasName: z.string(), TargetKeyId: z.string()});
const policyInput = keyInput.extend({
	PolicyName: z.literal('default'),
	Policy: z.string(),
});
const rotationInput = keyInput.extend({RotationPeriodInDays: z.number()});

async function readPolicy(session: AwsSession, input: JsonObject) {
	const {KeyId, PolicyName} = policyInput.parse(input);
	const {Policy = ''} = await session.kms.send(
		new GetKeyPolicyCommand({KeyId, PolicyName}),
	);
	return parsePolicyDocument(Policy);
}

async function describeKey(session: AwsSession, keyId: string) {
	const {KeyMetadata} = await session.kms.send(
		new DescribeKeyCommand({KeyId: keyId}),
	);
	return KeyMetadata;
}

const createKey: Operation = {
	async send(session, input) {
		const {KeyMetadata} = await session.kmsOnce.send(
			new CreateKeyCommand(createKeyInput.parse(input)),
		);
		if (!KeyMetadata?.KeyId) {
			throw new Error('AWS did not say which key it made.');
		}

		return {KeyId: KeyMetadata.KeyId, Arn: KeyMetadata.Arn};
	},
	async find(session, input) {
		const {Tags} = createKeyInput.parse(input);
		const run = Tags.find((tag) => tag.TagKey === runTag);
		const result = run && (await findKeyByTag(session, runTag, run.TagValue));
		return result ? {state: 'done', result} : {state: 'not done'};
	},
	isDuplicating: true,
	async visible(session, _input, result) {
		const {KeyId} = keyInput.parse(result);
		return (await describeKey(session, KeyId)) !== undefined;
	},
};

const createAlias: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(new CreateAliasCommand(aliasInput.parse(input)));
		return {};
	},
	async find(session, input) {
		const {AliasName, TargetKeyId} = aliasInput.parse(input);
		const metadata = await ifThere(describeKey(session, AliasName));
		if (!metadata) {
			return {state: 'not done'};
		}

		return [metadata.KeyId, metadata.Arn].includes(TargetKeyId)
			? {state: 'done', result: {}}
			: {state: 'other'};
	},
	async visible(session, input) {
		const {AliasName} = aliasInput.parse(input);
		return (await describeKey(session, AliasName)) !== undefined;
	},
};

const putKeyPolicy: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(
			new PutKeyPolicyCommand(policyInput.parse(input)),
		);
		return {};
	},
	async find(session, input, before) {
		const {Policy} = policyInput.parse(input);
		return policyTrace(
			await readPolicy(session, input),
			parsePolicyDocument(Policy),
			before,
		);
	},
	isOverwriting: true,
};

const enableKeyRotation: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(
			new EnableKeyRotationCommand(rotationInput.parse(input)),
		);
		return {};
	},
	async visible(session, input) {
		const {KeyId, RotationPeriodInDays: wanted} = rotationInput.parse(input);
		const {KeyRotationEnabled, RotationPeriodInDays: days = wanted} =
			await session.kms.send(new GetKeyRotationStatusCommand({KeyId}));
		return KeyRotationEnabled === true && days === wanted;
	},
};

const enableKey: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(new EnableKeyCommand(keyInput.parse(input)));
		return {};
	},
	async visible(session, input) {
		const metadata = await describeKey(session, keyInput.parse(input).KeyId);
		return metadata?.KeyState === 'Enabled';
	},
};

const cancelKeyDeletion: Operation = {
	async send(session, input) {
		await session.kmsOnce.send(
			new CancelKeyDeletionCommand(keyInput.parse(input)),
		);
		return {};
	},
	async visible(session, input) {
		const metadata = await describeKey(session, keyInput.parse(input).KeyId);
		return !isScheduledForDeletion(metadata?.KeyState);
	},
};

/** The KMS calls that write, by operation name. */
export const kmsOperations: ReadonlyMap<string, Operation> = new Map([
	['CreateKey', createKey],
	['CreateAlias', createAlias],
	['PutKeyPolicy', putKeyPolicy],
	['EnableKeyRotation', enableKeyRotation],
	['EnableKey', enableKey],
	['CancelKeyDeletion', cancelKeyDeletion],
	...kmsRemovals,
]);
