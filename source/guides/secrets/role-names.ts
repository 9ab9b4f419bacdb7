import {parseArn} from '../../aws/arn.js';
import {type ProjectAnswers} from './answers.js';
import {projectSlug} from './project-slug.js';

/** IAM: CreateRole, RoleName. */
export const roleNameLimit = 64;

/** `undefined` when IAM would take it as a role's name, else what is wrong with it. */
export function roleNameProblem(name: string): string | undefined {
	if (name === '') {
		return 'Give the role a name.';
	}

	if (!/^[\w+,\-.=@]+$/v.test(name)) {
		return 'A role’s name may hold letters from A to Z, digits and + = , . @ - _ only.';
	}

	return name.length > roleNameLimit
		? `A role’s name may have at most ${roleNameLimit} characters; this has ${name.length}.`
		: undefined;
}

/** The name in `role: {use: …}`, which is a name or a role's ARN with or without a path. */
export function usedRoleName(use: string): string {
	const arn = parseArn(use);
	return arn?.service === 'iam' && arn.resource.startsWith('role/')
		? (arn.resource.split('/').at(-1) ?? use)
		: use;
}

/**
The name of each project's role, by the project's name: the one that was given, else the one `known` from before (so that
a project that joins never renames another's role), else a proposal. Proposals differ from all others and from names that
were `refused`, whatever the case.
*/
export function roleNames(
	projects: readonly ProjectAnswers[],
	known: ReadonlyMap<string, string> = new Map(),
	refused: readonly string[] = [],
): Map<string, string> {
	const settled = projects.map((project) => ({
		project,
		role:
			project.role?.create?.name ??
			(project.role?.use === undefined
				? known.get(project.name)
				: usedRoleName(project.role.use)),
	}));
	const taken = new Set(
		[...settled.flatMap(({role}) => role ?? []), ...refused].map((role) =>
			role.toLowerCase(),
		),
	);
	return new Map(
		settled.map(({project, role}) => {
			const chosen = role ?? freeName(proposeRoleName(project), taken);
			taken.add(chosen.toLowerCase());
			return [project.name, chosen];
		}),
	);
}

/** What the name of every proposed role begins with. */
export const roleNameStart = 'Workato';

/** A role's name for a project. */
export function proposeRoleName(
	project: Pick<ProjectAnswers, 'name' | 'id' | 'externalId'>,
): string {
	const slug = projectSlug(project, roleNameLimit - roleNameStart.length - 1);
	return slug === undefined ? roleNameStart : `${roleNameStart}-${slug}`;
}

/** The name, with a number behind it where it is taken; `taken` is in small letters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
	let free = name;
	for (let count = 2; taken.has(free.toLowerCase()); count++) {
		const end = `-${count}`;
		free = name.slice(0, roleNameLimit - end.length) + end;
	}

	return free;
}

/** Whether a role is to be made under a name that was refused, whatever the case. */
export function isRefused(
	{create}: NonNullable<ProjectAnswers['role']>,
	refused: readonly string[],
): boolean {
	const name = create?.name.toLowerCase();
	return refused.some((each) => each.toLowerCase() === name);
}
