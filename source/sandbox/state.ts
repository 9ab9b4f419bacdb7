import {randomBytes, randomUUID} from 'node:crypto';
import * as z from 'zod';
import {
	tagSchema,
	administratorAccess,
	identitySchema,
	managedPolicySchema,
	newIdentity,
} from './iam/records.js';
import {grantSchema} from './kms/grant-rules.js';
import {identityCenterSchema} from './identity-center/records.js';

/** The time now in seconds since 1970, as KMS sends times. */
export const nowInSeconds = (): number => Date.now() / 1000;

/** A number of days in seconds. */
export const daysInSeconds = (days: number): number => days * 86_400;

/** The time in so many seconds from now, in milliseconds since 1970. */
export const inSeconds = (seconds: number): number => {
	const milliseconds = seconds * 1000;
	return Date.now() + milliseconds;
};

/** The account that plays Workato's in practice. */
export const sandboxWorkatoAccount = '999988887777';

/** The token of the sandbox's Developer API; it opens nothing else. */
export const sandboxApiToken = 'wrkatrial-practice-only';

const projectSchema = z.object({
	/** The ID that stands in the external ID; the folder has another one. */
	id: z.number(),
	folderId: z.number(),
	name: z.string(),
});

const firstProjects = [
	{id: 640_118, folderId: 1_563_021, name: 'Orders'},
	{id: 640_224, folderId: 1_563_185, name: 'Customer data'},
	{id: 640_371, folderId: 1_563_406, name: 'Finance'},
];

/** What the sandbox's Workato knows: one workspace and its projects. */
const workatoSchema = z.object({
	workspaceId: z.number().default(27_411),
	projects: z.array(projectSchema).default(firstProjects),
});

/** A project of the practice Workato. */
export type Project = z.infer<typeof projectSchema>;

const versionSchema = z.object({
	id: z.string(),
	/** AWSCURRENT, AWSPREVIOUS and others; a version without any is forgotten. */
	stages: z.array(z.string()),
	/** Seconds since 1970. */
	createdAt: z.number(),
	/** The one or the other, the second in base64. Practice values only. */
	text: z.string().optional(),
	binary: z.string().optional(),
});

/** A secret of Secrets Manager. */
const secretSchema = z.object({
	account: z.string(),
	region: z.string(),
	name: z.string(),
	/** The six characters that AWS adds to the name in the ARN. */
	suffix: z.string(),
	description: z.string().optional(),
	/** The AWS service that made it, and manages it. */
	owningService: z.string().optional(),
	/** A customer managed key as it was given: ID, ARN or alias. Without one it is AWS's own, aws/secretsmanager. */
	kmsKeyId: z.string().optional(),
	createdAt: z.number(),
	changedAt: z.number(),
	accessedAt: z.number().optional(),
	/** When a secret that is marked for deletion goes. */
	deletedAt: z.number().optional(),
	tags: z.array(tagSchema),
	/** The resource policy's text. */
	policy: z.string().optional(),
	versions: z.array(versionSchema),
});

/** A secret. */
export type Secret = z.infer<typeof secretSchema>;
/** One version of a secret's value. */
export type SecretVersion = z.infer<typeof versionSchema>;

/** The ARN of a secret. */
export const secretArn = ({
	account,
	region,
	name,
	suffix,
}: Pick<Secret, 'account' | 'region' | 'name' | 'suffix'>): string =>
	`arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Six random letters and digits. */
export const newSuffix = (): string =>
	[...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('');

const keyTagSchema = z.object({TagKey: z.string(), TagValue: z.string()});

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
	tags: z.array(keyTagSchema),
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
const administrator = (id: string, trust?: string) =>
	newIdentity({
		id,
		createdAt: 1_735_689_600,
		attached: [administratorAccess],
		...(trust !== undefined && {trust}),
	});

/** A key of which nothing more is said: symmetric, of KMS's own material, enabled. */
export const newKey = (
	given: Pick<Key, 'account' | 'region' | 'createdAt' | 'policy'> & Partial<Key>,
): Key => {
	const uuid = randomUUID();
	return {
		id: given.multiRegion ? `mrk-${uuid.replaceAll('-', '')}` : uuid,
		description: '',
		usage: 'ENCRYPT_DECRYPT',
		spec: 'SYMMETRIC_DEFAULT',
		origin: 'AWS_KMS',
		manager: 'CUSTOMER',
		state: 'Enabled',
		multiRegion: false,
		tags: [],
		...given,
	};
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
			[`${iam}:role/Practice`]: administrator('AROAPRACTICEEXAMPLE01', trust),
			[`${iam}:role/Admin`]: administrator('AROAPRACTICEEXAMPLE02', trust),
			[`${iam}:user/alice`]: administrator('AIDAPRACTICEEXAMPLE03'),
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
