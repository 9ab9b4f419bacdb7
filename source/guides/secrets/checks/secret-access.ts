import {type Lookup} from '../../../aws/lookup.js';
import {
	evaluateSecretAccess,
	type ReadSecret,
	type SecretAccess,
	type SecretReader,
	type AccessVerdict,
	type SeenPolicy,
} from '../../../policy/evaluate-secret-access.js';
import {type PolicyDocument} from '../../../policy/policy-document.js';
import {viaSecretsManager} from '../../../policy/secrets-permissions.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {
	keySeen,
	type ProjectRole,
	type SecretsObservation,
} from '../observation.js';

/** A role as the one who wants to read; `now`, in milliseconds since 1970, is when. */
export function readerOf(
	{arn, inline, attached, boundary}: ProjectRole,
	now: number | undefined,
): SecretReader {
	return {
		arn,
		policies: [...inline, ...attached],
		boundary: boundary?.document ?? 'none',
		...(now !== undefined && {now}),
	};
}

/** Whether a role may read a secret, and why. */
export type SecretVerdict = {
	name: string;
	verdict: AccessVerdict['verdict'];
	because: string;
	fix?: string;
	/** What stands in the way, without its names. */
	obstacle?: string;
};

/** Holds a role against one secret, with all that has a say in it. */
export function mayRead(
	reader: SecretReader,
	{arn, name, kmsKeyId, policy}: SecretFacts,
	observation: Partial<SecretsObservation>,
): SecretVerdict {
	const key = keySeen(observation, kmsKeyId);
	if (kmsKeyId !== undefined && key?.state !== 'found') {
		return {
			name,
			verdict: 'cannot tell',
			because: `AWS did not say what the key ${kmsKeyId} is.`,
		};
	}

	const secret: ReadSecret = {
		arn,
		policy: seenPolicy(policy),
		...(key?.state === 'found' &&
			!key.value.isManagedByAws && {
				key: {
					arn: key.value.arn,
					policy: seenPolicy(key.value.policy, 'unknown'),
				},
			}),
	};
	const access = evaluateSecretAccess(reader, secret);
	return {
		name,
		verdict: access.verdict,
		because: access.because,
		fix: fixOf(access, reader, secret),
		...(access.cause && {
			obstacle: `${access.cause.kind} ${access.cause.layer} ${access.cause.of}`,
		}),
	};
}

function seenPolicy(
	found: Lookup<PolicyDocument>,
	absent: SeenPolicy = 'none',
): SeenPolicy {
	return found.state === 'found'
		? found.value
		: found.state === 'absent'
			? absent
			: 'unknown';
}

/** Every policy that has a say when a role reads these secrets: its own, its boundary, the secrets' and their keys'. */
export function policiesBetween(
	{policies, boundary}: SecretReader,
	secrets: readonly SecretFacts[],
	observation: Partial<SecretsObservation>,
): PolicyDocument[] {
	const others = secrets.flatMap(({policy, kmsKeyId}) => {
		const key = keySeen(observation, kmsKeyId);
		return [policy, ...(key?.state === 'found' ? [key.value.policy] : [])];
	});
	return [
		...policies.map(({document}) => document),
		...(typeof boundary === 'string' ? [] : [boundary]),
		...others.flatMap((found) => (found.state === 'found' ? found.value : [])),
	];
}

/** What to do where only the plan can help. */
export const openReview = 'Open “Review and apply”.';

/** What to do about a secret that is out of reach: the statement to add where a policy that is not ours lacks one. */
function fixOf(
	{cause}: SecretAccess,
	{arn}: SecretReader,
	{arn: secret, key}: ReadSecret,
): string {
	if (!cause) {
		return openReview;
	}

	const isDenied = cause.kind === 'deny';
	switch (cause.layer) {
		case 'boundary': {
			return 'Let the permissions boundary allow it: secretsmanager:GetSecretValue, and kms:Decrypt where a key is used.';
		}

		case 'identity': {
			return isDenied
				? 'Take that Deny out, or leave these secrets out of it.'
				: openReview;
		}

		case 'resource': {
			if (cause.of === 'secret') {
				return isDenied
					? `Leave the role out of that Deny in the secret’s resource policy: {"ArnNotEquals":{"aws:PrincipalArn":"${arn}"}} among its conditions.`
					: `Let the secret’s resource policy allow it: secretsmanager:GetSecretValue for ${arn}.`;
			}

			return isDenied
				? `Leave the role ${arn} out of that Deny in the policy of the key ${key?.arn ?? ''}.`
				: `Add to the policy of the key ${key?.arn ?? ''}: ${JSON.stringify(decryptStatement(arn, secret))}`;
		}
	}
}

function decryptStatement(role: string, secret: string) {
	const [, partition = '', , region = ''] = secret.split(':', 4);
	return {
		Sid: 'WorkatoReadsSecrets',
		Effect: 'Allow',
		Principal: {AWS: role},
		Action: 'kms:Decrypt',
		Resource: '*',
		Condition: {
			StringEquals: {'kms:ViaService': viaSecretsManager(region, partition)},
		},
	};
}
