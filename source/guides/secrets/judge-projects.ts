import {joinWords} from '../../policy/join-words.js';
import {quoteText, refuseOdd, tellApart} from '../../terminal/foreign-text.js';
import {scriptsAlike, twins} from '../../terminal/look-alikes.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {type Finding} from './finding.js';
import {roleNameProblem, usedRoleName} from './role-names.js';

/**
Judges the rows themselves: each project once, each role for one project, names that IAM takes, and exactly one row for
the workspace. Every finding is a refusal, but that of names which look alike.
*/
export function judgeProjects({
	scope,
	projects = [],
}: Pick<SecretsAnswers, 'scope' | 'projects'>): Finding[] {
	return [
		...(scope === 'workspace' && projects.length > 1
			? [
					{
						code: 'OneRowOnly',
						level: 'refusal' as const,
						field: 'projects',
						message: `With the scope “workspace” there is one role, and this setup has ${projects.length} rows.`,
						hint: 'Keep one row, or choose the scope “project”.',
					},
				]
			: []),
		...projects.flatMap(({name}) => judgeName(name)),
		...findRepeated(projects),
		...findTwins(projects),
		...findSharedRoles(givenRoles(projects)),
		...projects.flatMap((project) => judgeRole(project)),
	];
}

function judgeName(name: string): Finding[] {
	const problem = projectNameProblem(name);
	return problem === undefined
		? []
		: [
				{
					code: 'ProjectName',
					level: 'refusal',
					project: name,
					field: 'name',
					message: problem,
					hint: 'Give the project’s name as letters that can be read, here and in Workato.',
				},
			];
}

/** Why a project cannot be called so: two names that differ have to look different wherever they stand. */
export function projectNameProblem(name: string): string | undefined {
	return refuseOdd(`The project’s name ${quoteText(name)}`, name);
}

function findRepeated(projects: readonly ProjectAnswers[]): Finding[] {
	const groups = Map.groupBy(projects, ({name}) => name);
	return [...groups]
		.filter(([, rows]) => rows.length > 1)
		.map(([name, rows]) => ({
			code: 'RepeatedProject',
			level: 'refusal',
			project: name,
			field: 'name',
			message: `The project ${quoteText(name)} stands there ${rows.length} times.`,
			hint: 'Keep one row for each project.',
		}));
}

// Such names may be meant, but a reader takes one for the other wherever they stand alone.
function findTwins(projects: readonly ProjectAnswers[]): Finding[] {
	return twins(projects.map(({name}) => name)).map((alike) => {
		const [first = ''] = alike;
		const scripts = joinWords([
			...new Set(alike.flatMap((name) => scriptsAlike(name))),
		]);
		return {
			code: 'LookAlike',
			level: 'warning',
			project: first,
			field: 'name',
			message: `The projects ${joinWords(tellApart(alike).map((name) => `“${name}”`))} look alike: letters of another script (${scripts}) look like Latin ones.`,
			hint: 'Compare the names with those in Workato, letter by letter.',
		};
	});
}

// A role that is only proposed keeps clear of the others; `findSharedRoles` is asked again once all are known.
function givenRoles(projects: readonly ProjectAnswers[]): ProjectRoleName[] {
	return projects.flatMap(({name, role}) => {
		const given = role?.create?.name ?? role?.use;
		return given === undefined ? [] : [{name, role: usedRoleName(given)}];
	});
}

/** A project, and the name of its role. */
type ProjectRoleName = {name: string; role: string};

/** Refuses one role for two projects: it would give each the other's secrets. IAM's names are unique whatever their case. */
export function findSharedRoles(roles: Iterable<ProjectRoleName>): Finding[] {
	const groups = Map.groupBy(roles, ({role}) => role.toLowerCase());
	return [...groups]
		.filter(([, rows]) => new Set(rows.map(({name}) => name)).size > 1)
		.flatMap(([, rows]) =>
			rows.map(({name, role}, index): Finding => {
				const other = rows[index === 0 ? 1 : 0]?.name ?? '';
				return {
					code: 'SharedRole',
					level: 'refusal',
					project: name,
					field: 'role',
					message: `${quoteText(name)} and ${quoteText(other)} have the same role, ${role}. Each would read the other’s secrets.`,
					hint: 'Give each project a role of its own.',
				};
			}),
		);
}

function judgeRole({name, role}: ProjectAnswers): Finding[] {
	const refuse = (message: string, hint: string): Finding[] => [
		{
			code: 'RoleName',
			level: 'refusal',
			project: name,
			field: 'role',
			message,
			hint,
		},
	];
	if (role?.create) {
		const problem = roleNameProblem(role.create.name);
		return problem === undefined
			? []
			: refuse(
					`The role of ${quoteText(name)}, ${quoteText(role.create.name, 60)}: ${problem}`,
					'Choose another name.',
				);
	}

	return role?.use !== undefined && roleNameProblem(usedRoleName(role.use))
		? refuse(
				`${quoteText(role.use, 60)}, the role of ${quoteText(name)}, is neither the name nor the ARN of a role.`,
				'Copy the role’s ARN from the IAM console.',
			)
		: [];
}
