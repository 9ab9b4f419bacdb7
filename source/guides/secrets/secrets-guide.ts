import {parseArn} from '../../aws/arn.js';
import {memoize} from '../../memoize.js';
import {lastWrite, replay} from '../../engine/replay.js';
import {iamRoleId, roleEffects} from '../../resources/iam-role/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type GuideDefinition, type Outputs, type Check, type CheckStatus} from '../guide.js';
import {notTakenBack} from '../setup-progress.js';
import {type Change} from '../../resources/call.js';
import {answerRows, identityRow, rowFor, troubleshootingOf} from '../checklist-table.js';
import {orElse, faultRow} from '../guard-guide.js';
import {otherSetupsRow} from '../setup-notes.js';
import {aboutSecrets, rolesOutput} from './about.js';
import {missingAnswers, secretsAnswers, type SecretsAnswers} from './answers.js';
import {
	projectSeen,
	type SecretsObservation,
	agreedName,
	ownershipOf,
	type Ownership,
} from './observation.js';
import {validateAnswers} from './validate-answers.js';
import {appliedState, emptyState, projectsOfUnknownKeys} from './empty-state.js';
import {observeSecrets} from './observe.js';
import {overlapWarnings, sharingWarnings, nameFew} from './sharing.js';
import {secretsFacts} from './facts.js';
import {planSecrets} from './plan.js';
import {usualChanges, usedRoleWarnings} from './desired-role.js';
import {roleNames} from './role-names.js';
import {whoReadsWhat} from './who-reads-what.js';
import {openOtherRoles} from './checks/secret-access.js';
import {permissionRows} from './checks/permission-rows.js';
import {proofRow, refusalRow, roleRows} from './checks/role-rows.js';
import {noRole, rowContext, type RowContext, type RowParts} from './checks/row-context.js';
import {secretRows} from './checks/secret-rows.js';

/**
How one project stands, from its rows: the worst that matters. Of a row that is only nice to know, what cannot be told or has still to
come counts for nothing; what is wrong there is wrong all the same.
*/
export function standing(rows: readonly Check[]): CheckStatus {
	return worstOf(
		rows.flatMap(({status, isSupplementary}) =>
			isSupplementary && (status === 'unknown' || status === 'waiting') ? [] : [status],
		),
	);
}

function worstOf(statuses: readonly CheckStatus[]): CheckStatus {
	const order = ['fail', 'unknown', 'waiting', 'warn'] as const;
	return order.find((status) => statuses.includes(status)) ?? 'pass';
}

/** The rows of each project. */
type Groups = ReadonlyMap<string, readonly Check[]>;

const total = rowFor<Groups, unknown>();

/** About all projects together, where there are several. */
const totalRows = [
	total({
		id: 'total-ready',
		title: 'Projects that are ready',
		section: 'All projects',
		cause: 'some projects are not applied yet',
		solution: 'open those that are listed first',
		needs: [],
		isShown: ({size}) => size > 1,
		verdict(_found, groups) {
			const states = Array.from(groups, ([name, rows]) => ({
				name,
				state: standing(rows),
			}));
			const those = (...wanted: CheckStatus[]) =>
				states.filter(({state}) => wanted.includes(state));
			const [ready, odd] = [those('pass', 'warn').length, those('warn').length];
			const open = [...those('fail'), ...those('unknown')];
			return {
				status:
					those('waiting').length === groups.size
						? 'waiting'
						: worstOf(states.map(({state}) => state)),
				detail: `${ready} of ${groups.size} projects are ready${odd > 0 ? `, ${odd} of them with a warning` : ''}.`,
				fix: open.length > 0 ? `See the rows of ${nameFew(open.map(({name}) => name))}.` : '',
			};
		},
	}),
	total({
		id: 'total-used',
		title: 'Proof: roles that have been used since the setup',
		section: 'All projects',
		cause: 'Workato has not tried all of them yet',
		solution: 'test a connection of each project',
		needs: [],
		isShown: ({size}) => size > 1,
		isSupplementary: true,
		verdict(_found, groups) {
			const used = [...groups].filter(([, rows]) =>
				rows.some(({question, status}) => question === proofRow.id && status === 'pass'),
			).length;
			return {
				status: used === groups.size ? 'pass' : 'waiting',
				detail: `${used} of ${groups.size} roles have been used.`,
				fix: used === groups.size ? '' : 'Use a secret of each project in a connection of Workato.',
			};
		},
	}),
];

/** The ids of the rows that tell about all projects together. */
export const totalIds: readonly string[] = totalRows.map(({id}) => id);

/** The rows of each project, in the order of the setup. */
const projectRows = [...roleRows, ...permissionRows, ...secretRows, proofRow, refusalRow];

/** What is usually behind each row, in the order of the checklist. */
export const secretsTroubleshooting = troubleshootingOf([
	identityRow,
	...totalRows,
	...projectRows,
	otherSetupsRow,
]);

