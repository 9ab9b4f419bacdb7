import {parseArn} from '../../aws/arn.js';
import {isSecretArn, isSecretNamePrefix} from '../../policy/secrets-permissions.js';
import {formatValue, quoteText} from '../../terminal/foreign-text.js';
import {findingsOf, type Finding, type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {prefixFor, prefixProblem, projectMark} from './secret-prefix.js';

/** The account and region that the setup is for, as far as they are known. */
export type Location = {
	account?: string | undefined;
	region?: string | undefined;
};

const copyArn = 'Copy “Secret ARN” from the Secrets Manager console.';

/** Validates which secrets each project may read, as far as the answers alone tell. */
export function validateSecrets(
	{projects = []}: Pick<SecretsAnswers, 'projects'>,
	place: Location,
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
				? secrets.flatMap((text) => validateArn(text, name, place, refuse))
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
export type ReadSecretArns = {arns: string[]; problem?: string};

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
export function readSecretArns(text: string, place: ListedIn): ReadSecretArns {
	const arns = new Set<string>();
	const words = text.split(/[\s,;]+/v).filter((part) => part !== '');
	for (const word of words) {
		const read = readOne(word, place);
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
