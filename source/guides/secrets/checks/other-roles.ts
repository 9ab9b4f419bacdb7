import {type SecretReader} from '../../../policy/evaluate-secret-access.js';
import {isWildcardMatch} from '../../../policy/match-wildcard.js';
import {
	toList,
	type PolicyDocument,
	type Statement,
} from '../../../policy/policy-document.js';
import {parsePrincipalElement} from '../../../policy/principals.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {orElse} from '../../guard-guide.js';
import {ownFault} from '../../own-fault.js';
import {type ProjectAnswers} from '../answers.js';
import {projectSeen, type SecretsObservation} from '../observation.js';
import {mayRead, readerOf, type SecretVerdict} from './secret-access.js';

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
