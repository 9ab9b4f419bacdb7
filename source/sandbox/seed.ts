import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {type JsonObject} from '../json.js';
import {parseStatements} from './evaluate.js';
import {givenPolicyName, newIdentity, tagSchema} from './iam/records.js';
import {
	allowEverything,
	type State,
	keyArn,
	newKey,
	sandboxAccount,
	type Key,
	nowInSeconds,
	daysInSeconds,
	newSuffix,
	secretArn,
	type Secret,
} from './state.js';
import {newIdentifier} from './sts.js';
import {defaultKeyPolicy, printPolicy} from './key-policy.js';
import {grantSchema} from './kms/grant-rules.js';
import {tagsField} from './kms/key-settings.js';

/** A policy in a request to the sandbox: its text, or the object itself. It has to be well formed. */
const policyText = z
	.union([z.string(), z.record(z.string(), z.json()).transform((policy) => JSON.stringify(policy))])
	.refine((policy) => {
		try {
			return parseStatements(policy).length > 0;
		} catch {
			return false;
		}
	}, 'is no policy');

const callerSchema = z.object({
	accessKeyId: z.string().regex(/^[0-9A-Z]{16,128}$/v),
	/** `arn:aws:sts::…:assumed-role/Name/session`, `arn:aws:iam::…:user/name` or `arn:aws:iam::…:root`. */
	arn: z.string().regex(/^arn:aws:(?:iam|sts)::\d{12}:.+$/v),
	/** The path of an assumed role, such as `/aws-reserved/sso.amazonaws.com/`. */
	path: z.string().default('/'),
	policy: policyText.optional(),
	trust: policyText.optional(),
	sessionToken: z.string().optional(),
	expired: z.boolean().default(false),
});

/** Adds an identity and the access key that stands for it. Without `policy` a new one may do everything. */
export const addCaller = (state: State, body: unknown): JsonObject => {
	const {accessKeyId, arn, path, policy, trust, sessionToken, expired} = callerSchema.parse(body);
	const account = arn.split(':', 5)[4] ?? '';
	const role = /:assumed-role\/(?<name>[^\/]+)\//v.exec(arn)?.groups?.name;
	const identity = role === undefined ? arn : `arn:aws:iam::${account}:role${path}${role}`;
	if (!identity.endsWith(':root')) {
		const kept = state.identities[identity];
		state.identities[identity] = {
			...newIdentity({
				id: newIdentifier(role === undefined ? 'AIDA' : 'AROA'),
				createdAt: nowInSeconds(),
				inline: {[givenPolicyName]: allowEverything},
			}),
			...kept,
			...(trust !== undefined && {trust}),
			...(policy !== undefined && {
				inline: {[givenPolicyName]: policy},
				attached: [],
			}),
		};
	}

	const secretAccessKey = 'practice-only';
	state.callers[accessKeyId] = {
		account,
		arn,
		identity,
		secretAccessKey,
		sessionToken,
		...(expired && {expiresAt: 0}),
	};
	return {
		accessKeyId,
		secretAccessKey,
		...(sessionToken !== undefined && {sessionToken}),
		identity,
	};
};

