import {
	matchStatement,
	type PolicyKind,
	type PolicyRequest,
	type StatementMatch,
} from './match-statement.js';
import {nameStatement} from './name-statement.js';
import {type PolicyDocument, type Statement} from './policy-document.js';

/** What one statement (counted from 0) says to a request, with its name for people. */
export type PolicyRow = StatementMatch & {
	index: number;
	name: string;
	effect: Statement['Effect'];
};

/** Holds every statement of a policy against one request, in order. */
export const matchPolicy = (
	policy: PolicyDocument,
	request: PolicyRequest,
	kind: PolicyKind,
): PolicyRow[] =>
	policy.Statement.map((statement, index) => ({
		...matchStatement(
			statement,
			request,
			kind,
			policy.Version === '2012-10-17',
		),
		index,
		name: nameStatement(statement, index),
		effect: statement.Effect,
	}));
