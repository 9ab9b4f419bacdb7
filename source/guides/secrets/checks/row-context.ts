import {type Identity} from '../../../aws/session.js';
import {
	validateTrust,
	type TrustedBy,
	type TrustValidation,
} from '../../../policy/validate-trust.js';
import {type PolicyDocument} from '../../../policy/policy-document.js';
import {type Change} from '../../../resources/call.js';
import {rowFor, type Verdict, cannotTell} from '../../checklist-table.js';
import {nameWorkato, type WorkatoName} from '../../ownership.js';
import {type ProjectAnswers, type SecretsAnswers} from '../answers.js';
import {
	projectSeen,
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
	changeIds,
	type Ownership,
} from '../observation.js';
import {desiredPermissions, desiredTrust} from '../desired-role.js';
import {type OtherRoles} from './secret-access.js';

/** What all rows of one project are worked out from. Missing: AWS has not said it yet, or an answer is not given. */
export type RowContext = {
	answers: SecretsAnswers;
	project: ProjectAnswers;
	roleName: string;
	seen: ProjectObservation | undefined;
	identity: Identity | undefined;
	trusted: TrustedBy | undefined;
	/** What the role's trust policy means for whom it has to trust. */
	trust: TrustValidation | undefined;
	/** How the account that is trusted is named. */
	workato: WorkatoName;
	permissions: PolicyDocument | undefined;
	observation: Partial<SecretsObservation>;
	/** When AWS was asked, in milliseconds since 1970. */
	now: number | undefined;
	/** The roles of all projects; missing until all are known. */
	roles: OtherRoles | undefined;
	/** Whether the setup has other projects. */
	isOneOfMany: boolean;
	/** ISO 8601: when the role was last written by this setup; use before that proves nothing. */
	since: string;
	/** What the plan would do of these to the project's role. */
	planned: (...kinds: Array<keyof typeof changeIds>) => Change[];
};

/** What the rows of a project need of AWS. */
export type RowParts = {
	role: ProjectRole;
	seen: ProjectObservation;
	roles: OtherRoles;
};

/** Writes down a row about one project. */
export const row = rowFor<RowContext, RowParts>();

/** Works out once what the rows of a project share. */
export function rowContext(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	observation: Partial<SecretsObservation>,
	{
		own,
		changes,
		...more
	}: Pick<RowContext, 'roleName' | 'since' | 'roles'> & {
		own: Pick<Ownership, 'pastedAccounts'>;
		changes: ReadonlyMap<string, Change>;
	},
): RowContext {
	const {identity: asked, observedAt} = observation;
	const identity = asked?.state === 'found' ? asked.value : undefined;
	const now = observedAt === undefined ? undefined : Date.parse(observedAt);
	const seen = projectSeen(observation, project.name);
	const wanted = identity && desiredTrust(answers, project, identity);
	const trusted = wanted && {
		...wanted,
		ownAccount: identity.account,
		...(now !== undefined && {now}),
	};
	return {
		...more,
		answers,
		project,
		seen,
		identity,
		observation,
		now,
		trusted,
		trust:
			trusted && seen?.role.state === 'found'
				? validateTrust(seen.role.value.trust, trusted)
				: undefined,
		workato: nameWorkato(wanted ? [wanted.account] : [], own.pastedAccounts),
		permissions: seen && desiredPermissions(project, seen, observation),
		isOneOfMany: (answers.projects ?? []).length > 1,
		planned: (...kinds) =>
			kinds.flatMap((kind) => changes.get(changeIds[kind] + project.name) ?? []),
	};
}

/** The verdict of a row that has nothing to look at, because the role is not there. */
export function noRole(): Verdict {
	return cannotTell('There is no role to look at yet.', 'Finish “Review and apply” first.', {
		cause: 'no-role',
	});
}

/** The verdict of a row that needs an answer which is not given. */
export function noAnswer(what: string): Verdict {
	return cannotTell(`The setup has no ${what} for this project yet.`, `Give the ${what} first.`, {
		cause: `no-answer ${what}`,
	});
}

/** The verdict of a row about secrets that AWS does not show. */
export const secretsUnseen: Verdict = cannotTell(
	'AWS does not show the secrets.',
	'See the row on the secrets.',
	{cause: 'secrets-unseen'},
);
