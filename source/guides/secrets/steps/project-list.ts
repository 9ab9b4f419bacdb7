import {useState} from 'react';
import {type ListQuestion} from '../../../ui/question.js';
import {joinWords} from '../../../terminal/phrases.js';
import {formatName} from '../../../terminal/foreign-text.js';
import {formatCount} from '../../../terminal/text.js';
import {
	missingInProject,
	type SecretsAnswers,
	type WantedSecrets,
	type Finding,
} from '../answers.js';
import {validateAnswers} from '../validate-answers.js';
import {roleNames} from '../role-names.js';
import {spelledSecrets} from '../wanted-secrets.js';

/** A project in a list; `about` is what is said of it while it is highlighted. */
export type ProjectRow = {
	readonly name: string;
	readonly detail: string;
	readonly about: string;
	readonly isEndKept?: boolean;
};

/** The first project behind the one of that name that still waits; those before it were skipped. */
export function nextWaiting<P extends {readonly name: string}>(
	projects: readonly P[],
	name: string,
	isWaiting: (project: P) => boolean,
): P | undefined {
	const behind = projects.slice(projects.findIndex((each) => each.name === name) + 1);
	return behind.find((each) => isWaiting(each));
}

/**
Which project's detail stands on the screen. The only project is open by itself and has no list to go back to: one project is the
list with one row.
*/
export function useOpenProject<P extends {readonly name: string}>(
	projects: readonly P[],
): {
	readonly project: P | undefined;
	/** The project that was open last, for the list to begin on. */
	readonly first: string | undefined;
	/** Opens a project, or the list at its beginning. */
	readonly open: (name: string | undefined) => void;
	/** Back to the list; missing where there is none. */
	readonly close: (() => void) | undefined;
} {
	const [opened, setOpened] = useState<string>();
	const [first, setFirst] = useState<string>();
	const isOnly = projects.length === 1;
	return {
		project: isOnly ? projects[0] : projects.find(({name}) => name === opened),
		first,
		open(name) {
			setOpened(name);
			setFirst(undefined);
		},
		close: isOnly
			? undefined
			: () => {
					setFirst(opened);
					setOpened(undefined);
				},
	};
}

/**
The projects, one row each, below what can be done with all of them: Enter does what is highlighted, or opens the project.
`first` is the project to begin on, else the first action.
*/
export function projectsQuestion({
	projects,
	...question
}: Pick<
	ListQuestion,
	| 'id'
	| 'title'
	| 'text'
	| 'message'
	| 'actions'
	| 'isActionsLast'
	| 'first'
	| 'status'
	| 'isStatusQuiet'
	| 'awaited'
	| 'onAnswer'
	| 'onBack'
> & {readonly projects: readonly ProjectRow[]}): ListQuestion {
	return {
		kind: 'list',
		rows: projects.map(({name, ...said}) => ({
			id: name,
			label: formatName(name),
			...said,
		})),
		placeholder: 'Type to find a project',
		emptyText: 'No project matches.',
		least: 9,
		...question,
	};
}

const fieldNames: Readonly<Record<string, string>> = {
	externalId: 'external ID',
};

/**
Every project as a row, in the order of the answers: its state first, then what is answered so far. `account` is that of the AWS
identity.
*/
export function projectRows(answers: SecretsAnswers, account?: string): ProjectRow[] {
	const {projects = []} = answers;
	const findings = Map.groupBy(validateAnswers(answers, {account}), ({group}) => group);
	const roles = roleNames(projects);
	return projects.map((project) => {
		const {name, externalId, role, secrets} = project;
		const own = findings.get(name) ?? [];
		const refusals = own.filter(({kind}) => kind === 'refusal');
		const [finding] = [...refusals, ...own];
		const detail = [
			describeState(missingInProject(project), refusals, own.length),
			// The start is the same for every project; the numbers tell them apart.
			...(externalId ? [externalId.replace(/^workato_iam_external_id_/v, 'ID ')] : []),
			`${role?.use === undefined ? 'new role' : 'role'} ${roles.get(name) ?? ''}`,
			...(secrets ? [describeSecrets(spelledSecrets(project) ?? secrets)] : []),
		].join(' · ');
		return {
			name,
			detail,
			about: finding ? `${finding.message} ${finding.hint}` : detail,
		};
	});
}

function describeState(
	missing: readonly string[],
	refusals: readonly Finding[],
	findings: number,
): string {
	const listed = (fields: Iterable<string>) =>
		joinWords(Array.from(new Set(fields), (field) => fieldNames[field] ?? field));
	if (refusals.length > 0) {
		return `to fix: ${listed(refusals.map(({field}) => field))}`;
	}

	if (missing.length > 0) {
		return `needs ${listed(missing)}`;
	}

	return findings > 0 ? 'ready, with a warning' : 'ready';
}

/** What a project's role may read, in a few words. */
export function describeSecrets(secrets: WantedSecrets): string {
	if (secrets === 'all') {
		return 'all secrets of the region';
	}

	return Array.isArray(secrets)
		? formatCount(secrets.length, 'secret')
		: `secrets ${secrets.prefix}*`;
}
