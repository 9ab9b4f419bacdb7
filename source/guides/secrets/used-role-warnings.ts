import {findExtraPermissions} from '../../policy/statement-coverage.js';
import {validateTrust} from '../../policy/validate-trust.js';
import {type TrustFinding} from '../../policy/trust-policy.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {firstFew} from '../checklist-table.js';
import {type Warning} from '../guide.js';
import {type SecretsAnswers} from './answers.js';
import {changesToRole, desiredRole, ownPolicyName, type DesiredRole} from './desired-role.js';
import {projectSeen, type ProjectRole, type SecretsObservation} from './observation.js';

/**
What has to be agreed to before a role that is there already is changed: what Workato could do with it beside reading the
project's secrets, and who else could read those. Nothing for a role that needs no change. Denies and the permissions
boundary are not looked at: too much may be said, never too little.
*/
export function usedRoleWarnings(
	answers: SecretsAnswers,
	observation: Partial<SecretsObservation>,
): Warning[] {
	const {identity} = observation;
	return (answers.projects ?? []).flatMap((project) => {
		const found = projectSeen(observation, project.name)?.role;
		const role = found?.state === 'found' ? found.value : undefined;
		const isUsed = role && ['answer', 'agreed'].includes(role.foundBy);
		const desired = isUsed && desiredRole(answers, project, observation, {roleName: role.name});
		if (!desired || identity?.state !== 'found') {
			return [];
		}

		const {account} = identity.value;
		return changesToRole(desired, role, account).length === 0
			? []
			: roleWarnings(desired, role, account);
	});
}

/** What Workato could do with a role beside what the project wants, and who else could use it. */
export function roleWarnings(
	{project: name, trust, permissions}: DesiredRole,
	role: ProjectRole,
	ownAccount: string,
): Warning[] {
	const extra = findExtraPermissions(
		[...role.inline, ...role.attached].filter((policy) => policy.name !== ownPolicyName),
		permissions,
	).map(({explanation}) => explanation);
	const trusted = validateTrust(role.trust, {...trust, ownAccount}).findings;
	const messages = (...codes: Array<TrustFinding['code']>) =>
		trusted.filter(({code}) => codes.includes(code)).map(({message}) => message);
	const warn = (code: string, start: string, found: readonly string[]) =>
		found.length === 0 ? [] : [{code, group: name, message: `${start} ${firstFew(found)}`}];
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
