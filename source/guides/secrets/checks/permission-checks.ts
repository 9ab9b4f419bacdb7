import {type Lookup} from '../../../aws/lookup.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {
	evaluateSecretAccess,
	type ReadSecret,
	type SecretAccess,
	type SecretReader,
} from '../../../policy/evaluate-secret-access.js';
import {findExtraPermissions} from '../../../policy/extra-permissions.js';
import {type PolicyDocument} from '../../../policy/policy-document.js';
import {viaSecretsManager} from '../../../policy/secrets-permissions.js';
import {
	type AccessVerdict,
	type SeenPolicy,
} from '../../../policy/weigh-policies.js';
import {couldNotLookAt, firstFew, type Verdict} from '../../checklist-table.js';
import {type Check} from '../../guide.js';
import {type ProjectRole} from '../observation.js';
import {ownPolicyName} from '../wanted-role.js';
import {
	countSecrets,
	noAnswer,
	noRole,
	type ProjectContext,
	roleRow,
} from './project-context.js';

/** What the role may do: read each chosen secret, with all that has a say in it, and nothing else. */
export function permissionChecks(context: ProjectContext): Check[] {
	return [
		roleRow(
			context,
			{id: 'permissions', title: 'The role reaches each chosen secret'},
			(role) => reaches(context, readerOf(role, context.observation)),
			() => foresee(context),
		),
		roleRow(
			context,
			{id: 'nothing-else', title: 'It reaches nothing else'},
			(role) => nothingElse(context, role),
		),
	];
}

/** A role as the one who wants to read, when AWS was asked about it. */
export function readerOf(
	{arn, inline, attached, boundary}: ProjectRole,
	{observedAt}: ProjectContext['observation'],
): SecretReader {
	return {
		arn,
		policies: [...inline, ...attached],
		boundary: boundary?.document ?? 'none',
		...whenOf(observedAt),
	};
}

function whenOf(observedAt: string | undefined): Pick<SecretReader, 'now'> {
	return observedAt === undefined ? {} : {now: Date.parse(observedAt)};
}

function reaches(context: ProjectContext, reader: SecretReader): Verdict {
	const {project, seen, observation} = context;
	if (!project.secrets) {
		return noAnswer('secrets');
	}

	const problem = seen?.secretsProblem;
	if (problem) {
		return couldNotLookAt(problem);
	}

	const asked = (seen?.secrets ?? []).map(({wanted, secret}) => ({
		wanted,
		...(secret.state === 'found'
			? mayRead(reader, secret.value, observation.keys ?? {})
			: notSeen),
	}));
	const pick = (verdict: AccessVerdict['verdict']) =>
		asked.filter((each) => each.verdict === verdict);
	const words = (list: typeof asked) =>
		firstFew(list.map(({name, because}) => `${name}: ${because}`));
	const [denied, unclear] = [pick('denied'), pick('cannot tell')];
	if (denied.length > 0) {
		return {
			status: 'fail',
			detail: words(denied),
			fix: denied.find(({fix}) => fix)?.fix ?? openReview,
			alike: denied.map(({obstacle = 'not allowed'}) => obstacle).join(', '),
		};
	}

	if (unclear.length > 0) {
		return {
			status: 'unknown',
			detail: words(unclear),
			fix: 'Look at what is named; only Workato can try it.',
		};
	}

	return asked.length === 0
		? {
				status: 'warn',
				detail:
					'No secret has a name that begins so, so there is nothing to read yet.',
				fix: 'Check the prefix, or make the secrets.',
			}
		: {
				status: 'pass',
				detail: `It may read ${asked.length === 1 ? (asked[0]?.name ?? '') : `all ${countSecrets(asked.length)}`}. What an organisation’s policies forbid cannot be seen.`,
			};
}

const openReview = 'Open “Review and apply”.';

/** Whether a role may read a secret, and why. */
export type SecretVerdict = {
	name: string;
	verdict: AccessVerdict['verdict'];
	because: string;
	fix?: string;
	/** What stands in the way, without its names. */
	obstacle?: string;
};

const notSeen: SecretVerdict = {
	name: 'A secret',
	verdict: 'cannot tell',
	because: 'AWS does not show it, see the row on the secrets.',
};

/** Holds a role against one secret, with all that has a say in it. */
export function mayRead(
	reader: SecretReader,
	{arn, name, kmsKeyId, policy}: SecretFacts,
	keys: NonNullable<ProjectContext['observation']['keys']>,
): SecretVerdict {
	const key =
		kmsKeyId !== undefined && Object.hasOwn(keys, kmsKeyId)
			? keys[kmsKeyId]
			: undefined;
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

// Before the role is there: whether what is not ours to change would refuse it.
function foresee(context: ProjectContext): Verdict {
	const {permissions, identity, roleName} = context;
	if (!permissions || !identity) {
		return noRole();
	}

	const verdict = reaches(context, {
		arn: `arn:${identity.partition}:iam::${identity.account}:role/${roleName}`,
		policies: [{name: ownPolicyName, document: permissions}],
		boundary: 'none',
		...whenOf(context.observation.observedAt),
	});
	return verdict.status === 'fail'
		? {...verdict, detail: `Once the role is made: ${verdict.detail}`}
		: noRole();
}

function nothingElse(
	{permissions}: ProjectContext,
	{inline, attached}: ProjectRole,
): Verdict {
	if (!permissions) {
		return {
			status: 'unknown',
			detail: 'Which secrets it should read is not known yet.',
			fix: 'See the row on the secrets.',
		};
	}

	const extra = findExtraPermissions([...inline, ...attached], permissions);
	const ours = extra.some(({policy}) => policy === ownPolicyName);
	return extra.length === 0
		? {
				status: 'pass',
				detail: 'Its policies give exactly what this setup says.',
			}
		: {
				status: ours ? 'fail' : 'warn',
				detail: firstFew(extra.map(({explanation}) => explanation)),
				fix: ours
					? openReview
					: 'If that is not meant, take it out in the IAM console; the assistant changes no policy but its own.',
			};
}
