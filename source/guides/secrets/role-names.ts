import {parseArn} from '../../aws/arn.js';
import {type ProjectAnswers} from './answers.js';

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
a project that joins never renames another's role), else a proposal. Proposals differ from all others, whatever the case.
*/
export function roleNames(
	projects: readonly ProjectAnswers[],
	known: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
	const settled = projects.map(({name, role}) => ({
		name,
		role:
			role?.create?.name ??
			(role?.use === undefined ? known.get(name) : usedRoleName(role.use)),
	}));
	const taken = new Set(
		settled.flatMap(({role}) => (role ? [role.toLowerCase()] : [])),
	);
	return new Map(
		settled.map(({name, role}) => {
			const chosen = role ?? freeName(proposeRoleName(name), taken);
			taken.add(chosen.toLowerCase());
			return [name, chosen];
		}),
	);
}

/** A role's name for a project: what IAM does not take becomes a dash. */
export function proposeRoleName(project: string): string {
	const plain = project
		.normalize('NFKD')
		.replaceAll(/\p{Mark}/gv, '')
		.split(/[^\w+,.=@]+/v)
		.filter((part) => part !== '')
		.join('-');
	return plain === '' ? 'Workato' : `Workato-${plain}`.slice(0, roleNameLimit);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
	let free = name;
	for (let count = 2; taken.has(free.toLowerCase()); count++) {
		const end = `-${count}`;
		free = name.slice(0, roleNameLimit - end.length) + end;
	}

	return free;
}
