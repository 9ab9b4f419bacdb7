import {
	isSecretNamePrefix,
	isUnderPrefix,
	secretNameCharacters,
	secretPart,
	isSecretArn,
} from '../../policy/secrets-permissions.js';
import {quoteText, formatValue} from '../../terminal/foreign-text.js';
import {formatCount} from '../../terminal/text.js';
import {parseArn} from '../../aws/arn.js';
import {
	type ProjectAnswers,
	type WantedSecrets,
	findingsOf,
	type Finding,
	type SecretsAnswers,
} from './answers.js';
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
export function summarizeReach(
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
					words: `It reaches ${formatCount(first.found.length, 'secret')} now: ${some.join(', ')}${more.length > 0 ? ` and ${more.length} more` : ''}. Those that come later will be reached, too.`,
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

/** The account and region that the setup is for, as far as they are known. */
export type Location = {
	account?: string | undefined;
	region?: string | undefined;
};

const copyArn = 'Copy “Secret ARN” from the Secrets Manager console.';

/** Validates which secrets each project may read, as far as the answers alone tell. */
export function validateSecrets(
	{projects = []}: Pick<SecretsAnswers, 'projects'>,
	scope: Location,
): Finding[] {
	return projects.flatMap((project) => {
		const {name, secrets} = project;
		const about = {field: 'secrets', group: name};
		if (secrets === 'all') {
			return findingsOf(
				'warning',
				about,
				'Choose its secrets, or a prefix of their names.',
			)(
				'AllSecrets',
				`${quoteText(name)} may read every secret of the account in this region, also those that are made later.`,
			);
		}

		const refuse = findingsOf('refusal', about, copyArn);
		return secrets === undefined
			? []
			: Array.isArray(secrets)
				? secrets.flatMap((text) => validateArn(text, name, scope, refuse))
				: validatePrefix(secrets.prefix, project, refuse);
	});
}

type Refuse = ReturnType<typeof findingsOf>;

// A name is looked up in AWS first.
function validateArn(
	text: string,
	name: string,
	{account, region}: Location,
	refuse: Refuse,
): Finding[] {
	const refuseForm = (problem: string, hint?: string) =>
		refuse(
			'SecretArn',
			`${quoteText(text, 60)}, a secret of ${quoteText(name)}, ${problem}.`,
			hint,
		);
	const arn = parseArn(text);
	if (!arn) {
		return text.startsWith('arn:') ? refuseForm('is not a whole ARN') : [];
	}

	if (!isSecretArn(text.replaceAll(/[*?]/gv, '-'))) {
		return refuseForm('is not the ARN of a secret');
	}

	if (/[*?]/v.test(text)) {
		return refuseForm(
			'stands for several secrets',
			'Give each secret by its own ARN, or a prefix: secrets: {prefix: …}.',
		);
	}

	const isHere = (account ?? arn.account) === arn.account && (region ?? arn.region) === arn.region;
	return isHere
		? []
		: refuse(
				'SecretElsewhere',
				`The secret ${formatValue(arn.resource.slice('secret:'.length), 60)} of ${quoteText(name)} is in account ${arn.account}, ${arn.region}; this setup is for ${account ?? arn.account}, ${region ?? arn.region}.`,
				'One setup is for one account and region. Start another one for the secrets there.',
			);
}

function validatePrefix(pattern: string, project: ProjectAnswers, refuse: Refuse): Finding[] {
	const {name, externalId} = project;
	const prefix = prefixFor(pattern, project);
	if (prefix === undefined) {
		// The external ID may still tell the project's ID, and that it is missing is said by itself.
		return externalId
			? refuse(
					'SecretPrefix',
					`${projectMark} cannot stand for ${quoteText(name)} in the prefix ${quoteText(pattern, 60)}: the name has no letter that a secret’s name takes, and its external ID does not tell the project’s ID.`,
					'Give the project a prefix without it.',
				)
			: [];
	}

	return isSecretNamePrefix(prefix)
		? []
		: refuse(
				'SecretPrefix',
				`The prefix ${quoteText(pattern, 60)} of ${quoteText(name)} cannot begin the name of a secret.`,
				prefixProblem(pattern) ?? 'With the project’s name it is longer than any secret’s name.',
			);
}

/** The secrets that a text names: ARNs as AWS prints them, or the first thing that is wrong with the text. */
type ReadSecretArns = {arns: string[]; problem?: string};

/** Where the secrets of a text are, and what AWS lists there. */
type ListedIn = {
	readonly region: string;
	readonly account: string | undefined;
	readonly listed: ReadonlyArray<{arn: string; name: string}>;
};

/**
Reads ARNs of secrets, apart by spaces, commas or lines. A name, and an ARN without the six characters that AWS puts
behind it, becomes the ARN that AWS lists; where there is none in `listed`, it is a problem.
*/
export function readSecretArns(text: string, scope: ListedIn): ReadSecretArns {
	const arns = new Set<string>();
	const words = text.split(/[\s,;]+/v).filter((part) => part !== '');
	for (const word of words) {
		const read = readOne(word, scope);
		if ('problem' in read) {
			return {arns: [...arns], problem: read.problem};
		}

		arns.add(read.arn);
	}

	return {arns: [...arns]};
}

function readOne(
	word: string,
	{region, account, listed}: ListedIn,
): {arn: string} | {problem: string} {
	const shown = quoteText(word, 60);
	const arn = parseArn(word);
	const name = arn?.resource.replace(/^secret:/v, '') ?? word;
	const there =
		listed.find((secret) => secret.arn === word) ??
		(word.startsWith('arn:') ? undefined : listed.find((secret) => secret.name === word));
	if (there) {
		return {arn: there.arn};
	}

	if (!word.startsWith('arn:')) {
		return {problem: `AWS lists no secret ${shown} in ${region}. ${copyArn}`};
	}

	if (arn?.service !== 'secretsmanager' || !arn.resource.startsWith('secret:')) {
		return {problem: `${shown} is not the ARN of a secret. ${copyArn}`};
	}

	if (arn.region !== region) {
		return {
			problem: `${shown} is in ${arn.region}; this setup is for ${region}.`,
		};
	}

	if (account !== undefined && arn.account !== account) {
		return {
			problem: `${shown} belongs to account ${arn.account}; you are in ${account}.`,
		};
	}

	const whole = listed.find((secret) => secret.name === name);
	return whole
		? {arn: whole.arn}
		: /-[\dA-Za-z]{6}$/v.test(name)
			? {arn: word}
			: {
					problem: `${shown} lacks the six characters that AWS puts behind a secret’s name. ${copyArn}`,
				};
}
