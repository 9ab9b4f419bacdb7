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
import {z} from 'zod';
import {describeAwsError} from '../aws/errors.js';
import {findKeyByTag, runTag} from '../aws/find-key-by-tag.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {equalPolicies} from '../policy/compare.js';
import {parsePolicyDocument} from '../policy/parse-policy-document.js';
import {type Operation} from './operation.js';

const keyInput = z.object({KeyId: z.string()});
const createKeyInput = z.object({
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

// What AWS does not know is an answer here; anything else that goes wrong is not.
async function ifThere<T>(question: Promise<T>): Promise<T | undefined> {
	try {
		return await question;
	} catch (error) {
		if (describeAwsError(error).kind === 'not-found') {
			return undefined;
		}

		throw error;
	}
}

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
		return run && findKeyByTag(session, runTag, run.TagValue);
	},
	async visible(session, _input, result) {
		const {KeyId} = keyInput.parse(result);
		return (await describeKey(session, KeyId)) !== undefined;
	},
};

const createAlias: Operation = {
	async send(session, input) {
		await session.kms.send(new CreateAliasCommand(aliasInput.parse(input)));
		return {};
	},
	async find(session, input) {
		const {AliasName, TargetKeyId} = aliasInput.parse(input);
		const metadata = await ifThere(describeKey(session, AliasName));
		const isOurs =
			metadata?.KeyId === TargetKeyId || metadata?.Arn === TargetKeyId;
		return isOurs ? {} : undefined;
	},
	async visible(session, input) {
		const {AliasName} = aliasInput.parse(input);
		return (await describeKey(session, AliasName)) !== undefined;
	},
};

const putKeyPolicy: Operation = {
	async send(session, input) {
		await session.kms.send(new PutKeyPolicyCommand(policyInput.parse(input)));
		return {};
	},
	async isAsReviewed(session, input, before) {
		return equalPolicies(await readPolicy(session, input), before);
	},
	async visible(session, input) {
		const {Policy} = policyInput.parse(input);
		return equalPolicies(
			await readPolicy(session, input),
			parsePolicyDocument(Policy),
		);
	},
};

const enableKeyRotation: Operation = {
	async send(session, input) {
		await session.kms.send(
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
		await session.kms.send(new EnableKeyCommand(keyInput.parse(input)));
		return {};
	},
	async visible(session, input) {
		const metadata = await describeKey(session, keyInput.parse(input).KeyId);
		return metadata?.KeyState === 'Enabled';
	},
};

const cancelKeyDeletion: Operation = {
	async send(session, input) {
		await session.kms.send(new CancelKeyDeletionCommand(keyInput.parse(input)));
		return {};
	},
	async visible(session, input) {
		const metadata = await describeKey(session, keyInput.parse(input).KeyId);
		return metadata?.KeyState !== 'PendingDeletion';
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
]);
