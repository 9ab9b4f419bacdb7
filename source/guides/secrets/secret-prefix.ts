import {
	isSecretNamePrefix,
	isUnderPrefix,
	secretNameCharacters,
	secretPart,
} from '../../policy/secrets-permissions.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type ProjectAnswers, type WantedSecrets} from './answers.js';
import {projectSlug} from './role-names.js';

/** Stands for the project's name in a prefix; each project has its own prefix by that. */
export const projectMark = '{project}';

type Named = Pick<ProjectAnswers, 'name' | 'id' | 'externalId'>;

/** A prefix with the project's name in place of the mark; nothing while the name cannot be written in a secret's name. */
export function prefixFor(pattern: string, project: Named): string | undefined {
	if (!pattern.includes(projectMark)) {
		return pattern;
	}

	const slug = projectSlug(project);
	return slug === undefined ? undefined : pattern.split(projectMark).join(slug);
}

/** The prefix in what a role may read; nothing where it is chosen otherwise. */
export function prefixIn(secrets: WantedSecrets | undefined): string | undefined {
	return typeof secrets === 'object' && !Array.isArray(secrets) ? secrets.prefix : undefined;
}

/**
What a project's role may read, with its prefix spelt out. The answers keep the mark as it was given, so that it is known where
a prefix comes from, and what it stands for follows the external ID until that is right.
*/
export function spelledSecrets({
	secrets,
	...project
}: Named & Pick<ProjectAnswers, 'secrets'>): WantedSecrets | undefined {
	const pattern = prefixIn(secrets);
	if (pattern === undefined) {
		return secrets;
	}

	const prefix = prefixFor(pattern, project);
	return prefix === undefined ? undefined : {prefix};
}

/** The prefix of a project's secrets as it was given, where it holds the mark. */
export function patternOf({secrets}: Pick<ProjectAnswers, 'secrets'>): string | undefined {
	const pattern = prefixIn(secrets);
	return pattern?.includes(projectMark) ? pattern : undefined;
}

/** The name of a secret by its ARN, or by what its ARN holds of it: AWS puts a dash and six characters behind the name. */
export function secretNameIn(arn: string): string {
	return secretPart(arn).replace(/-.{6}$/v, '');
}

/** What is wrong with a prefix, or with the pattern of one; nothing when secrets can be found by it. */
export function prefixProblem(pattern: string): string | undefined {
	if (pattern === '') {
		return 'Give the beginning of the secrets’ names, such as workato/.';
	}

	if (pattern.startsWith('arn:')) {
		return 'Give the beginning of the names, not of the ARNs.';
	}

	if (pattern.includes('*')) {
		return 'Leave out the *: a prefix already means every name that begins so.';
	}

	const example = pattern.replaceAll(projectMark, 'project');
	if (isSecretNamePrefix(example)) {
		return undefined;
	}

	return /^.{513,}$/v.test(example)
		? 'A secret’s name has at most 512 characters.'
		: `A secret’s name holds ${secretNameCharacters} only.${pattern.includes('{') ? ` Only ${projectMark} stands for something: the project’s name.` : ''}`;
}

/** What the prefixes of these projects reach of the region's secrets, in words; each secret counts once. */
export function reachWords(
	prefixes: ReadonlyArray<{project: string; prefix: string}>,
	listed: ReadonlyArray<{arn: string; name: string}>,
): {words: string; isEmpty: boolean} {
	const reached = prefixes.map(({project, prefix}) => ({
		project,
		prefix,
		found: listed.filter(({arn}) => isUnderPrefix(arn, prefix)),
	}));
	const names = listed.map(({name}) => name);
	const [first] = reached;
	if (!first) {
		return {words: '', isEmpty: true};
	}

	if (reached.every(({prefix}) => prefix === first.prefix)) {
		const [one, two, three, ...more] = first.found;
		const some = [one, two, three].flatMap((secret) => secret?.name ?? []);
		return first.found.length === 0
			? {
					words: `No secret’s name begins with ${first.prefix} now. Those that come later will be reached.${otherCase([first.prefix], names)}`,
					isEmpty: true,
				}
			: {
					words: `It reaches ${countOf(first.found.length)} now: ${some.join(', ')}${more.length > 0 ? ` and ${more.length} more` : ''}. Those that come later will be reached, too.`,
					isEmpty: false,
				};
	}

	const empty = reached.filter(({found}) => found.length === 0);
	const all = new Set(reached.flatMap(({found}) => found));
	return {
		words:
			empty.length === 0
				? `Every project has secrets with its prefix: ${all.size} in all now, for ${quoteText(first.project)} with ${first.prefix}.`
				: `${reached.length - empty.length} of ${reached.length} projects have secrets with their prefix now. None yet: ${empty
						.slice(0, 3)
						.map(({prefix}) => prefix)
						.join(', ')}${empty.length > 3 ? ` and ${empty.length - 3} more` : ''}.${otherCase(
						empty.map(({prefix}) => prefix),
						names,
					)}`,
		isEmpty: empty.length > 0,
	};
}

/** A name that one of the prefixes would reach if capital letters did not count, in a sentence; AWS tells them apart. */
function otherCase(prefixes: readonly string[], names: readonly string[]): string {
	const starts = prefixes.map((prefix) => prefix.toLowerCase());
	const near = names.find((name) => starts.some((start) => name.toLowerCase().startsWith(start)));
	return near === undefined ? '' : ` AWS tells capital and small letters apart: there is ${near}.`;
}

function countOf(count: number): string {
	return `${count} ${count === 1 ? 'secret' : 'secrets'}`;
}
