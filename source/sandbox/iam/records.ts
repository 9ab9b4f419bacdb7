import * as z from 'zod';
import {type RequestContext} from '../conditions.js';
import {AwsError} from '../answer.js';
import {invalid, queryObjects} from '../operation.js';

const prefix = 'arn:aws:iam::aws:policy/';

/** The ARN of AWS's policy that allows everything. */
export const administratorAccess = `${prefix}AdministratorAccess`;

const secretsActions = ['secretsmanager:*', 'kms:DescribeKey', 'kms:ListAliases'];

/** What AWS's own policies of these names allow, in short. */
const actions: Readonly<Record<string, string[]>> = {
	AdministratorAccess: ['*'],
	IAMReadOnlyAccess: ['iam:Get*', 'iam:List*', 'iam:Simulate*'],
	SecretsManagerReadWrite: secretsActions,
};

const policyOf = ([name, Action]: [string, string[]]): [string, ManagedPolicy] => [
	prefix + name,
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
type Tag = z.infer<typeof tagSchema>;

/** The managed policy of an ARN: the account's own or AWS's. */
export const findManagedPolicy = (
	{managedPolicies}: {readonly managedPolicies: Readonly<Record<string, ManagedPolicy>>},
	arn: string,
): ManagedPolicy | undefined =>
	Object.hasOwn(managedPolicies, arn) ? managedPolicies[arn] : awsManagedPolicies[arn];

/** The tags that a form carries, as `Tags.member.1.Key` and `.Value`. */
export const readTags = (form: URLSearchParams): Tag[] => {
	const tags = queryObjects(form, 'Tags', 'Key').map((prefix) => ({
		Key: form.get(`${prefix}Key`) ?? '',
		Value: form.get(`${prefix}Value`) ?? '',
	}));
	const allowed = /^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]*$/v;
	const wrong = tags.find(
		({Key, Value}) =>
			Key === '' || Key.length > 128 || Value.length > 256 || !allowed.test(Key + Value),
	);
	if (wrong) {
		throw invalid(`The tag ${wrong.Key} has a key or a value that tags cannot have.`);
	}

	return tags;
};

/** What policies see of the tags that a request carries. */
export const tagsContext = (tags: readonly Tag[]): RequestContext => ({
	'aws:tagkeys': tags.map(({Key}) => Key),
	...Object.fromEntries(
		tags.map(({Key, Value}): [string, string[]] => [
			`aws:requesttag/${Key.toLowerCase()}`,
			[Value],
		]),
	),
});

/**
The tags of a role after `added`; one of the same key, in any case, is replaced.
@throws {AwsError} InvalidInput: a key twice, or AWS's own prefix; LimitExceeded: over 50.
*/
export const mergeTags = (present: readonly Tag[], added: readonly Tag[]): Tag[] => {
	const keys = new Set(added.map(({Key}) => Key.toLowerCase()));
	if (keys.size < added.length) {
		throw new AwsError(
			'InvalidInput',
			'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
		);
	}

	if ([...keys].some((key) => key.startsWith('aws:'))) {
		throw new AwsError('InvalidInput', 'Tag keys that begin with aws: are reserved.');
	}

	const merged = [...present.filter(({Key}) => !keys.has(Key.toLowerCase())), ...added];
	if (merged.length > 50) {
		throw new AwsError('LimitExceeded', 'Cannot exceed quota for TagsPerRole: 50', 409);
	}

	return merged;
};
