import {parseArn} from '../../aws/arn.js';
import {
	isSecretArn,
	isSecretNamePrefix,
} from '../../policy/secrets-permissions.js';
import {formatValue, quoteText} from '../../terminal/foreign-text.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {type Finding} from './finding.js';
import {prefixFor, prefixProblem, projectMark} from './secret-prefix.js';

/** The account and region that the setup is for, as far as they are known. */
export type Place = {account?: string | undefined; region?: string | undefined};

/** Judges which secrets each project may read, as far as the answers alone tell. */
export function judgeSecrets(
	{projects = []}: Pick<SecretsAnswers, 'projects'>,
	place: Place,
): Finding[] {
	return projects.flatMap((each) => judgeProject(each, place));
}

function judgeProject(
	project: ProjectAnswers,
	{account, region}: Place,
): Finding[] {
	const {name, secrets} = project;
	const find = (
		code: string,
		level: Finding['level'],
		message: string,
		hint: string,
	): Finding => ({code, level, project: name, field: 'secrets', message, hint});
	if (secrets === undefined) {
		return [];
	}

	if (secrets === 'all') {
		return [
			find(
				'AllSecrets',
				'warning',
				`${quoteText(name)} may read every secret of the account in this region, also those that are made later.`,
				'Choose its secrets, or a prefix of their names.',
			),
		];
	}

	if (!Array.isArray(secrets)) {
		return judgePrefix(secrets.prefix, project).map(([message, hint]) =>
			find('SecretPrefix', 'refusal', message, hint),
		);
	}

	return secrets.flatMap((text) => {
		const arn = parseArn(text);
		if (!arn) {
			return text.startsWith('arn:')
				? [
						find(
							'SecretArn',
							'refusal',
							`${quoteText(text, 60)}, a secret of ${quoteText(name)}, is not a whole ARN.`,
							'Copy “Secret ARN” from the Secrets Manager console.',
						),
					]
				: [];
		}

		if (!isSecretArn(text.replaceAll(/[*?]/gv, '-'))) {
			return [
				find(
					'SecretArn',
					'refusal',
					`${quoteText(text, 60)}, a secret of ${quoteText(name)}, is not the ARN of a secret.`,
					'Copy “Secret ARN” from the Secrets Manager console.',
				),
			];
		}

		if (/[*?]/v.test(text)) {
			return [
				find(
					'SecretArn',
					'refusal',
					`${quoteText(text, 60)}, a secret of ${quoteText(name)}, stands for several secrets.`,
					'Give each secret by its own ARN, or a prefix: secrets: {prefix: …}.',
				),
			];
		}

		const isElsewhere =
			(account !== undefined && arn.account !== account) ||
			(region !== undefined && arn.region !== region);
		return isElsewhere
			? [
					find(
						'SecretElsewhere',
						'refusal',
						`The secret ${formatValue(arn.resource.slice('secret:'.length), 60)} of ${quoteText(name)} is in account ${arn.account}, ${arn.region}; this setup is for ${account ?? arn.account}, ${region ?? arn.region}.`,
						'One setup is for one account and region. Start another one for the secrets there.',
					),
				]
			: [];
	});
}

function judgePrefix(
	pattern: string,
	project: ProjectAnswers,
): Array<[message: string, hint: string]> {
	const {name, externalId} = project;
	const prefix = prefixFor(pattern, project);
	if (prefix === undefined) {
		// The external ID may still tell the project's ID, and that it is missing is said by itself.
		return externalId
			? [
					[
						`${projectMark} cannot stand for ${quoteText(name)} in the prefix ${quoteText(pattern, 60)}: the name has no letter that a secret’s name takes, and its external ID does not tell the project’s ID.`,
						'Give the project a prefix without it.',
					],
				]
			: [];
	}

	return isSecretNamePrefix(prefix)
		? []
		: [
				[
					`The prefix ${quoteText(pattern, 60)} of ${quoteText(name)} cannot begin the name of a secret.`,
					prefixProblem(pattern) ??
						'With the project’s name it is longer than any secret’s name.',
				],
			];
}
