import {type Blocker} from '../guide.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {type WantedSecret} from './observation.js';
import {freeName, proposeRoleName} from './role-names.js';

/** The projects with another role for one of them, as an answer to offer. */
export function withRole(
	{projects = []}: SecretsAnswers,
	name: string,
	role: NonNullable<ProjectAnswers['role']>,
): ProjectAnswers[] {
	return projects.map((each) => (each.name === name ? {...each, role} : each));
}

/** The projects with the ARNs that AWS prints for one of them, as an answer to offer. */
export function withArns(
	{projects = []}: SecretsAnswers,
	name: string,
	found: readonly WantedSecret[],
): ProjectAnswers[] {
	const arns = new Map(
		found.flatMap(({wanted, secret}) =>
			secret.state === 'found' ? [[wanted, secret.value.arn] as const] : [],
		),
	);
	return projects.map((each) =>
		each.name === name && Array.isArray(each.secrets)
			? {
					...each,
					secrets: each.secrets.map((text) => arns.get(text) ?? text),
				}
			: each,
	);
}

/** A new role under a name that no role of the setup has, for a role that cannot be this project's. */
export function newRoleOffer(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	refusedRole: string,
	names: ReadonlyMap<string, string>,
): NonNullable<Blocker['offer']> {
	const taken = new Set(
		[...names.values(), refusedRole].map((role) => role.toLowerCase()),
	);
	const start =
		project.role?.use === undefined ? refusedRole : proposeRoleName(project);
	const name = freeName(start, taken);
	return {
		label: `make a new role ${name}`,
		answers: {projects: withRole(answers, project.name, {create: {name}})},
	};
}
