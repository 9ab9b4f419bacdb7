import {type Json} from '../../json.js';
import {type EkmAnswers} from './answers.js';
import {judgeStatement, type Judgement} from './judge-statement.js';

/**
What of a pasted text is saved: its statements as data, never the text, whose comments may hold anything. Nothing while
the text is refused: a wrong clipboard may hold a secret.
*/
export function savedStatement({
	statements,
	refusals,
}: Judgement): Json | undefined {
	if (refusals.length > 0) {
		return undefined;
	}

	const [first, ...others] = statements;
	return others.length > 0 ? statements : first;
}

/** Answers whose statement, if it was given as text, is data; without it where the text is refused. */
export function withDataOnly(answers: EkmAnswers): EkmAnswers {
	const {statement, ...rest} = answers;
	if (typeof statement !== 'string') {
		return answers;
	}

	const data = savedStatement(judgeStatement(statement, {}));
	return {...rest, ...(data !== undefined && {statement: data})};
}
