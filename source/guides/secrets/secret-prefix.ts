import {
	isSecretNamePrefix,
	secretNameCharacters,
} from '../../policy/secrets-permissions.js';

/** Stands for the project's name in a prefix that is given for several projects at once. */
export const projectMark = '{project}';

/** The prefix for one project: its name in place of the mark, with what no secret's name holds replaced by a dash. */
export function prefixFor(pattern: string, project: string): string {
	return pattern
		.split(projectMark)
		.join(project.replaceAll(/[^\w!+\-.\/=@]+/gv, '-'));
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

	return isSecretNamePrefix(prefixFor(pattern, 'project'))
		? undefined
		: `A secret’s name holds ${secretNameCharacters} only.`;
}

/** How many secrets each prefix reaches, in words; `listed` are the names of the region's secrets. */
export function reachWords(
	prefixes: ReadonlyArray<{project: string; prefix: string}>,
	names: readonly string[],
): {words: string; isEmpty: boolean} {
	const reached = prefixes.map(({project, prefix}) => ({
		project,
		prefix,
		names: names.filter((name) => name.startsWith(prefix)),
	}));
	const [first, ...others] = reached;
	if (!first) {
		return {words: '', isEmpty: true};
	}

	if (others.length === 0) {
		const [one, two, three, ...more] = first.names;
		const some = [one, two, three].filter((name) => name !== undefined);
		return first.names.length === 0
			? {
					words: `No secret’s name begins with ${first.prefix} now. Those that come later will be reached.${otherCase([first.prefix], names)}`,
					isEmpty: true,
				}
			: {
					words: `It reaches ${countOf(first.names.length)} now: ${some.join(', ')}${more.length > 0 ? ` and ${more.length} more` : ''}. Those that come later will be reached, too.`,
					isEmpty: false,
				};
	}

	const empty = reached.filter((each) => each.names.length === 0);
	const total = reached.reduce((sum, each) => sum + each.names.length, 0);
	return {
		words:
			empty.length === 0
				? `Every project has secrets with its prefix: ${total} in all now, for “${first.project}” with ${first.prefix}.`
				: `${reached.length - empty.length} of ${reached.length} projects have secrets with their prefix now. None yet: ${empty
						.slice(0, 3)
						.map(({prefix}) => prefix)
						.join(
							', ',
						)}${empty.length > 3 ? ` and ${empty.length - 3} more` : ''}.${otherCase(
						empty.map(({prefix}) => prefix),
						names,
					)}`,
		isEmpty: empty.length > 0,
	};
}

/** A name that one of the prefixes would reach if capital letters did not count, in a sentence; AWS tells them apart. */
function otherCase(
	prefixes: readonly string[],
	names: readonly string[],
): string {
	const starts = prefixes.map((prefix) => prefix.toLowerCase());
	const near = names.find((name) =>
		starts.some((start) => name.toLowerCase().startsWith(start)),
	);
	return near === undefined
		? ''
		: ` AWS tells capital and small letters apart: there is ${near}.`;
}

function countOf(count: number): string {
	return `${count} ${count === 1 ? 'secret' : 'secrets'}`;
}
