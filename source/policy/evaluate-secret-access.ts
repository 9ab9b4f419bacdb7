import {formatWord} from '../terminal/foreign-text.js';
import {type RequestContext} from './match-condition.js';
import {type PolicyRequest} from './match-policy.js';
import {type NamedPolicy} from './policy-document.js';
import {parseAwsPrincipal} from './principals.js';
import {
	directCall,
	keyContext,
	mergeContexts,
	principalContext,
	timeContext,
} from './request-context.js';
import {viaSecretsManager} from './secrets-permissions.js';
import {
	type AccessVerdict,
	type Cause,
	type PolicySource,
	type SeenPolicy,
	weighPolicies,
} from './weigh-policies.js';

/** The role that wants to read: its ARN and everything that bounds it. */
export type SecretReader = {
	arn: string;
	/** Inline and attached policies. */
	policies: readonly NamedPolicy[];
	/** Some policies could not be read, so a "no" may be wrong. */
	isIncomplete?: boolean;
	boundary: SeenPolicy;
	/** When, in milliseconds since 1970. */
	now?: number;
};

/** The secret, by its ARN, with its resource policy; and the customer managed key that encrypts it, if one does. */
export type ReadSecret = {
	arn: string;
	policy: SeenPolicy;
	key?: {arn: string; policy: SeenPolicy};
};

/** Whether a role can read a secret, and what decides it. `cause`: of what stands in the way, whether it is about the secret or its key. */
export type SecretAccess = Omit<AccessVerdict, 'cause'> & {
	cause?: Cause & {of: 'secret' | 'key'};
};

const secretsManagerService = 'secretsmanager.amazonaws.com';

const accountOf = (arn: string): string => arn.split(':', 5)[4] ?? '';

const sourcesOf = (
	{policies, boundary}: SecretReader,
	name: string,
	policy: SeenPolicy,
): PolicySource[] => [
	...policies.map((one): PolicySource => ({
		name: `the policy ${formatWord(one.name)}`,
		kind: 'identity',
		layer: 'identity',
		policy: one.document,
	})),
	{
		name: 'the role’s permissions boundary',
		kind: 'identity',
		layer: 'boundary',
		policy: boundary,
	},
	{name, kind: 'resource', layer: 'resource', policy},
];

/**
Says whether a role can read a secret: GetSecretValue by its permissions, its boundary and the secret's resource policy, then Decrypt
with the key by these and the key policy. What an organisation's policies forbid cannot be seen. Rules: IAM user guide, policy evaluation
logic; KMS developer guide, key policies; Secrets Manager user guide, access from another account.
*/
export function evaluateSecretAccess(
	reader: SecretReader,
	secret: ReadSecret,
): SecretAccess {
	const who = parseAwsPrincipal(reader.arn);
	const [, partition = '', , region = ''] = secret.arn.split(':', 4);
	const isElsewhere = accountOf(secret.arn) !== who.account;
	const {now} = reader;
	const isIncomplete = reader.isIncomplete === true;
	const ask = (
		action: string,
		resource: string,
		context: RequestContext,
	): PolicyRequest => ({
		who,
		action,
		resource,
		// A role acts through temporary credentials; those of a service were given just now, and without MFA.
		context: mergeContexts(
			principalContext(who),
			directCall,
			{'aws:MultiFactorAuthPresent': 'false', 'aws:RequestedRegion': region},
			now === undefined
				? {}
				: {
						...timeContext(now),
						'aws:TokenIssueTime': new Date(now).toISOString(),
					},
			context,
		),
	});
	const read = weighPolicies({
		what: 'reading the secret',
		request: ask('secretsmanager:GetSecretValue', secret.arn, {
			'secretsmanager:SecretId': secret.arn,
			'aws:ResourceAccount': accountOf(secret.arn),
		}),
		sources: sourcesOf(reader, 'the secret’s resource policy', secret.policy),
		isCrossAccount: isElsewhere,
		isResourceDecisive: false,
		isIncomplete,
	});
	if (read.verdict === 'denied') {
		return about('secret', read);
	}

	if (!secret.key) {
		return isElsewhere
			? {
					verdict: 'denied',
					because:
						'The secret is in another account and encrypted with aws/secretsmanager, which no other account can use.',
				}
			: about('secret', read);
	}

	const {key} = secret;
	const decrypt = weighPolicies({
		what: 'decrypting it',
		request: ask('kms:Decrypt', key.arn, {
			// Secrets Manager takes symmetric keys only, and calls KMS in the name of whoever reads.
			...keyContext(key.arn, 'kms:Decrypt', {
				spec: 'SYMMETRIC_DEFAULT',
				usage: 'ENCRYPT_DECRYPT',
			}),
			'aws:ViaAWSService': 'true',
			'aws:CalledVia': [secretsManagerService],
			'aws:CalledViaFirst': secretsManagerService,
			'aws:CalledViaLast': secretsManagerService,
			'kms:ViaService': viaSecretsManager(region, partition),
			'kms:CallerAccount': who.account ?? [],
			'kms:EncryptionContext:SecretARN': secret.arn,
			'aws:ResourceAccount': accountOf(key.arn),
		}),
		sources: sourcesOf(reader, 'the key policy', key.policy),
		isCrossAccount: accountOf(key.arn) !== who.account,
		isResourceDecisive: true,
		isIncomplete,
	});
	return decrypt.verdict === 'allowed'
		? about('secret', read)
		: about('key', decrypt);
}

function about(
	of: 'secret' | 'key',
	{cause, ...verdict}: AccessVerdict,
): SecretAccess {
	return {...verdict, ...(cause && {cause: {...cause, of}})};
}
