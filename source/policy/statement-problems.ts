import {findCharacterProblems} from './character-problems.js';
import {operatorNames, parseOperator} from './condition-operators.js';
import {toList} from './one-or-many.js';
import {type Statement} from './policy-document.js';
import {elementNames} from './policy-shape.js';
import {findWhoProblems} from './principal-problems.js';
import {isPlaceholder} from './principals.js';
import {quote} from './quote.js';
import {type StatementProblem} from './statement-problem.js';
import {suggest} from './suggest.js';

const findElementProblems = (statement: Statement): StatementProblem[] =>
	Object.keys(statement)
		.filter(
			(name) => statement[name] !== undefined && !elementNames.includes(name),
		)
		.map((name) => ({
			code: 'element',
			message: `A statement has no element ${quote(name)}.${suggest(name, elementNames)}`,
			path: [name],
			isName: true,
		}));

const findEffectProblems = ({Effect}: Statement): StatementProblem[] => {
	if (Effect === undefined) {
		return [
			{
				code: 'effect',
				message: 'Effect is missing; it has to be Allow or Deny.',
				path: [],
			},
		];
	}

	const message = `Effect has to be Allow or Deny, spelt so, not ${quote(Effect)}.`;
	return ['Allow', 'Deny'].includes(Effect)
		? []
		: [{code: 'effect', message, path: ['Effect']}];
};

const findActionProblems = ({
	Action,
	NotAction,
}: Statement): StatementProblem[] => {
	if (Action !== undefined && NotAction !== undefined) {
		return [
			{
				code: 'action',
				message: 'Action and NotAction exclude each other.',
				path: ['NotAction'],
				isName: true,
			},
		];
	}

	const name = Action === undefined ? 'NotAction' : 'Action';
	const actions = toList(Action ?? NotAction);
	return actions.length === 0
		? [
				{
					code: 'action',
					message: 'Action is missing, so the statement does nothing.',
					path: Action === undefined ? [] : ['Action'],
				},
			]
		: actions.flatMap((action, index) =>
				action === '*' || /^kms:./iv.test(action)
					? []
					: [
							{
								code: 'action' as const,
								message: `${quote(action)} is not an action of KMS; these begin with kms:.`,
								path: [name, index],
							},
						],
			);
};

const findResourceProblems = ({
	Resource,
	NotResource,
}: Statement): StatementProblem[] => {
	if (Resource !== undefined && NotResource !== undefined) {
		return [
			{
				code: 'element',
				message: 'Resource and NotResource exclude each other.',
				path: ['NotResource'],
				isName: true,
			},
		];
	}

	return toList(Resource ?? NotResource).length === 0
		? [
				{
					code: 'no-resource',
					message:
						'Resource is missing, so KMS ignores the statement. In a key policy it is "*": this key.',
					path: [],
				},
			]
		: toList(Resource ?? NotResource).flatMap((text, index) =>
				isPlaceholder(text)
					? [
							{
								code: 'placeholder' as const,
								message: `${quote(text)} still holds a placeholder.`,
								path: [
									Resource === undefined ? 'NotResource' : 'Resource',
									index,
								],
							},
						]
					: [],
			);
};

const findConditionProblems = ({Condition}: Statement): StatementProblem[] =>
	Object.keys(Condition ?? {}).flatMap((operator) => {
		const {base} = parseOperator(operator);
		return operatorNames.some((name) => name.toLowerCase() === base)
			? []
			: [
					{
						code: 'condition' as const,
						message: `${quote(operator)} is not a condition operator.${suggest(base, operatorNames)}`,
						path: ['Condition', operator],
						isName: true as const,
					},
				];
	});

/** Lists what KMS would refuse or silently ignore in one statement, in the statement's order of elements. */
export const findStatementProblems = (
	statement: Statement,
): StatementProblem[] => [
	...findElementProblems(statement),
	...findEffectProblems(statement),
	...findWhoProblems(statement),
	...findActionProblems(statement),
	...findResourceProblems(statement),
	...findConditionProblems(statement),
	...findCharacterProblems(statement),
];
