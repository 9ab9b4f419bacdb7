import * as z from 'zod';

const managedPrefix = 'arn:aws:iam::aws:policy/';

/** The ARN of AWS's policy that allows everything. */
export const administratorAccess = `${managedPrefix}AdministratorAccess`;

const secretsActions = ['secretsmanager:*', 'kms:DescribeKey', 'kms:ListAliases'];

/** What AWS's own policies of these names allow, in short. */
const actions: Readonly<Record<string, string[]>> = {
	AdministratorAccess: ['*'],
	IAMReadOnlyAccess: ['iam:Get*', 'iam:List*', 'iam:Simulate*'],
	SecretsManagerReadWrite: secretsActions,
};

const policyOf = ([name, Action]: [string, string[]]): [string, ManagedPolicy] => [
	managedPrefix + name,
	{
		id: `ANPA${name.toUpperCase().padEnd(17, 'X').slice(0, 17)}`,
		createdAt: 1_423_000_000,
		versions: {
			v1: {
				text: JSON.stringify({
					Version: '2012-10-17',
					Statement: [{Effect: 'Allow', Action, Resource: '*'}],
				}),
				createdAt: 1_423_000_000,
			},
		},
		defaultVersion: 'v1',
	},
];

/** The managed policies of AWS's own that the sandbox has, by ARN. */
export const awsManagedPolicies: Readonly<Partial<Record<string, ManagedPolicy>>> =
	Object.fromEntries(Object.entries(actions).map((entry) => policyOf(entry)));

/** A tag as IAM and Secrets Manager have it. */
export const tagSchema = z.object({Key: z.string(), Value: z.string()});

const identity = z.object({
	/** The unique id (`AROA…`, `AIDA…`). */
	id: z.string(),
	/** Seconds since 1970. */
	createdAt: z.number(),
	/** Trust policy, for roles. */
	trust: z.string().optional(),
	description: z.string().optional(),
	/** Inline policies: name → text as it was sent. */
	inline: z.record(z.string(), z.string()),
	/** ARNs of attached managed policies. */
	attached: z.array(z.string()).default([]),
	/** The names of the instance profiles that a role is in. */
	profiles: z.array(z.string()).optional(),
	/** The ARN of the managed policy that is the permissions boundary. */
	boundary: z.string().optional(),
	tags: z.array(tagSchema).default([]),
	/** The longest session of a role, in seconds. */
	longestSession: z.number().default(3600),
	/** When and for which region the role was last assumed; seconds since 1970. */
	lastUsed: z.object({at: z.number(), region: z.string()}).optional(),
});

/** The name under which a policy is kept that was given to an identity from outside IAM. */
export const givenPolicyName = 'Permissions';

/** A state that an earlier version saved has one nameless policy for each. */
const withGivenPolicy = z
	.object({
		id: z.string(),
		createdAt: z.number(),
		trust: z.string().optional(),
		policy: z.string(),
	})
	.transform(({policy, ...rest}): unknown => ({
		...rest,
		inline: {[givenPolicyName]: policy},
	}));

/** A role or a user. */
export const identitySchema = z.union([withGivenPolicy.pipe(identity), identity]);

/** A managed policy of an account. */
export const managedPolicySchema = z.object({
	/** The unique id (`ANPA…`). */
	id: z.string(),
	createdAt: z.number(),
	description: z.string().optional(),
	/** Version id (`v1`) → text and when it was made. */
	versions: z.record(z.string(), z.object({text: z.string(), createdAt: z.number()})),
	defaultVersion: z.string(),
});

/** A role or a user. */
export type Identity = z.infer<typeof identitySchema>;
/** A managed policy. */
export type ManagedPolicy = z.infer<typeof managedPolicySchema>;
/** A tag. */
export type Tag = z.infer<typeof tagSchema>;

/** A role or a user of which nothing more is said: no policies, no tags, sessions of an hour. */
export const newIdentity = (
	given: Pick<Identity, 'id' | 'createdAt'> & Partial<Identity>,
): Identity => ({
	inline: {},
	attached: [],
	tags: [],
	longestSession: 3600,
	...given,
});

/** The managed policy of an ARN: the account's own or AWS's. */
export const findManagedPolicy = (
	{managedPolicies}: {readonly managedPolicies: Readonly<Record<string, ManagedPolicy>>},
	arn: string,
): ManagedPolicy | undefined =>
	Object.hasOwn(managedPolicies, arn) ? managedPolicies[arn] : awsManagedPolicies[arn];