/** The kinds of key that can be made in bulk, as what sets them apart. */
const kinds: Readonly<Record<string, Partial<Key>>> = {
	plain: {},
	disabled: {state: 'Disabled'},
	rsa: {spec: 'RSA_2048', usage: 'ENCRYPT_DECRYPT'},
	signing: {spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY'},
	hmac: {spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC'},
	external: {origin: 'EXTERNAL', state: 'Enabled'},
	'pending-import': {origin: 'EXTERNAL', state: 'PendingImport'},
	'pending-deletion': {state: 'PendingDeletion'},
	'pending-replica-deletion': {
		state: 'PendingReplicaDeletion',
		multiRegion: true,
	},
	'aws-managed': {manager: 'AWS'},
	'multi-region': {multiRegion: true},
};

const kindNames = z.enum(Object.keys(kinds)).transform((kind): Partial<Key> => kinds[kind] ?? {});

const keySeedSchema = z.object({
	count: z.int().min(1).max(100_000).default(1),
	region: z.string().default('us-east-1'),
	account: z
		.string()
		.regex(/^\d{12}$/v)
		.default(sandboxAccount),
	kind: kindNames.prefault('plain'),
	/** Each key gets the alias `alias/<prefix>-<number>`; the number is left out when one key is made. */
	aliasPrefix: z.string().optional(),
	description: z.string().default(''),
	tags: tagsField.default([]),
	/** Taken as it is: principals are not looked for and nobody is kept from locking themselves out. */
	policy: policyText.optional(),
	rotationDays: z.int().optional(),
	/** Taken as they are, as AWS's own services give them too. */
	grants: z
		.array(
			grantSchema.extend({
				id: z.string().default(() => randomUUID()),
				issuer: z.string().default(sandboxAccount),
				createdAt: z.number().default(() => nowInSeconds()),
			}),
		)
		.optional(),
});

/** What the policy of a key that AWS manages lets its account do: look. */
const managedPolicy = (account: string): string =>
	printPolicy(
		JSON.stringify({
			Version: '2012-10-17',
			Id: 'auto-practice',
			Statement: [
				{
					Sid: 'Allow the account to look',
					Effect: 'Allow',
					Principal: {AWS: account},
					Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
					Resource: '*',
				},
			],
		}),
	);

/** Makes many keys of one kind at once, without the checks of CreateKey. Answers their ARNs. */
export const seedKeys = (state: State, body: unknown): JsonObject => {
	const {
		count,
		region,
		account,
		kind: settings,
		aliasPrefix,
		description,
		tags,
		policy,
		rotationDays,
		grants,
	} = keySeedSchema.parse(body);
	const now = nowInSeconds();
	const text =
		policy === undefined
			? settings.manager === 'AWS'
				? managedPolicy(account)
				: defaultKeyPolicy(account)
			: printPolicy(policy);
	const arns = Array.from({length: count}, (_, index) => {
		const key = newKey({
			account,
			region,
			createdAt: now,
			description,
			policy: text,
			tags,
			rotationDays,
			grants,
			...settings,
			...(settings.state === 'PendingDeletion' && {
				deletionDate: now + daysInSeconds(30),
			}),
		});
		state.keys[keyArn(key)] = key;
		if (aliasPrefix !== undefined) {
			const name = count === 1 ? aliasPrefix : `${aliasPrefix}-${index + 1}`;
			state.aliases[`arn:aws:kms:${region}:${account}:alias/${name}`] = {
				keyId: key.id,
				createdAt: now,
				updatedAt: now,
			};
		}

		return keyArn(key);
	});
	return {arns};
};

const secretSeedSchema = z.object({
	count: z.int().min(1).max(100_000).default(1),
	/** Each secret gets the name `<name>-<number>`; the number is left out when one secret is made. */
	name: z.string().min(1),
	region: z.string().default('us-east-1'),
	account: z
		.string()
		.regex(/^\d{12}$/v)
		.default(sandboxAccount),
	description: z.string().optional(),
	/** The AWS service that owns it; its name then holds a `!`. */
	owningService: z.string().optional(),
	kmsKeyId: z.string().optional(),
	/** The value's text. */
	value: z.string().default('{"username":"practice","password":"practice-only"}'),
	tags: z.array(tagSchema).default([]),
	/** Taken as it is: principals are not looked for. */
	policy: policyText.optional(),
	/** Whether it is scheduled for deletion. */
	deleted: z.boolean().default(false),
});

/** Makes many secrets at once, without the checks of CreateSecret. Answers their ARNs. */
export const seedSecrets = (state: State, body: unknown): JsonObject => {
	const {count, name, value, deleted, ...rest} = secretSeedSchema.parse(body);
	const now = nowInSeconds();
	const arns = Array.from({length: count}, (_, index) => {
		const secret: Secret = {
			...rest,
			name: count === 1 ? name : `${name}-${index + 1}`,
			suffix: newSuffix(),
			createdAt: now,
			changedAt: now,
			...(deleted && {deletedAt: now + daysInSeconds(30)}),
			versions: [{id: randomUUID(), stages: ['AWSCURRENT'], createdAt: now, text: value}],
		};
		state.secrets[secretArn(secret)] = secret;
		return secretArn(secret);
	});
	return {arns};
};
