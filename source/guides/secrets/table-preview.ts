import {fitText, formatCount, textWidth} from '../../terminal/text.js';
import {type ListedRole} from '../../resources/iam-role/read-many.js';
import {type ListedSecret} from '../../resources/secret/read.js';
import {type Finding, type ProjectAnswers, type SecretsAnswers, mergeProjects} from './answers.js';
import {gravestFirst, gravityOf, validateAnswers} from './validate-answers.js';
import {type Location, prefixIn, spelledSecrets} from './wanted-secrets.js';
import {type ProjectTable} from './project-table.js';
import {roleNames, usedRoleName} from './role-names.js';

/** One row of what was read, in the words of its columns. Empty where nothing is said. */
export type PreviewRow = {
	id: string;
	name: string;
	/** A line that is no project; one that the setup cannot go on with; one that needs a look; one that fits. */
	state: 'unreadable' | 'refused' | 'doubtful' | 'fits';
	/** What is to be mended, in a few words. */
	problem: string;
	externalId: string;
	role: string;
	secrets: string;
	/** The problem as a sentence, or all of the row. */
	about: string;
};

/** What AWS listed, as far as it has answered; nothing where it did not. */
export type Listed = {
	roles?: readonly ListedRole[] | undefined;
	secrets?: readonly ListedSecret[] | undefined;
};

type Trouble = {
	words: string;
	sentence: string;
	state: 'refused' | 'doubtful';
	/** The less, the graver. */
	gravity: number;
};

// Between what opens a role to others and what is only odd.
const gravityOfLookups = 2;

// What a finding is in a few words, by its code, else by its field.
const problemLabels: Readonly<Record<string, string>> = {
	SharedExternalId: 'external ID twice',
	SharedRole: 'role twice',
	RepeatedProject: 'name twice',
	SharedPrefix: 'shares secrets',
	WorkspaceLevelId: 'the workspace’s own ID',
	ProjectLevelId: 'one project’s ID',
	OtherProjectId: 'another project’s ID',
	OtherWorkspace: 'another workspace’s ID',
	ExternalIdForm: 'not Workato’s form of ID',
	LookAlike: 'name looks like another',
	externalId: 'to mend: external ID',
};

/**
The rows of a table as they would stand in the setup, each judged by itself, with the others, with the projects that are there
already, and with what AWS lists. Lines that cannot be read come first, then what is to be mended. `madeRoles`: the roles
that this setup made, by project.
*/
export function previewRows(
	answers: SecretsAnswers,
	table: ProjectTable,
	{
		scope,
		listed,
		madeRoles,
	}: {
		scope: Location;
		listed: Listed;
		madeRoles: ReadonlyMap<string, string>;
	},
): PreviewRow[] {
	const merged = mergedAnswers(answers, table);
	const findings = Map.groupBy(validateAnswers(merged, scope), ({group}) => group);
	const {projects} = merged;
	const roles = roleNames(projects, madeRoles);
	const names = new Set(table.projects.map(({name}) => name));
	const lookUp = lookUpIn(listed);
	const rows = projects
		.filter(({name}) => names.has(name))
		.map((project) => {
			const role = roles.get(project.name) ?? '';
			const found = (findings.get(project.name) ?? []).map((finding) => troubleIn(finding));
			const there = lookUp(project, role, madeRoles.get(project.name) === role);
			const troubles = [...found, ...(there ? [there] : [])];
			return rowOf(
				project,
				role,
				troubles.toSorted((one, other) => one.gravity - other.gravity),
			);
		});
	return [
		...table.problems.map(({line, message}, index) => ({
			id: `line ${line} ${index}`,
			name: `Line ${line}`,
			state: 'unreadable' as const,
			problem: message,
			externalId: '',
			role: '',
			secrets: '',
			about: message,
		})),
		...rows.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state)),
	];
}

/** The answers as they are once a table is taken. */
function mergedAnswers(answers: SecretsAnswers, {projects, workatoAccountId}: ProjectTable) {
	return {
		...answers,
		projects: mergeProjects(answers.projects ?? [], projects),
		...(workatoAccountId !== undefined && {workatoAccountId}),
	};
}

/** What is wrong or odd with a table's answers that are no project's, such as the account ID; the gravest first. */
export function findingsOfAll(
	answers: SecretsAnswers,
	table: ProjectTable,
	scope: Location,
): Finding[] {
	return gravestFirst(
		validateAnswers(mergedAnswers(answers, table), scope).filter(({group}) => group === undefined),
	);
}

const order: ReadonlyArray<PreviewRow['state']> = ['unreadable', 'refused', 'doubtful', 'fits'];

function troubleIn(finding: Finding): Trouble {
	const {kind, code, field, message, hint} = finding;
	return {
		gravity: gravityOf(finding),
		words: problemLabels[code] ?? problemLabels[field] ?? `to mend: ${field}`,
		sentence: `${message} ${hint}`,
		state: kind === 'refusal' ? 'refused' : 'doubtful',
	};
}

