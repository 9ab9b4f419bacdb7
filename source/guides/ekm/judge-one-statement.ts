import {explainCondition} from '../../policy/explain-statement.js';
import {toList, type Statement} from '../../policy/policy-document.js';
import {
	type StatementProblem,
	findStatementProblems,
} from '../../policy/validate-key-policy.js';
import {refuseActions, warnOfActions} from './judge-actions.js';
import {
	type OwnAccount,
	refusePrincipals,
	type Warning,
} from './judge-principals.js';

/** Lists why a statement must not be added to a key, with the ways to the values. */
export const refuseStatement = (
	statement: Statement,
	own: OwnAccount,
): StatementProblem[] => {
	const never: StatementProblem[] = [
		statement.Effect === 'Deny'
			? {
					message: "This denies something. Workato's statement allows.",
					path: ['Effect'],
				}
			: [],
		statement.NotPrincipal === undefined
			? []
			: {
					message:
						"NotPrincipal opens the key to all others. Name Workato's role in Principal.",
					path: ['NotPrincipal'],
					isName: true as const,
				},
		statement.NotAction === undefined
			? []
			: {
					message:
						'NotAction allows everything else. Name the actions in Action.',
					path: ['NotAction'],
					isName: true as const,
				},
	]
		.flat()
		.map((problem) => ({code: 'element', ...problem}));
	const general = findStatementProblems(statement).filter(
		({code, path}) =>
			code !== 'no-resource' &&
			path[0] !== 'NotPrincipal' &&
			path[0] !== 'NotAction',
	);
	return [
		...never,
		...general,
		...refusePrincipals(statement, own),
		...refuseActions(statement),
	];
};

/** Lists what is unusual about a statement, apart from whom it names. `subject` names the statement. */
export const warnOfStatement = (
	statement: Statement,
	subject: string,
): Warning[] => {
	const condition = explainCondition(statement.Condition);
	const resources = toList(statement.Resource);
	const isMissing =
		toList(statement.Resource ?? statement.NotResource).length === 0;
	return [
		...warnOfActions(statement, subject),
		isMissing
			? [
					{
						id: 'missing-resource',
						message: `${subject} has no Resource, and KMS ignores such a statement. If you agree, Resource "*" is added: it means this key.`,
						fix: 'add-resource' as const,
					},
				]
			: resources.length === 1 && resources[0] === '*'
				? []
				: [
						{
							id: 'narrow-resource',
							message: `${subject} has a Resource other than "*". In a key policy "*" means this key, and anything else may miss it.`,
						},
					],
		condition === ''
			? []
			: [
					{
						id: 'condition',
						message: `${subject} holds only if ${condition}. A condition may stand in Workato’s way.`,
					},
				],
	].flat();
};
