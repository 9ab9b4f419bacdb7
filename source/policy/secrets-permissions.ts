import {type PolicyDocument, type Statement} from './policy-document.js';

/** The secrets that a role may read, and the customer managed keys (ARNs) that encrypt them. */
export type SecretsAccess = {
	/** Exact ARNs as AWS prints them, every secret of the place whose name begins so, or all of the place. */
	secrets: 'all' | readonly string[] | {prefix: string};
	region: string;
	account: string;
	partition: string;
	kmsKeyArns: readonly string[];
};

/** The characters of a secret's name, in words: those of AWS's own pattern. A service that owns a secret puts a `!` into its name. */
export const secretNameCharacters = 'letters, digits and / _ + = . @ - !';

const nameText = /^[\w!+\-.\/=@]+$/v;

/** Whether every secret name may begin so; a wildcard may not stand in it, since a policy would read more into it. */
export const isSecretNamePrefix = (text: string): boolean =>
	nameText.test(text) && text.length <= 512;

const secretArn = (
	{partition, region, account}: Omit<SecretsAccess, 'kmsKeyArns'>,
	name: string,
): string => `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;

const exactArn = /^arn:[\-a-z]+:secretsmanager:[\d\-a-z]+:\d{12}:secret:[\w!+\-.\/=@]+$/v;

/** Whether a text is the ARN of one secret, with nothing in it that no secret's name has. */
export const isSecretArn = (text: string): boolean => exactArn.test(text);

/**
What a pattern for secrets is held against: the part of a secret's ARN behind `secret:`, which is the name with a dash and six
characters. So a prefix that ends with a dash reaches the secret of the name before it, too. A text that is no ARN stays.
*/
export const secretPart = (arn: string): string => arn.slice(partStart(arn));

/** Whether a permission for a prefix reaches a secret. */
export const isUnderPrefix = (arn: string, prefix: string): boolean =>
	arn.startsWith(prefix, partStart(arn));

const partMark = ':secret:';

const partStart = (arn: string): number =>
	arn.startsWith('arn:') && arn.includes(partMark) ? arn.indexOf(partMark) + partMark.length : 0;

/** Whether a text is the ARN of one key, of whatever account: no alias, and nothing that would stand for several. */
export const isKeyArn = (text: string): boolean =>
	/^arn:[\-a-z]+:kms:[\d\-a-z]+:\d{12}:key\/[\d\-a-z]+$/iv.test(text);

/** Lists the secrets' ARNs or patterns. Throws RangeError for what would mean more than it says. */
export function secretResources(access: Omit<SecretsAccess, 'kmsKeyArns'>): string[] {
	const {secrets} = access;
	if (secrets === 'all') {
		return [secretArn(access, '*')];
	}

	if ('prefix' in secrets) {
		if (!isSecretNamePrefix(secrets.prefix)) {
			throw new RangeError('A prefix holds characters that no secret has.');
		}

		return [secretArn(access, `${secrets.prefix}*`)];
	}

	const stray = secrets.find((arn) => !exactArn.test(arn));
	if (stray !== undefined) {
		throw new RangeError(`${stray} is not the ARN of a secret.`);
	}

	return [...new Set(secrets)].toSorted();
}

const domains: Record<string, string> = {
	'aws-cn': 'amazonaws.com.cn',
	'aws-eusc': 'amazonaws.eu',
};

/** The domain of the services of a partition. */
export const serviceDomain = (partition: string): string => domains[partition] ?? 'amazonaws.com';

/** The value of `kms:ViaService` when Secrets Manager asks KMS in a region. */
export const viaSecretsManager = (region: string, partition: string): string =>
	`secretsmanager.${region}.${serviceDomain(partition)}`;

const oneOrMany = (values: string[]): string | string[] =>
	values.length === 1 ? values[0]! : values;

const decryptStatement = ({kmsKeyArns, region, partition}: SecretsAccess): Statement => {
	const keys = [...new Set(kmsKeyArns)].toSorted();
	const stray = keys.find((arn) => !isKeyArn(arn));
	if (stray !== undefined) {
		throw new RangeError(`${stray} is not the ARN of a key.`);
	}

	// A key is only ever asked by the Secrets Manager of its own region, so one statement for all regions widens nothing.
	const regions = keys.map((arn) => arn.split(':', 4)[3] ?? region);
	return {
		Sid: 'DecryptThroughSecretsManager',
		Effect: 'Allow',
		Action: 'kms:Decrypt',
		Resource: oneOrMany(keys),
		Condition: {
			StringEquals: {
				'kms:ViaService': oneOrMany(
					[...new Set(regions)].toSorted().map((name) => viaSecretsManager(name, partition)),
				),
			},
		},
	};
};

/**
Builds the least that a role needs to read secrets: GetSecretValue on just these, and Decrypt on just these keys, through Secrets
Manager only. At most two statements. Throws RangeError for an ARN or prefix with wildcards or anything else that no secret or key has.
*/
export const buildSecretsPermissions = (access: SecretsAccess): PolicyDocument => ({
	Version: '2012-10-17',
	Statement: [
		{
			Sid: 'ReadSecrets',
			Effect: 'Allow',
			Action: 'secretsmanager:GetSecretValue',
			Resource: oneOrMany(secretResources(access)),
		},
		...(access.kmsKeyArns.length > 0 ? [decryptStatement(access)] : []),
	],
});

const fewer = 'Choose fewer secrets, or give them names with a common prefix and choose by prefix.';

/**
Where a policy of a role is kept, with IAM's limit in characters (IAM quotas). The one of a trust policy can be raised; inline policies
share theirs.
*/
const slots = {
	trust: {
		limit: 2048,
		name: 'The trust policy',
		hint: 'Take statements out that nobody needs, use a role of its own, or ask AWS to raise the quota.',
	},
	inline: {limit: 10_240, name: 'The role’s inline policies together', hint: fewer},
	managed: {limit: 6144, name: 'The managed policy', hint: fewer},
} as const;

/**
Says why IAM would not take policies of this size, with the numbers and what to do; nothing when it takes them. IAM counts the
characters of their JSON, white space between them left out. Of `inline` policies give all that the role will have, since they share
one limit; of the others each policy alone.
*/
export function findPolicyTooLong(
	slot: keyof typeof slots,
	policies: PolicyDocument[],
): {message: string; hint: string} | undefined {
	const {limit, name, hint} = slots[slot];
	const size = policies.reduce((sum, policy) => sum + JSON.stringify(policy).length, 0);
	return size > limit
		? {message: `${name} would have ${size} characters, and IAM takes up to ${limit}.`, hint}
		: undefined;
}
