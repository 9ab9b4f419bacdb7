import {type Change} from '../../resources/call.js';
import {answerRows, identityRow} from '../checklist-table.js';
import {orElse} from '../guard-guide.js';
import {nameWorkato} from '../name-workato.js';
import {type Check} from '../guide.js';
import {faultRow} from '../own-fault.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {openOtherRoles, otherRolesCheck} from './checks/other-roles.js';
import {permissionChecks} from './checks/permission-checks.js';
import {type ProjectContext} from './checks/project-context.js';
import {proofCheck} from './checks/proof-check.js';
import {secretChecks} from './checks/secret-checks.js';
import {totals} from './checks/totals.js';
import {trustChecks} from './checks/trust-checks.js';
import {projectSeen, type SecretsObservation} from './observation.js';
import {planSecrets} from './plan.js';
import {roleNames} from './role-names.js';
import {changeIds, type Ownership} from './ownership.js';
import {wantedPermissions, wantedTrust} from './wanted-role.js';

/** What the checklist needs beside the answers and AWS. */
export type CheckContext = {
	mark: Ownership;
	/** ISO 8601, by project: when this setup last wrote its role; use before that proves nothing. */
	since: (project: string) => string;
};

/**
The checklist: who and where, the totals, then each project's rows in the order of the setup. Pure; a row whose answer is
still on its way is `waiting`, one that could not be looked at is `unknown`, never `pass`.
*/
export function checkSecrets(
	answers: SecretsAnswers,
	observation: Partial<SecretsObservation>,
	{mark, since}: CheckContext,
): Check[] {
	const {projects = []} = answers;
	const names = roleNames(projects, mark.madeRoles);
	const others = openOtherRoles(projects, observation);
	const changes = plannedChanges(answers, observation, mark);
	const groups = new Map(
		projects.map((project) => {
			const {name} = project;
			const rows = orElse(
				() => {
					const context = contextOf(answers, project, observation, {
						roleName: names.get(name) ?? '',
						since: since(name),
						pastedAccounts: mark.pastedAccounts,
					});
					return [
						...trustChecks(context),
						...permissionChecks(context),
						...(projects.length > 1 ? [otherRolesCheck(context, others)] : []),
						...secretChecks(context),
						proofCheck(context),
					];
				},
				(error) => [
					{
						...faultRow(error),
						id: `fault:${name}`,
						question: 'fault',
						group: name,
					},
				],
			);
			return [name, rows.map((row) => withMend(row, name, changes))];
		}),
	);
	return [
		...answerRows([identityRow], observation, {
			context: {observation, own: mark},
		}),
		...totals(groups),
		...Array.from(groups, ([, rows]) => rows).flat(),
	];
}

function contextOf(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	observation: Partial<SecretsObservation>,
	{
		pastedAccounts,
		...more
	}: Pick<ProjectContext, 'roleName' | 'since'> &
		Pick<Ownership, 'pastedAccounts'>,
): ProjectContext {
	const {identity: found, observedAt} = observation;
	const identity = found?.state === 'found' ? found.value : undefined;
	const seen = projectSeen(observation, project.name);
	const trust = identity && wantedTrust(answers, project, identity);
	return {
		project,
		seen,
		identity,
		observation,
		trusted: trust && {
			...trust,
			ownAccount: identity.account,
			...(observedAt !== undefined && {now: Date.parse(observedAt)}),
		},
		workato: nameWorkato(trust ? [trust.account] : [], pastedAccounts),
		permissions: seen && wantedPermissions(project, seen.secrets, observation),
		...more,
	};
}

// Only a complete look can be planned from; the plan itself refuses another account or region.
function plannedChanges(
	answers: SecretsAnswers,
	{identity, region, projects, keys}: Partial<SecretsObservation>,
	mark: Ownership,
): ReadonlyMap<string, Change> {
	const changes =
		identity && region !== undefined && projects && keys
			? planSecrets(answers, {identity, region, projects, keys}, mark).changes
			: [];
	return new Map(changes.map((change) => [change.id, change]));
}

// Which change would mend which row.
const menders: Readonly<Record<string, ReadonlyArray<keyof typeof changeIds>>> =
	{
		role: ['createRole', 'putPolicy'],
		trust: ['updateTrust'],
		'external-id': ['updateTrust'],
		permissions: ['putPolicy'],
		'nothing-else': ['putPolicy'],
	};

function withMend(
	row: Check,
	project: string,
	changes: ReadonlyMap<string, Change>,
): Check {
	if (row.status !== 'fail') {
		return row;
	}

	const mend = (menders[row.question ?? ''] ?? []).flatMap(
		(kind) => changes.get(changeIds[kind] + project) ?? [],
	);
	return mend.length > 0 ? {...row, mend} : row;
}
