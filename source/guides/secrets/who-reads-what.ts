import {type AccessRow} from '../guide.js';
import {formatCount} from '../../terminal/text.js';
import {type ProjectAnswers} from './answers.js';
import {findSharing, firstNames, nameFew} from './sharing.js';
import {projectSeen, secretsThere, type SecretsObservation} from './observation.js';
import {spelledSecrets} from './wanted-secrets.js';

/** What one project reads: by the answers, and of the secrets that AWS has now. */
export type ProjectReads = AccessRow & {
	/** Nothing is chosen, or nothing that was chosen is there. */
	isNothing: boolean;
	/** The names of the secrets that are there now; missing where AWS did not say. */
	secrets?: string[];
	/** What it has in common with others, a few words each. */
	shared: string[];
};

/** Which project reads which secrets, and how many there are, each counted once. */
export function whoReadsWhat(
	projects: readonly ProjectAnswers[],
	observation: Partial<SecretsObservation>,
): {summary: string; rows: ProjectReads[]} {
	const shared = describeShared(projects);
	const rows = projects.map((project) => rowOf(project, observation, shared.get(project.name)));
	const arns = new Set(
		projects.flatMap(({name}) => secretsThere(projectSeen(observation, name)).map(({arn}) => arn)),
	);
	return {
		summary: `${projects.length} projects, ${formatCount(arns.size, 'secret')}`,
		rows,
	};
}

type Shared = {words: string[]; isMarked: boolean};

/** By project; those whose secrets somebody else reads are told so, those who read what is another's are marked. */
function describeShared(projects: readonly ProjectAnswers[]): ReadonlyMap<string, Shared> {
	const shared = new Map<string, Shared>();
	const add = (name: string, words: string, isMarked: boolean) => {
		const before = shared.get(name) ?? {words: [], isMarked: false};
		shared.set(name, {
			words: [...before.words, words],
			isMarked: before.isMarked || isMarked,
		});
	};

	for (const {readers, held} of findSharing(projects)) {
		for (const name of readers) {
			add(
				name,
				held.length > 0
					? `also reads what is for ${nameFew(held)}`
					: `shared with ${nameFew(readers.filter((each) => each !== name))}`,
				true,
			);
		}

		for (const name of held) {
			add(name, `also read by ${nameFew(readers)}`, false);
		}
	}

	return shared;
}

function rowOf(
	project: ProjectAnswers,
	observation: Partial<SecretsObservation>,
	shared: Shared | undefined,
): ProjectReads {
	const {name} = project;
	const words = shared?.words ?? [];
	const isMarked = shared?.isMarked ?? false;
	const seen = projectSeen(observation, name);
	const isKnown = seen !== undefined && seen.secretsProblem === undefined;
	const secrets = secretsThere(seen).map((secret) => secret.name);
	return {
		name,
		isMarked,
		isNothing: project.secrets === undefined || (isKnown && secrets.length === 0),
		...(isKnown && {secrets}),
		shared: words,
		// What is marked is said first: the end of a row may be cut.
		detail: [
			...(isMarked ? words : []),
			describeReads(project, isKnown ? secrets : undefined),
			...(isMarked ? [] : words),
		].join('; '),
	};
}

function describeReads(project: ProjectAnswers, secrets: readonly string[] | undefined): string {
	const wanted = spelledSecrets(project);
	if (wanted === undefined) {
		return 'nothing chosen yet';
	}

	const what =
		wanted === 'all'
			? 'every secret of the region'
			: Array.isArray(wanted)
				? formatCount(wanted.length, 'secret')
				: wanted.prefix;
	if (secrets === undefined) {
		return `${what}, which AWS does not show`;
	}

	if (secrets.length === 0) {
		return `${what}, nothing there yet`;
	}

	const named = `${formatCount(secrets.length, 'secret')}: ${firstNames(secrets)}`;
	return Array.isArray(wanted) ? named : `${what}, ${named}`;
}
