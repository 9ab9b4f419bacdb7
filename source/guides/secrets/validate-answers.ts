import {joinWords} from '../../terminal/phrases.js';
import {quoteText, refuseOdd, disambiguate} from '../../terminal/foreign-text.js';
import {scriptsAlike, twins} from '../../terminal/names.js';
import {findingsOf, type Finding, type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {nameFew, validateSharing} from './sharing.js';
import {roleNameProblem, usedRoleName} from './role-names.js';
import {validateSecrets, type Location} from './wanted-secrets.js';
import {parseExternalId, validateAccountId, validateExternalId} from './workato-ids.js';

/** Everything that is refused or odd in the answers, taken together; what is not answered yet is not validated. */
export function validateAnswers(answers: SecretsAnswers, scope: Location): Finding[] {
	return [
		...validateProjects(answers),
		...validateIds(answers, scope.account),
		...validateSecrets(answers, scope),
		...validateSharing(answers.projects ?? []),
	];
}

/**
Validates the rows themselves: each project once, each role for one project, names that IAM takes, and exactly one row for
the workspace. Every finding is a refusal, but that of names which look alike.
*/
export function validateProjects({
	scope,
	projects = [],
}: Pick<SecretsAnswers, 'scope' | 'projects'>): Finding[] {
	return [
		...(scope === 'workspace' && projects.length > 1
			? refuse({field: 'projects'}, 'Keep one row, or choose the scope “project”.')(
					'OneRowOnly',
					`With the scope “workspace” there is one role, and this setup has ${projects.length} rows.`,
				)
			: []),
		...projects.flatMap(({name}) => {
			const problem = projectNameProblem(name);
			return problem === undefined
				? []
				: refuse(
						{field: 'name', group: name},
						'Give the project’s name as letters that can be read, here and in Workato.',
					)('ProjectName', problem);
		}),
		...findRepeated(projects),
		...findTwins(projects),
		...findSharedRoles(givenRoles(projects)),
		...projects.flatMap((project) => validateRole(project)),
	];
}

/** Warnings that another project or workspace could then use the role. */
const opening: ReadonlySet<string> = new Set([
	'WorkspaceLevelId',
	'SharedExternalId',
	'OtherProjectId',
	'OtherWorkspace',
]);

/** How grave a finding is: what is refused, then by what others could use a role, then what is only odd. */
export const gravityOf = ({kind, code}: Finding): 0 | 1 | 3 =>
	kind === 'refusal' ? 0 : opening.has(code) ? 1 : 3;

/** Findings with the gravest first. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
	return findings.toSorted((one, other) => gravityOf(one) - gravityOf(other));
}

const refuse = (about: Pick<Finding, 'field' | 'group'>, hint: string) =>
	findingsOf('refusal', about, hint);

/** Why a project cannot be called so: two names that differ have to look different wherever they stand. */
export function projectNameProblem(name: string): string | undefined {
	return refuseOdd(`The project’s name ${quoteText(name)}`, name);
}

function findRepeated(projects: readonly ProjectAnswers[]): Finding[] {
	return [...Map.groupBy(projects, ({name}) => name)]
		.filter(([, rows]) => rows.length > 1)
		.flatMap(([name, rows]) =>
			refuse({field: 'name', group: name}, 'Keep one row for each project.')(
				'RepeatedProject',
				`The project ${quoteText(name)} stands there ${rows.length} times.`,
			),
		);
}

// Such names may be meant, but a reader takes one for the other wherever they stand alone.
function findTwins(projects: readonly ProjectAnswers[]): Finding[] {
	return twins(projects.map(({name}) => name)).flatMap((alike) => {
		const [first = ''] = alike;
		const scripts = joinWords([...new Set(alike.flatMap((name) => scriptsAlike(name)))]);
		return findingsOf(
			'warning',
			{field: 'name', group: first},
			'Compare the names with those in Workato, letter by letter.',
		)(
			'LookAlike',
			`The projects ${joinWords(disambiguate(alike).map((name) => `“${name}”`))} look alike: letters of another script (${scripts}) look like Latin ones.`,
		);
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
	return [...Map.groupBy(roles, ({role}) => role.toLowerCase())]
		.filter(([, rows]) => new Set(rows.map(({name}) => name)).size > 1)
		.flatMap(([, rows]) =>
			rows.flatMap(({name, role}, index) => {
				const other = rows[index === 0 ? 1 : 0]?.name ?? '';
				return refuse({field: 'role', group: name}, 'Give each project a role of its own.')(
					'SharedRole',
					`${quoteText(name)} and ${quoteText(other)} have the same role, ${role}. Each would read the other’s secrets.`,
				);
			}),
		);
}

function validateRole({name, role}: ProjectAnswers): Finding[] {
	const given = role?.create?.name ?? usedRoleName(role?.use ?? '');
	const problem = role && roleNameProblem(given);
	if (problem === undefined) {
		return [];
	}

	const about = {field: 'role', group: name};
	return role?.create
		? refuse(about, 'Choose another name.')(
				'RoleName',
				`The role of ${quoteText(name)}, ${quoteText(given, 60)}: ${problem}`,
			)
		: refuse(about, 'Copy the role’s ARN from the IAM console.')(
				'RoleName',
				`${quoteText(role?.use ?? '', 60)}, the role of ${quoteText(name)}, is neither the name nor the ARN of a role.`,
			);
}

/**
Validates the account ID and every external ID, each by itself and all together. Answers that are not given yet are not
validated. `ownAccount` is the account of the AWS identity.
*/
export function validateIds(
	answers: Pick<SecretsAnswers, 'scope' | 'workatoAccountId' | 'projects'>,
	ownAccount?: string,
): Finding[] {
	const {scope, workatoAccountId, projects = []} = answers;
	return [
		...(workatoAccountId ? validateAccountId(workatoAccountId, ownAccount) : []),
		...projects.flatMap(({name, id, externalId}) =>
			externalId ? validateExternalId(externalId, {name, id, scope}) : [],
		),
		...findSharedIds(projects),
		...findExchangedIds(projects),
		...findOtherWorkspaces(projects),
	];
}

// A project's own ID belongs to that project alone; the workspace's may stand in several where Automation HQ shares it.
function findSharedIds(projects: readonly ProjectAnswers[]): Finding[] {
	const sharing = Map.groupBy(
		projects.filter(({externalId}) => externalId),
		({externalId}) => externalId,
	);
	return [...sharing]
		.filter(([, rows]) => rows.length > 1)
		.flatMap(([externalId = '', rows]) =>
			rows.flatMap((project) => {
				const others = rows.filter((other) => other !== project);
				const isWorkspaces = parseExternalId(externalId)?.project === undefined;
				return findingsOf(
					isWorkspaces ? 'warning' : 'refusal',
					{field: 'externalId', group: project.name},
					'Copy the external ID of each project from its own settings in Workato.',
				)(
					'SharedExternalId',
					`${quoteText(project.name)} has the same external ID as ${nameFew(others.map((other) => other.name))}. Each project could then use the other’s role.`,
				);
			}),
		);
}

function findExchangedIds(projects: readonly ProjectAnswers[]): Finding[] {
	const byId = new Map(projects.flatMap(({id, name}) => (id ? [[id, name] as const] : [])));
	return projects.flatMap(({name, id, externalId = ''}) => {
		const inside = parseExternalId(externalId)?.project ?? '';
		const owner = byId.get(inside);
		return owner === undefined || owner === name || inside === id
			? []
			: refuse(
					{field: 'externalId', group: name},
					`Copy ${quoteText(`External ID for ${name}`)} from that project’s settings in Workato.`,
				)(
					'ExternalIdOfAnother',
					`The external ID of ${quoteText(name)} is that of ${quoteText(owner)}: Workato says ${inside} is the ID of that project.`,
				);
	});
}

// The workspace of most projects is taken for the right one.
function findOtherWorkspaces(projects: readonly ProjectAnswers[]): Finding[] {
	const groups = Map.groupBy(
		projects.filter(({externalId}) => parseExternalId(externalId ?? '')),
		({externalId}) => parseExternalId(externalId ?? '')?.workspace ?? '',
	);
	const [main, ...others] = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
	return others.flatMap(([workspace, odd]) =>
		odd.flatMap(({name}) =>
			findingsOf(
				'warning',
				{field: 'externalId', group: name},
				'Keep one setup for each workspace and environment, unless both are meant to share this account.',
			)(
				'OtherWorkspace',
				`The external ID of ${quoteText(name)} is of workspace ${workspace}; most of this setup is of workspace ${main?.[0] ?? ''}.`,
			),
		),
	);
}
