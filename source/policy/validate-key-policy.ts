import {Buffer} from 'node:buffer';
import {nameStatement} from './name-statement.js';
import {type PolicyDocument} from './policy-document.js';
import {type Problem} from './problem.js';
import {findCharacterProblems} from './character-problems.js';
import {quote} from './quote.js';
import {findStatementProblems} from './statement-problems.js';

/** KMS's limit for a key policy, in bytes. */
export const keyPolicyLimit = 32_768;

/** Measures a policy or statement as it is sent: compact JSON in UTF-8, in bytes. */
export const measurePolicy = (
	policy: PolicyDocument | PolicyDocument['Statement'],
): number => Buffer.byteLength(JSON.stringify(policy));

/** Lists what KMS would refuse or silently ignore in a key policy; each message names its statement. Empty: nothing is known to be wrong. */
export function validateKeyPolicy(policy: PolicyDocument): Problem[] {
	const {Statement, ...rest} = policy;
	const size = measurePolicy(policy);
	const problems = [
		size > keyPolicyLimit
			? `The policy is ${size} bytes long; KMS takes up to ${keyPolicyLimit}.`
			: [],
		policy.Version === undefined ||
		['2008-10-17', '2012-10-17'].includes(policy.Version)
			? []
			: `Version ${quote(policy.Version)} does not exist. Use 2012-10-17.`,
		Statement.length === 0 ? 'The policy has no statements.' : [],
		findCharacterProblems(rest).map(({message}) => message),
		Statement.flatMap((statement, index) =>
			findStatementProblems(statement).map(
				({message}) => `${nameStatement(statement, index)}: ${message}`,
			),
		),
	].flat();
	return problems.map((message) => ({message}));
}
