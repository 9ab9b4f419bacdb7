import * as z from 'zod';

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
export const identitySchema = z.union([
	withGivenPolicy.pipe(identity),
	identity,
]);

/** A managed policy of an account. */
export const managedPolicySchema = z.object({
	/** The unique id (`ANPA…`). */
	id: z.string(),
	createdAt: z.number(),
	description: z.string().optional(),
	/** Version id (`v1`) → text and when it was made. */
	versions: z.record(
		z.string(),
		z.object({text: z.string(), createdAt: z.number()}),
	),
	defaultVersion: z.string(),
});

/** A role or a user. */
export type Identity = z.infer<typeof identitySchema>;
/** A managed policy. */
export type ManagedPolicy = z.infer<typeof managedPolicySchema>;
/** A tag. */
export type Tag = z.infer<typeof tagSchema>;