/**
The checklist: who and where, the totals, then each project's rows. Pure; a row whose answer is still on its way is `waiting`, one
that could not be looked at is `unknown`, never `pass`. `since`, by project: when this setup last wrote its role (ISO 8601); use
before that proves nothing.
*/
export function checkSecrets(
	answers: SecretsAnswers,
	observation: Partial<SecretsObservation>,
	{
		own,
		since,
		changes = [],
	}: {own: Ownership; since: (project: string) => string; changes?: readonly Change[]},
): Check[] {
	const {projects = []} = answers;
	const names = roleNames(projects, own.madeRoles);
	const shared = {
		own,
		roles: openOtherRoles(projects, observation),
		changes: new Map(changes.map((change) => [change.id, change])),
	};
	const groups = new Map(
		projects.map((project) => {
			const {name} = project;
			const rows = orElse(
				() => {
					const context = rowContext(answers, project, observation, {
						...shared,
						roleName: names.get(name) ?? '',
						since: since(name),
					});
					return answerProject(context);
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
			return [name, rows];
		}),
	);
	return [
		...answerRows([identityRow], observation, {context: {observation, own}}),
		...answerRows(totalRows, {}, {context: groups}),
		...Array.from(groups, ([, rows]) => rows).flat(),
	];
}

function answerProject(context: RowContext): Check[] {
	const {seen, roles, project} = context;
	return answerRows<RowContext, RowParts>(
		projectRows,
		{
			role: seen?.role,
			seen: seen && {state: 'found', value: seen},
			roles: roles && {state: 'found', value: roles},
		},
		{context, absent: noRole, group: project.name},
	);
}

// The plan itself, the rows' fixes and what has to be agreed to rest on one plan.
const planOnce = memoize(
	(answers: SecretsAnswers, observation: SecretsObservation, saved: SavedSetup) =>
		planSecrets(answers, observation, ownershipOf(saved)),
);

// Only a complete look can be planned from; the plan itself refuses another account or region.
const isComplete = (observation: Partial<SecretsObservation>): observation is SecretsObservation =>
	[observation.identity, observation.region, observation.projects, observation.keys].every(
		(part) => part !== undefined,
	);

/** The guide for AWS secrets in Workato: one IAM role for each project. */
export const secretsGuide: GuideDefinition<SecretsAnswers, SecretsObservation> = {
	...aboutSecrets,
	answers: secretsAnswers,
	resources: ['iam-role', 'secret'],
	usualChanges,
	troubleshooting: secretsTroubleshooting,
	missing: missingAnswers,
	warnings: (answers, {account}, observation, {pastedAccounts}) => [
		...(answers.scopeAcknowledged === true
			? []
			: [
					{
						code: 'scope-switch',
						message:
							'If this changes the scope of secrets management in Workato, every reference to external secrets that is set up so far stops working.',
					},
				]),
		...validateAnswers(answers, {account, region: answers.region})
			.filter(({kind}) => kind === 'warning')
			.map(({code, group = '', message}) => ({code, group, message})),
		...sharingWarnings(answers.projects ?? [], observation),
		...usedRoleWarnings(answers, observation, {
			ownAccount: account,
			...(pastedAccounts && {pastedAccounts}),
		}),
	],
	observe: observeSecrets,
	emptyState,
	appliedState,
	unknown: {
		what: 'which keys encrypt the secrets',
		groups: projectsOfUnknownKeys,
	},
	plan: planOnce,
	check: (answers, observation, saved) =>
		checkSecrets(answers, observation, {
			own: ownershipOf(saved),
			since: lastWrites(saved),
			changes: isComplete(observation) ? planOnce(answers, observation, saved).changes : [],
		}),
	facts: secretsFacts,
	access({projects = []}, observation) {
		return projects.length < 2
			? undefined
			: {title: 'Who reads what', ...whoReadsWhat(projects, observation)};
	},
	outputs: rolesOf,
	uses: (saved) => (notTakenBack([saved]).length === 0 ? [] : usedRoles(saved)),
	overlaps: overlapWarnings,
	workatoAccounts: ({workatoAccountId}) =>
		workatoAccountId === undefined ? [] : [workatoAccountId],
};

function rolesOf(
	{projects = []}: SecretsAnswers,
	observation: Partial<SecretsObservation>,
): Outputs {
	const roles = projects.flatMap(({name}) => {
		const role = projectSeen(observation, name)?.role;
		return role?.state === 'found' && !['unowned', 'tags'].includes(role.value.foundBy)
			? [{name, arn: role.value.arn}]
			: [];
	});
	const where =
		roles.length === 1
			? 'In Workato, open the project’s Settings > Secrets management, choose “AWS secrets manager”, then “Add the role to your Workato account”, and paste it there.'
			: 'In Workato, open each project’s Settings > Secrets management, choose “AWS secrets manager”, then “Add the role to your Workato account”, and paste its own ARN there.';
	return roles.map(({name, arn}) => ({
		id: rolesOutput,
		label: 'Role ARN',
		thing: 'role',
		value: arn,
		where,
		group: name,
	}));
}

// The roles that the answers name, and those that stand for projects whose role was made or agreed to. A path is not known of a name.
function usedRoles(saved: SavedSetup): string[] {
	const answers = secretsAnswers.safeParse(saved.setup);
	const {projects = []} = answers.data ?? {};
	const {madeRoles, names: agreed = {}} = ownershipOf(saved);
	const written = new Set(
		replay(saved.journal).effects.flatMap((effect) => roleEffects.own(effect)?.role ?? []),
	);
	const names = roleNames(projects, madeRoles);
	return projects.flatMap(({name: project, role}) => {
		if (role?.use !== undefined && parseArn(role.use)) {
			return [role.use];
		}

		const name = names.get(project) ?? '';
		const isUsed =
			role?.use !== undefined || written.has(name) || agreed[agreedName({name})] !== undefined;
		return isUsed && saved.account !== undefined
			? [`arn:aws:iam::${saved.account}:role/${name}`]
			: [];
	});
}

// Use of a role before the setup wrote it proves nothing.
function lastWrites({journal, createdAt}: SavedSetup): (project: string) => string {
	return (project) =>
		lastWrite(
			journal,
			({effect, entry}) => effect.resource === iamRoleId && entry.group === project,
		) ?? createdAt;
}
