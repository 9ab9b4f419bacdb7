import {type SecretReader} from '../../../policy/evaluate-secret-access.js';
import {isWildcardMatch} from '../../../policy/match-wildcard.js';
import {
	toList,
	type PolicyDocument,
	type Statement,
} from '../../../policy/policy-document.js';
import {parsePrincipalElement} from '../../../policy/principals.js';
import {isUnderPrefix} from '../../../policy/secrets-permissions.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {couldNotLookAt, firstFew, type Verdict} from '../../checklist-table.js';
import {orElse} from '../../guard-guide.js';
import {ownFault} from '../../own-fault.js';
import {type Check} from '../../guide.js';
import {type ProjectAnswers} from '../answers.js';
import {
	projectSeen,
	type ProjectObservation,
	type SecretsObservation,
} from '../observation.js';
import {patternOf, spelledSecrets} from '../secret-prefix.js';
import {mayRead, readerOf, type SecretVerdict} from './permission-checks.js';
import {
	groupRow,
	noAnswer,
	noRole,
	type ProjectContext,
	secretsUnseen,
} from './project-context.js';

/** The role of a project, as far as it is there. */
type Reader = {project: ProjectAnswers; name: string; reader: SecretReader};

/** The roles of a setup, and which of them may read a secret at all. */
export type OtherRoles = {
	readers: readonly Reader[];
	/** Projects whose role could not be looked at, and why. */
	unseen: ReadonlyArray<{name: string; because: string}>;
	/** The readers whose policies, or the secret's own, may speak of a secret: the others cannot read it, whatever else there is. */
	candidates(secret: SecretFacts): Iterable<Reader>;
	verdict(reader: Reader, secret: SecretFacts): SecretVerdict;
};

/** The row about the other projects' roles, for a setup with several. */
export function otherRolesCheck(
	context: ProjectContext,
	roles: OtherRoles | undefined,
): Check {
	const {project, seen} = context;
	return groupRow(
		project,
		{
			id: 'only-own-project',
			title: 'No other project’s role reads these',
			// Until the last role is known, this row alone keeps no project from being ready.
			...(!roles && {isSupplementary: true}),
		},
		seen && roles && {state: 'found', value: seen},
		{
			value: (value) => (roles ? judge(context, value, roles) : noRole()),
			absent: noRole,
		},
	);
}

/** Reads the roles' policies once for all rows; nothing while AWS is still being asked about one of them. */
export function openOtherRoles(
	projects: readonly ProjectAnswers[],
	observation: Partial<SecretsObservation>,
): OtherRoles | undefined {
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
						reader: readerOf(role.value, observation),
					},
				]
			: [],
	);
	const verdicts = new Map<string, SecretVerdict>();
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
					() => mayRead(reader, secret, observation.keys ?? {}),
					(error): SecretVerdict => ({
						name: secret.name,
						verdict: 'cannot tell',
						because: ownFault(error).reason,
					}),
				);
			verdicts.set(key, verdict);
			return verdict;
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
		const statements = reader.reader.policies.flatMap(
			({document}) => document.Statement,
		);
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

		const named =
			policy.state === 'found' ? namedIn(policy.value) : new Set<string>();
		for (const reader of named.size === 0 ? [] : readers) {
			if (
				named.has('*') ||
				named.has(reader.reader.arn) ||
				named.has(reader.name)
			) {
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
			toList(Action).some((pattern) =>
				isWildcardMatch(pattern.toLowerCase(), readAction),
			));
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
							kind === 'everyone'
								? '*'
								: kind === 'session'
									? (name?.split('/', 1)[0] ?? '*')
									: id,
						),
			),
	);
}

type Found = {reader: Reader; secret: SecretFacts; because: string};

