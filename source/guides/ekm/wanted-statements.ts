import {type Statement} from '../../policy/policy-document.js';
import {parsePrincipals} from '../../policy/principals.js';
import {statementText, type EkmAnswers} from './answers.js';
import {
	judgeStatement,
	withResource,
	type Judgement,
} from './judge-statement.js';

/** What is known of the account the key lives in. */
export type Owner = {account?: string; partition?: string};

/**
Judges the statement among the answers; the same judgement as on the paste screen. Refusals have places only where the
answer is text: lines of a statement that stands as data in a file would be counted wrong.
*/
export function judgeAnswer(answers: EkmAnswers, owner: Owner): Judgement {
	const judgement = judgeStatement(statementText(answers), owner);
	return typeof answers.statement === 'string'
		? judgement
		: {
				...judgement,
				refusals: judgement.refusals.map(({message}) => ({message})),
			};
}

/**
The statements that belong in the key policy: those of the answers, with the Resource that KMS needs. None while the
answer is refused.
*/
export function wantedStatements(
	answers: EkmAnswers,
	owner: Owner,
): Statement[] {
	const judgement = judgeAnswer(answers, owner);
	return judgement.refusals.length > 0
		? []
		: withResource(judgement.statements);
}

/** The accounts that the answers name as Workato's: whom the statement gives the key to, but the key's own. */
export function workatoAccounts(
	answers: EkmAnswers,
	owner: Owner = {},
): string[] {
	const accounts = judgeAnswer(answers, owner)
		.statements.flatMap((statement) => parsePrincipals(statement))
		.flatMap(({account}) => account ?? []);
	return [...new Set(accounts)].filter((account) => account !== owner.account);
}
