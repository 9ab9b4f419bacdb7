import {parseArn} from '../../aws/arn.js';
import {quoteText} from '../../terminal/foreign-text.js';

/** A secret that AWS lists. */
type Listed = {arn: string; name: string};

/** The secrets that a text names: ARNs as AWS prints them, or the first thing that is wrong with the text. */
export type ReadSecretArns = {arns: string[]; problem?: string};

const hint = 'Copy “Secret ARN” from the Secrets Manager console.';

/**
Reads ARNs of secrets, apart by spaces, commas or lines. A name, and an ARN without the six characters that AWS puts
behind it, becomes the ARN that AWS lists; where there is none in `listed`, it is a problem.
*/
export function readSecretArns(
	text: string,
	{
		region,
		account,
		listed,
	}: {
		readonly region: string;
		readonly account: string | undefined;
		readonly listed: readonly Listed[];
	},
): ReadSecretArns {
	const arns: string[] = [];
	const words = text.split(/[\s,;]+/v).filter((part) => part !== '');
	for (const word of words) {
		const read = readOne(word, {region, account, listed});
		if ('problem' in read) {
			return {arns, problem: read.problem};
		}

		arns.push(read.arn);
	}

	return {arns: [...new Set(arns)]};
}

function readOne(
	word: string,
	{
		region,
		account,
		listed,
	}: {
		readonly region: string;
		readonly account: string | undefined;
		readonly listed: readonly Listed[];
	},
): {arn: string} | {problem: string} {
	const shown = quoteText(word, 60);
	const exact = listed.find(({arn}) => arn === word);
	if (exact) {
		return {arn: exact.arn};
	}

	if (!word.startsWith('arn:')) {
		const named = listed.find(({name}) => name === word);
		return named
			? {arn: named.arn}
			: {problem: `AWS lists no secret ${shown} in ${region}. ${hint}`};
	}

	const arn = parseArn(word);
	if (
		arn?.service !== 'secretsmanager' ||
		!arn.resource.startsWith('secret:')
	) {
		return {problem: `${shown} is not the ARN of a secret. ${hint}`};
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

	const name = arn.resource.slice('secret:'.length);
	const whole = listed.find((secret) => secret.name === name);
	if (whole) {
		return {arn: whole.arn};
	}

	return /-[\dA-Za-z]{6}$/v.test(name)
		? {arn: word}
		: {
				problem: `${shown} lacks the six characters that AWS puts behind a secret’s name. ${hint}`,
			};
}
