import {parseArn} from '../../aws/arn.js';
import {lastWrite, replay} from '../../engine/replay.js';
import {iamRoleId, roleEffects} from '../../resources/iam-role/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type GuideDefinition, type Outputs} from '../guide.js';
import {notTakenBack} from '../setup-progress.js';
import {aboutSecrets, rolesOutput} from './about.js';
import {missingAnswers, secretsAnswers, type SecretsAnswers} from './answers.js';
import {projectSeen, type SecretsObservation} from './observation.js';
import {checkSecrets, secretsTroubleshooting} from './checklist.js';
import {validateAnswers} from './validate-answers.js';
import {emptyState, projectsOfUnknownKeys} from './empty-state.js';
import {observeSecrets} from './observe.js';
import {overlapWarnings} from './other-setups.js';
import {planSecrets} from './plan.js';
import {sharingWarnings} from './sharing.js';
import {usualChanges} from './desired-role.js';
import {agreedName, ownershipOf} from './ownership.js';
import {roleNames} from './role-names.js';
import {usedRoleWarnings} from './used-role-warnings.js';
import {whoReadsWhat} from './who-reads-what.js';

/** The guide for AWS secrets in Workato: one IAM role for each project. */
export const secretsGuide: GuideDefinition<SecretsAnswers, SecretsObservation> = {
	...aboutSecrets,
	answers: secretsAnswers,
	resources: ['iam-role', 'secret'],
	usualChanges,
	troubleshooting: secretsTroubleshooting,
	missing: missingAnswers,
	warnings: (answers, {account}, observation) => [
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
		...usedRoleWarnings(answers, observation),
	],
	observe: observeSecrets,
	emptyState,
	unknown: {
		what: 'which keys encrypt the secrets',
		groups: projectsOfUnknownKeys,
	},
	plan: (answers, observation, saved) => planSecrets(answers, observation, ownershipOf(saved)),
	check: (answers, observation, saved) =>
		checkSecrets(answers, observation, {
			own: ownershipOf(saved),
			since: lastWrites(saved),
		}),
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
	const standing = new Set(
		replay(saved.journal).effects.flatMap((effect) => roleEffects.own(effect)?.role ?? []),
	);
	const names = roleNames(projects, madeRoles);
	return projects.flatMap(({name: project, role}) => {
		if (role?.use !== undefined && parseArn(role.use)) {
			return [role.use];
		}

		const name = names.get(project) ?? '';
		const isUsed =
			role?.use !== undefined || standing.has(name) || agreed[agreedName({name})] !== undefined;
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
