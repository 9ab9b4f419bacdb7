import * as z from 'zod';
import {administratorAccess, identitySchema, managedPolicySchema} from './iam/records.js';
import {grantSchema} from './kms/grant-rules.js';
import {identityCenterSchema} from './identity-center/records.js';
import {secretSchema} from './secrets-manager/records.js';
import {workatoSchema} from './workato/records.js';

const tagSchema = z.object({TagKey: z.string(), TagValue: z.string()});

const usageSchema = z.object({
	Operation: z.string(),
	Timestamp: z.number(),
	CloudTrailEventId: z.string(),
	KmsRequestId: z.string(),
});

const keySchema = z.object({
	account: z.string(),
	region: z.string(),
	id: z.string(),
	/** Seconds since 1970, as KMS sends times. */
	createdAt: z.number(),
	description: z.string(),
	usage: z.string(),
	spec: z.string(),
	origin: z.string(),
	manager: z.enum(['CUSTOMER', 'AWS']),
	state: z.enum([
		'Enabled',
		'Disabled',
		'PendingDeletion',
		'PendingReplicaDeletion',
		'PendingImport',
	]),
	multiRegion: z.boolean(),
	/** The key policy's text, as KMS gives it back. */
	policy: z.string(),
	tags: z.array(tagSchema),
	/** Days between automatic rotations; absent when rotation is off. */
	rotationDays: z.number().optional(),
	deletionDate: z.number().optional(),
	lastUsage: usageSchema.optional(),
	grants: z.array(grantSchema).optional(),
});

const aliasSchema = z.object({
	keyId: z.string(),
	createdAt: z.number(),
	updatedAt: z.number(),
});

const callerSchema = z.object({
	account: z.string(),
	/** Who GetCallerIdentity says it is. */
	arn: z.string(),
	/** The role or user behind it; its policies are what the caller may do. */
	identity: z.string(),
	secretAccessKey: z.string(),
	sessionToken: z.string().optional(),
	/** Milliseconds since 1970. */
	expiresAt: z.number().optional(),
});

/** The shape of the state file. Records are keyed by ARN; callers by access key. */
export const stateSchema = z.object({
	version: z.literal(1),
	keys: z.record(z.string(), keySchema),
	aliases: z.record(z.string(), aliasSchema),
	identities: z.record(z.string(), identitySchema),
	callers: z.record(z.string(), callerSchema),
	// What an earlier version did not know is not in the states that it saved.
	managedPolicies: z.record(z.string(), managedPolicySchema).default({}),
	secrets: z.record(z.string(), secretSchema).default({}),
	workato: workatoSchema.prefault({}),
	identityCenter: identityCenterSchema.prefault({}),
	/** What each service that was added from outside keeps, by its id. */
	added: z.record(z.string(), z.unknown()).default({}),
});

/** Everything the embedded AWS knows. */
export type State = z.infer<typeof stateSchema>;
/** A KMS key. */
export type Key = z.infer<typeof keySchema>;
/** Credentials and who they stand for. */
export type CallerRecord = z.infer<typeof callerSchema>;

/** The account that practice happens in. */
export const sandboxAccount = '111122223333';

/** The access key that `environment` carries: a session of the role Practice, which may do everything. */
export const sandboxAccessKey = 'ASIAPRACTICEEXAMPLE1';

/** An identity policy that allows everything. */
export const allowEverything = JSON.stringify({
	Version: '2012-10-17',
	Statement: [{Effect: 'Allow', Action: '*', Resource: '*'}],
});

/** The ARN of a key. */
export const keyArn = (key: Pick<Key, 'account' | 'region' | 'id'>): string =>
	`arn:aws:kms:${key.region}:${key.account}:key/${key.id}`;

/** A role trust policy that lets the identities of the account itself assume the role. */
export const trustAccount = (account: string): string =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: {AWS: `arn:aws:iam::${account}:root`},
				Action: 'sts:AssumeRole',
			},
		],
	});

/** A role or a user with AWS's policy that allows everything. */
const administrator = {
	createdAt: 1_735_689_600,
	inline: {},
	attached: [administratorAccess],
	tags: [],
	longestSession: 3600,
};

/** What a new sandbox holds: no keys; the roles Practice and Admin and the user alice; one caller. */
export const freshState = (): State => {
	const iam = `arn:aws:iam::${sandboxAccount}`;
	const trust = trustAccount(sandboxAccount);
	return {
		version: 1,
		keys: {},
		aliases: {},
		identities: {
			[`${iam}:role/Practice`]: {
				...administrator,
				id: 'AROAPRACTICEEXAMPLE01',
				trust,
			},
			[`${iam}:role/Admin`]: {
				...administrator,
				id: 'AROAPRACTICEEXAMPLE02',
				trust,
			},
			[`${iam}:user/alice`]: {...administrator, id: 'AIDAPRACTICEEXAMPLE03'},
		},
		managedPolicies: {},
		secrets: {},
		callers: {
			[sandboxAccessKey]: {
				account: sandboxAccount,
				arn: `arn:aws:sts::${sandboxAccount}:assumed-role/Practice/you`,
				identity: `${iam}:role/Practice`,
				secretAccessKey: 'practice-only',
				sessionToken: 'practice-only',
			},
		},
		workato: workatoSchema.parse({}),
		identityCenter: identityCenterSchema.parse({}),
		added: {},
	};
};