/** `troubles`: the gravest first. */
function rowOf(project: ProjectAnswers, role: string, troubles: readonly Trouble[]): PreviewRow {
	const {name, externalId = ''} = project;
	const isUsed = project.role?.use !== undefined;
	const row = {
		externalId,
		role: isUsed ? role : `new: ${role}`,
		secrets: secretsCell(spelledSecrets(project) ?? project.secrets),
	};
	return {
		id: `project ${name}`,
		name,
		...row,
		state: troubles[0]?.state ?? 'fits',
		// What is only odd can wait until the row is mended.
		problem: [
			...new Set(
				troubles.filter(({state}) => state === troubles[0]?.state).map(({words}) => words),
			),
		].join(', '),
		about:
			troubles.length === 0 ? summarizeRow(row) : troubles.map(({sentence}) => sentence).join(' '),
	};
}

function secretsCell(secrets: ProjectAnswers['secrets']): string {
	if (secrets === undefined) {
		return '';
	}

	return secrets === 'all'
		? 'all of the region'
		: Array.isArray(secrets)
			? formatCount(secrets.length, 'secret')
			: `${secrets.prefix}*`;
}

/** A row in words, for a line that has room and for whoever hears it. */
export function summarizeRow({
	externalId,
	role,
	secrets,
}: Pick<PreviewRow, 'externalId' | 'role' | 'secrets'>): string {
	return [
		externalId === '' ? 'no external ID yet' : `external ID ${externalId}`,
		`role ${role}`,
		secrets === '' ? 'no secrets yet' : `secrets: ${secrets}`,
	].join(', ');
}

/** Says what AWS has against a row: its role's name is taken, its role is not there, its prefix reaches nothing. */
function lookUpIn({roles, secrets}: Listed) {
	const roleNamesThere = roles && new Set(roles.map(({name}) => name.toLowerCase()));
	return (project: ProjectAnswers, role: string, isOwn: boolean): Trouble | undefined => {
		const isThere = roleNamesThere?.has(role.toLowerCase());
		const {use} = project.role ?? {};
		if (isThere === true && use === undefined && !isOwn) {
			return {
				state: 'doubtful',
				gravity: gravityOfLookups,
				words: 'role name is taken',
				sentence: `The account has a role ${role} already, and it is not this setup’s. Give another name, or the role’s ARN to use it.`,
			};
		}

		if (isThere === false && use !== undefined) {
			return {
				state: 'doubtful',
				gravity: gravityOfLookups,
				words: 'no such role',
				sentence: `The account has no role ${usedRoleName(use)}. Give its ARN as the IAM console shows it, or a name for a new role.`,
			};
		}

		const prefix = prefixIn(spelledSecrets(project));
		return prefix !== undefined && secrets?.every(({name}) => !name.startsWith(prefix))
			? {
					state: 'doubtful',
					gravity: gravityOfLookups,
					words: 'reaches no secret',
					sentence: `No secret’s name begins with ${prefix} now. Those that come later will be reached.`,
				}
			: undefined;
	};
}

type Cells = readonly [problem: string, externalId: string, role: string, secrets: string];

const headings: Cells = ['Problem', 'External ID', 'Role', 'Secrets'];
const widest: readonly number[] = [44, 18, 34, 30];

/** The cells of each row but its name as one text, in columns that line up, and their headings; a column without a cell is left out. */
export function alignRows(
	rows: readonly PreviewRow[],
	ellipsis: string,
): {heading: string; details: string[]} {
	const cells = rows.map(({problem, externalId, role, secrets}): Cells => [
		problem,
		// The start is the same for every project; the numbers tell them apart.
		externalId.replace(/^workato_iam_external_id_/v, () => ellipsis),
		role,
		secrets,
	]);
	const widths = headings.map((heading, column) => {
		const filled = cells
			.filter((_, index) => !isAlone(rows[index]))
			.map((row) => textWidth(row[column] ?? ''));
		let most = 0;

		for (const other of filled) {
			most = Math.max(most, other);
		}

		return most === 0 ? 0 : Math.min(widest[column] ?? most, Math.max(most, heading.length));
	});
	const line = (row: Cells) =>
		row
			.flatMap((cell, column) => {
				const width = widths[column] ?? 0;
				const shown = fitText(cell, width, ellipsis);
				return width === 0 ? [] : [shown + ' '.repeat(width - textWidth(shown))];
			})
			.join('  ')
			.trimEnd();
	return {
		heading: line(headings),
		details: cells.map((row, index) => (isAlone(rows[index]) ? row[0] : line(row))),
	};
}

/** A line that cannot be read has its reason and nothing else. */
function isAlone(row: PreviewRow | undefined): boolean {
	return row?.state === 'unreadable';
}
