import {findExtraPermissions} from '../../policy/extra-permissions.js';
import {judgeTrust} from '../../policy/judge-trust.js';
import {type TrustFinding} from '../../policy/trust-finding.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {firstFew} from '../checklist-table.js';
import {type Warning} from '../guide.js';
import {nameWorkato} from '../name-workato.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {
	projectSeen,
	type ProjectRole,
	type SecretsObservation,
} from './observation.js';
import {changesToRole, type WantedRole} from './project-changes.js';
import {ownPolicyName, wantedPermissions, wantedTrust} from './wanted-role.js';

/**
What has to be agreed to before a role that is there already is changed: what Workato could do with it beside reading the
project's secrets, and who else could read those. Nothing for a role that needs no change. Denies and the permissions
boundary are not looked at: too much may be said, never too little.
*/
export function usedRoleWarnings(
	answers: SecretsAnswers,
	observation: Partial<SecretsObservation>,
): Warning[] {
	const {projects = []} = answers;
	return projects.flatMap((project) =>
		warningsOf(answers, project, observation),
	);
}

function warningsOf(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	observation: Partial<SecretsObservation>,
): Warning[] {
	const {name} = project;
	const {identity} = observation;
	const seen = projectSeen(observation, name);
	if (identity?.state !== 'found' || seen?.role.state !== 'found') {
		return [];
	}

	const role = seen.role.value;
	if (role.foundBy !== 'answer' && role.foundBy !== 'agreed') {
		return [];
	}

	const {account: ownAccount} = identity.value;
	const trust = wantedTrust(answers, project, identity.value);
	const permissions = wantedPermissions(project, seen.secrets, observation);
	if (!trust || !permissions) {
		return [];
	}

	const wanted = {
		project: name,
		roleName: role.name,
		trust,
		permissions,
		workato: nameWorkato([trust.account]),
	};
	return changesToRole(wanted, role, ownAccount).length === 0
		? []
		: roleWarnings(wanted, role, ownAccount);
}

/** What Workato could do with a role beside what the project wants, and who else could use it. */
export function roleWarnings(
	{project: name, trust, permissions}: WantedRole,
	role: ProjectRole,
	ownAccount: string,
): Warning[] {
	const extra = findExtraPermissions(
		[...role.inline, ...role.attached].filter(
			(policy) => policy.name !== ownPolicyName,
		),
		permissions,
	).map(({explanation}) => explanation);
	const trusted = judgeTrust(role.trust, {...trust, ownAccount}).findings;
	const messages = (...codes: Array<TrustFinding['code']>) =>
		trusted
			.filter(({code}) => codes.includes(code))
			.map(({message}) => message);
	const warn = (code: string, start: string, found: readonly string[]) =>
		found.length === 0
			? []
			: [{id: `${code}:${name}`, message: `${start} ${firstFew(found)}`}];
	return [
		...warn(
			'RoleMayMore',
			`The role ${role.name} of ${quoteText(name)} may do more already, and Workato may do it, too, once it is let in.`,
			extra,
		),
		...warn(
			'RoleHasOthers',
			`Others may assume the role ${role.name}, and would read the secrets of ${quoteText(name)}, too.`,
			messages('outsider'),
		),
		...warn(
			'RoleIsOpen',
			`The role ${role.name} of ${quoteText(name)} stays open, since every statement of its trust policy is kept.`,
			messages('open', 'loose-external-id', 'other-external-ids'),
		),
	];
}
