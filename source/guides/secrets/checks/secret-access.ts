import {type Lookup} from '../../../aws/errors.js';
import {
	evaluateSecretAccess,
	type ReadSecret,
	type SecretAccess,
	type SecretReader,
	type AccessVerdict,
	type SeenPolicy,
} from '../../../policy/evaluate-secret-access.js';
import {type PolicyDocument, toList, type Statement} from '../../../policy/policy-document.js';
import {viaSecretsManager} from '../../../policy/secrets-permissions.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {keySeen, type ProjectRole, type SecretsObservation, projectSeen} from '../observation.js';
import {isWildcardMatch} from '../../../policy/compare-values.js';
import {parsePrincipalElement} from '../../../policy/principals.js';
import {findExtraPermissions} from '../../../policy/statement-coverage.js';
import {desiredPermissions} from '../desired-role.js';
import {orElse, ownFault} from '../../guard-guide.js';
import {type ProjectAnswers} from '../answers.js';

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

function seenPolicy(found: Lookup<PolicyDocument>, absent: SeenPolicy = 'none'): SeenPolicy {
	return found.state === 'found' ? found.value : found.state === 'absent' ? absent : 'unknown';
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
function fixOf({cause}: SecretAccess, {arn}: SecretReader, {arn: secret, key}: ReadSecret): string {
	if (!cause) {
		return openReview;
	}

	const isDenied = cause.kind === 'deny';
	switch (cause.layer) {
		case 'boundary': {
			return 'Let the permissions boundary allow it: secretsmanager:GetSecretValue, and kms:Decrypt where a key is used.';
		}

		case 'identity': {
			return isDenied ? 'Take that Deny out, or leave these secrets out of it.' : openReview;
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

/** The role of a project, as far as it is there. */
export type Reader = {
	project: ProjectAnswers;
	name: string;
	reader: SecretReader;
};

/** The roles of a setup, and which of them may read a secret at all. */
export type OtherRoles = {
	readers: readonly Reader[];
	/** Projects whose role could not be looked at, and why. */
	unseen: ReadonlyArray<{name: string; because: string}>;
	/** The readers whose policies, or the secret's own, may speak of a secret: the others cannot read it, whatever else there is. */
	candidates(secret: SecretFacts): Iterable<Reader>;
	verdict(reader: Reader, secret: SecretFacts): SecretVerdict;
	/** Whether a role's own policies give no more than its project's answers say. */
	isExact(reader: Reader): boolean;
};

/** Reads the roles' policies once for all rows; nothing while AWS is still being asked about one of them. */
export function openOtherRoles(
	projects: readonly ProjectAnswers[],
	observation: Partial<SecretsObservation>,
): OtherRoles | undefined {
	const {observedAt} = observation;
	const now = observedAt === undefined ? undefined : Date.parse(observedAt);
	const seen = projects.map((project) => ({
		project,
		role: orElse(
			() => projectSeen(observation, project.name)?.role,
			(error) => ({state: 'unknown' as const, ...ownFault(error)}),
		),
	}));
	if (seen.some(({role}) => role === undefined)) {
		return undefined;
	}

	const readers = seen.flatMap(({project, role}): Reader[] =>
		role?.state === 'found'
			? [
					{
						project,
						name: role.value.name,
						reader: readerOf(role.value, now),
					},
				]
			: [],
	);
	const verdicts = new Map<string, SecretVerdict>();
	const exact = new Map<Reader, boolean>();
	const isWithinAnswers = ({project, reader}: Reader): boolean => {
		const asked = projectSeen(observation, project.name);
		const wanted = asked && desiredPermissions(project, asked, observation);
		return wanted !== undefined && findExtraPermissions([...reader.policies], wanted).length === 0;
	};

	return {
		readers,
		unseen: seen.flatMap(({project, role}) =>
			role?.state === 'unknown'
				? [{name: project.name, because: `${role.reason} (${role.code})`}]
				: [],
		),
		candidates: candidatesAmong(readers),
		verdict({reader}, secret) {
			const key = `${reader.arn} ${secret.arn}`;
			const verdict =
				verdicts.get(key) ??
				orElse(
					() => mayRead(reader, secret, observation),
					(error): SecretVerdict => ({
						name: secret.name,
						verdict: 'cannot tell',
						because: ownFault(error).reason,
					}),
				);
			verdicts.set(key, verdict);
			return verdict;
		},
		isExact(reader) {
			const known =
				exact.get(reader) ??
				orElse(
					() => isWithinAnswers(reader),
					() => false,
				);
			exact.set(reader, known);
			return known;
		},
	};
}

const readAction = 'secretsmanager:getsecretvalue';

/**
Finds readers by what the patterns of their policies begin with: so a secret is held against the few roles that may reach it, not
against every policy of the setup.
*/
function candidatesAmong(readers: readonly Reader[]): OtherRoles['candidates'] {
	const byStart = new Map<string, Set<Reader>>();
	for (const reader of readers) {
		const statements = reader.reader.policies.flatMap(({document}) => document.Statement);
		for (const start of statements.flatMap((one) => startsOf(one))) {
			const some = byStart.get(start) ?? new Set();
			byStart.set(start, some.add(reader));
		}
	}

	const lengths = [...new Set(Array.from(byStart, ([{length}]) => length))];
	return ({arn, policy}) => {
		const found = new Set<Reader>();
		for (const length of lengths) {
			for (const reader of byStart.get(arn.slice(0, length)) ?? []) {
				found.add(reader);
			}
		}

		const named = policy.state === 'found' ? namedIn(policy.value) : new Set<string>();
		for (const reader of named.size === 0 ? [] : readers) {
			if (named.has('*') || named.has(reader.reader.arn) || named.has(reader.name)) {
				found.add(reader);
			}
		}

		return found;
	};
}

/** What the resources begin with that a statement may let somebody read. */
function startsOf({Effect, Action, Resource}: Statement): string[] {
	const isAbout =
		Effect === 'Allow' &&
		(Action === undefined ||
			toList(Action).some((pattern) => isWildcardMatch(pattern.toLowerCase(), readAction)));
	return isAbout
		? Resource === undefined
			? ['']
			: toList(Resource).map((pattern) => pattern.split(/[$*?]/v, 1).join(''))
		: [];
}

/** Whom a secret's own policy lets in by itself: ARNs and names of roles, or * where it may be anybody. */
function namedIn({Statement: statements}: PolicyDocument): Set<string> {
	return new Set(
		statements
			.filter(({Effect}) => Effect === 'Allow')
			.flatMap(({Principal, NotPrincipal}) =>
				Principal === undefined
					? NotPrincipal === undefined
						? []
						: ['*']
					: parsePrincipalElement(Principal).map(({kind, id, name}) =>
							kind === 'everyone' ? '*' : kind === 'session' ? (name?.split('/', 1)[0] ?? '*') : id,
						),
			),
	);
}
