import {quote} from './quote.js';
import {type Statement} from './policy-document.js';

/** Names a statement for people: its place in the list, counted from 1, and its Sid if it has one. */
export const nameStatement = (statement: Statement, index: number): string =>
	statement.Sid === undefined || statement.Sid === ''
		? `Statement ${index + 1}`
		: `Statement ${index + 1} (${quote(statement.Sid)})`;
