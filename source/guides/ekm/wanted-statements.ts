import {type Statement} from '../../policy/policy-document.js';
import {parsePrincipals} from '../../policy/principals.js';
import {type EkmAnswers} from './answers.js';
import {
	judgeData,
	judgeStatement,
	withResource,
	type Judgement,
} from './judge-statement.js';

/** What is known of the account the key lives in. */
export type Owner = {account?: string; partition?: string};

// By answers and owner: the plan, the rows and the screens ask for the same one.
const judged = new WeakMap<EkmAnswers, Map<string, Judgement>>();

/**
Judges the statement among the answers, once for each: the same judgement as on the paste screen. Refusals have places only
where the answer is text.
*/
export function judgeAnswer(answers: EkmAnswers, owner: Owner): Judgement {
	const known = judged.get(answers) ?? new Map<string, Judgement>();
	judged.set(answers, known);
	const {account = '', partition = ''} = owner;
	const key = `${account} ${partition}`;
	const judgement = known.get(key) ?? judgeStatementOf(answers, owner);
	known.set(key, judgement);
	return judgement;
}

function judgeStatementOf({statement}: EkmAnswers, owner: Owner): Judgement {
	return typeof statement === 'string'
		? judgeStatement(statement, owner)
		: statement === undefined || statement === null
			? judgeStatement('', owner)
			: judgeData(statement, owner);
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
