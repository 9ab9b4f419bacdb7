import {joinWords} from '../../../policy/join-words.js';
import {
	missingInProject,
	type ProjectAnswers,
	type SecretsAnswers,
	type WantedSecrets,
	type Finding,
} from '../answers.js';
import {validateAnswers} from '../validate-answers.js';
import {roleNames} from '../role-names.js';
import {spelledSecrets} from '../secret-prefix.js';

/** A project in a list: its state first, then what is answered so far. `about` is the most urgent sentence about it. */
export type ProjectRow = {
	name: string;
	isReady: boolean;
	detail: string;
	about: string;
};

const fieldWords: Readonly<Record<string, string>> = {
	externalId: 'external ID',
	secrets: 'secrets',
	role: 'role',
	name: 'name',
};

/** Every project as a row, in the order of the answers. `ownAccount` is the account of the AWS identity. */
export function projectRows(
	answers: SecretsAnswers,
	ownAccount?: string,
): ProjectRow[] {
	const {projects = []} = answers;
	const findings = Map.groupBy(
		validateAnswers(answers, {account: ownAccount}),
		({group}) => group,
	);
	const roles = roleNames(projects);
	return projects.map((project) =>
		rowOf(
			project,
			roles.get(project.name) ?? '',
			findings.get(project.name) ?? [],
		),
	);
}

function rowOf(
	project: ProjectAnswers,
	role: string,
	findings: readonly Finding[],
): ProjectRow {
	const {name, externalId, secrets} = project;
	const refusals = findings.filter(({kind}) => kind === 'refusal');
	const missing = missingInProject(project);
	const isReady = missing.length === 0 && refusals.length === 0;
	const [finding] = [...refusals, ...findings];
	const detail = [
		stateWords(missing, refusals, findings.length),
		...(externalId ? [shortId(externalId)] : []),
		`${project.role?.use === undefined ? 'new role' : 'role'} ${role}`,
		...(secrets ? [secretsWords(spelledSecrets(project) ?? secrets)] : []),
	].join(' · ');
	return {
		name,
		isReady,
		detail,
		about: finding ? `${finding.message} ${finding.hint}` : detail,
	};
}

function stateWords(
	missing: readonly string[],
	refusals: readonly Finding[],
	findings: number,
): string {
	if (refusals.length > 0) {
		const fields = [...new Set(refusals.map(({field}) => field))];
		return `to mend: ${joinWords(fields.map((field) => fieldWords[field] ?? field))}`;
	}

	if (missing.length > 0) {
		return `needs ${joinWords(missing.map((field) => fieldWords[field] ?? field))}`;
	}

	return findings > 0 ? 'ready, with a warning' : 'ready';
}

// The start is the same for every project; the numbers tell them apart.
function shortId(externalId: string): string {
	return externalId.replace(/^workato_iam_external_id_/v, 'ID ');
}

/** What a project's role may read, in a few words. */
export function secretsWords(secrets: WantedSecrets): string {
	if (secrets === 'all') {
		return 'all secrets of the region';
	}

	return Array.isArray(secrets)
		? `${secrets.length} ${secrets.length === 1 ? 'secret' : 'secrets'}`
		: `secrets ${secrets.prefix}*`;
}
