import {joinWords} from '../../policy/join-words.js';
import {
	expandKmsAction,
	kmsActionNames,
	kmsActions,
} from '../../policy/key-policy.js';
import {toList, type Statement, quote} from '../../policy/policy-document.js';
import {type StatementProblem} from '../../policy/validate-key-policy.js';
import {suggest} from '../../policy/suggest.js';
import {type Warning} from './judge-principals.js';

/** What Workato's document asks for, and all it asks for. */
export const neededActions: readonly string[] = ['kms:Encrypt', 'kms:Decrypt'];

const refuse = (action: string): string | undefined => {
	const matches = expandKmsAction(action);
	const [first, ...more] = matches.filter(
		(name) => kmsActions.get(name) === 'manage',
	);
	if (first !== undefined) {
		const others = more.length === 0 ? '' : ` and ${more.length} more`;
		const taken =
			first.toLowerCase() === action.toLowerCase()
				? ''
				: `, among it ${first}${others}`;
		return `${quote(action)} hands over the administration of the key${taken}. Workato only needs to encrypt and decrypt.`;
	}

	return matches.length === 0
		? `KMS has no action ${quote(action)}.${suggest(action, kmsActionNames)}`
		: undefined;
};

/** Finds actions of KMS that Workato must not get, or that KMS does not know. Actions of other services are not looked at. */
export const refuseActions = ({Action}: Statement): StatementProblem[] =>
	toList(Action).flatMap((action, index) => {
		const message =
			action === '*' || /^kms:./iv.test(action) ? refuse(action) : undefined;
		return message === undefined
			? []
			: [{code: 'action' as const, message, path: ['Action', index]}];
	});

/** The actions of KMS that statements name, patterns taken apart, each once. */
export const namedActions = (statements: Statement[]): string[] => [
	...new Set(
		statements.flatMap(({Action}) =>
			toList(Action).flatMap((action) => expandKmsAction(action)),
		),
	),
];

const isNeeded = (action: string): boolean => neededActions.includes(action);

/** Warns of what a statement allows beyond the documented actions, and of patterns. `subject` names the statement. */
export const warnOfActions = (
	statement: Statement,
	subject: string,
): Warning[] => {
	const wider = namedActions([statement]).filter((action) => !isNeeded(action));
	const patterns = toList(statement.Action).filter((action) =>
		/[*?]/v.test(action),
	);
	return [
		...(wider.length > 0
			? [
					{
						id: 'wider-actions',
						message: `${subject} allows ${joinWords(wider)} besides kms:Encrypt and kms:Decrypt, which are all that Workato documents.`,
					},
				]
			: []),
		...(patterns.length > 0
			? [
					{
						id: 'action-pattern',
						message: `${subject} names actions by a pattern (${joinWords(patterns)}), and AWS may add actions that fit it.`,
					},
				]
			: []),
	];
};

/** Warns of a documented action that none of the statements allows. None at all is refused elsewhere. */
export const warnOfMissingActions = (statements: Statement[]): Warning[] => {
	const named = namedActions(statements);
	const missing = neededActions.filter((action) => !named.includes(action));
	return named.length > 0 && missing.length > 0
		? [
				{
					id: 'missing-actions',
					message: `${joinWords(missing)} ${missing.length === 1 ? 'is' : 'are'} not allowed, and Workato’s document asks for both kms:Encrypt and kms:Decrypt. “Update key” may fail without ${missing.length === 1 ? 'it' : 'them'}.`,
				},
			]
		: [];
};
