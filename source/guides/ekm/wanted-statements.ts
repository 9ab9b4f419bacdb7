import {type Statement} from '../../policy/policy-document.js';
import {statementText, type EkmAnswers} from './answers.js';
import {
	judgeStatement,
	withResource,
	type Judgement,
} from './judge-statement.js';

/** What is known of the account the key lives in. */
export type Owner = {account?: string; partition?: string};

/** Judges the statement among the answers; the same judgement as on the paste screen. */
export function judgeAnswer(answers: EkmAnswers, owner: Owner): Judgement {
	return judgeStatement(statementText(answers), owner);
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