function judge(
	context: ProjectContext,
	{secrets, secretsProblem}: ProjectObservation,
	roles: OtherRoles,
): Verdict {
	const {project} = context;
	if (!project.secrets) {
		return noAnswer('secrets');
	}

	if (secretsProblem) {
		return couldNotLookAt(secretsProblem);
	}

	const there = secrets.flatMap(({secret}) =>
		secret.state === 'found' ? [secret.value] : [],
	);
	const asked = there.length > 0 ? there : laterSecret(context);
	if (asked.length === 0) {
		return secretsUnseen;
	}

	const isOther = (reader: Reader) => reader.project.name !== project.name;
	const others = roles.readers.filter((reader) => isOther(reader)).length;
	const {reached, doubtful} = lookThrough(asked, roles, isOther, others);
	const unseen = roles.unseen.filter(({name}) => name !== project.name);
	const hidden = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'unknown'
			? [`AWS does not show ${wanted}: ${secret.reason} (${secret.code})`]
			: secret.state === 'found' && secret.value.policy.state === 'unknown'
				? [
						`The resource policy of ${secret.value.name} could not be read: ${secret.value.policy.reason} (${secret.value.policy.code})`,
					]
				: [],
	);
	const unmeant = reached.filter(
		({reader, secret}) => !isMeant(reader.project, project, secret),
	);
	const words = (found: readonly Found[]) =>
		found.map(
			({reader, secret, because}) =>
				`The role ${reader.name} of ${quoteText(reader.project.name)} can read ${secret.name}: ${because}`,
		);
	if (unmeant.length > 0) {
		return {
			status: 'fail',
			detail: firstFew(words(unmeant)),
			fix: 'Open “Review and apply”; what no change there takes away, take out of that role’s policies in the IAM console.',
		};
	}

	const doubts = [
		...unseen.map(
			({name, because}) =>
				`The role of ${quoteText(name)} could not be looked at: ${because}`,
		),
		...doubtful.map(
			({reader, secret, because}) =>
				`The role ${reader.name} of ${quoteText(reader.project.name)}, ${secret.name}: ${because}`,
		),
		...hidden,
	];
	if (doubts.length > 0) {
		return {
			status: 'unknown',
			detail: firstFew([...doubts, ...words(reached)]),
			fix: 'Get the permission to read what is named, or look at it yourself.',
			...(reached.length === 0 && {
				alike: `${unseen.length} unseen, ${doubtful.length} doubtful, ${hidden.length} hidden`,
			}),
		};
	}

	if (reached.length > 0) {
		return {
			status: 'warn',
			detail: firstFew(words(reached)),
			fix: 'The answers say so. If it is not meant, give each project secrets of its own.',
		};
	}

	if (others === 0) {
		return noRole();
	}

	return {
		status: 'pass',
		detail: `${others === 1 ? 'The other role of this setup' : `None of the ${others} other roles of this setup`} can${others === 1 ? 'not' : ''} read ${there.length > 0 ? 'them' : 'what will be there'}.`,
	};
}

/** Each other role is told with the first secret that it reads, or else with the first that may be. */
function lookThrough(
	secrets: readonly SecretFacts[],
	roles: OtherRoles,
	isOther: (reader: Reader) => boolean,
	others: number,
): {reached: Found[]; doubtful: Found[]} {
	const reached = new Map<Reader, Found>();
	const doubtful = new Map<Reader, Found>();
	const hold = (reader: Reader, secret: SecretFacts) => {
		const {verdict, because} = roles.verdict(reader, secret);
		if (verdict === 'allowed') {
			reached.set(reader, {reader, secret, because});
		} else if (verdict === 'cannot tell' && !doubtful.has(reader)) {
			doubtful.set(reader, {reader, secret, because});
		}
	};

	for (const secret of secrets) {
		if (reached.size === others) {
			break;
		}

		for (const reader of roles.candidates(secret)) {
			if (isOther(reader) && !reached.has(reader)) {
				hold(reader, secret);
			}
		}
	}

	return {
		reached: Array.from(reached, ([, found]) => found),
		doubtful: Array.from(doubtful, ([, found]) => found).filter(
			({reader}) => !reached.has(reader),
		),
	};
}

/** Where a prefix reaches nothing yet: a secret as it may come. */
function laterSecret({
	project,
	identity,
	observation: {region},
}: ProjectContext): SecretFacts[] {
	const wanted = spelledSecrets(project);
	if (!wanted || Array.isArray(wanted) || !identity || !region) {
		return [];
	}

	const {partition, account} = identity;
	const prefix = wanted === 'all' ? '' : wanted.prefix;
	return [
		{
			arn: `arn:${partition}:secretsmanager:${region}:${account}:secret:${prefix}later-AbCdEf`,
			name: `what will begin with ${prefix}`,
			policy: {state: 'absent'},
		},
	];
}

/** Whether the answers give a project a secret that another one has, too; by two prefixes of the projects' own names it is never meant. */
function isMeant(
	reader: ProjectAnswers,
	owner: ProjectAnswers,
	{arn}: SecretFacts,
): boolean {
	if (patternOf(reader) !== undefined && patternOf(owner) !== undefined) {
		return false;
	}

	const wanted = spelledSecrets(reader);
	return wanted === undefined
		? false
		: wanted === 'all' ||
				(Array.isArray(wanted)
					? wanted.includes(arn)
					: isUnderPrefix(arn, wanted.prefix));
}
