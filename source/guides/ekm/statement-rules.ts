import {suggest} from '../../terminal/names.js';
import {type StatementProblem, findStatementProblems} from '../../policy/validate-key-policy.js';
import {type Warning} from '../guide.js';
import {joinWords} from '../../terminal/phrases.js';
import {expandKmsAction, kmsActionNames, kmsActions} from '../../policy/key-policy.js';
import {toList, type Statement, quote} from '../../policy/policy-document.js';
import {namePrincipal, explainCondition} from '../../policy/explain-statement.js';
import {parsePrincipalElement, parsePrincipals} from '../../policy/principals.js';

/** What Workato's document asks for, and all it asks for. */
export const neededActions: readonly string[] = ['kms:Encrypt', 'kms:Decrypt'];

const refuse = (action: string): string | undefined => {
	const matches = expandKmsAction(action);
	const [first, ...more] = matches.filter((name) => kmsActions.get(name) === 'manage');
	if (first !== undefined) {
		const others = more.length === 0 ? '' : ` and ${more.length} more`;
		const taken =
			first.toLowerCase() === action.toLowerCase() ? '' : `, among it ${first}${others}`;
		return `${quote(action)} hands over the administration of the key${taken}. Workato only needs to encrypt and decrypt.`;
	}

	return matches.length === 0
		? `KMS has no action ${quote(action)}.${suggest(action, kmsActionNames)}`
		: undefined;
};

/** Finds actions of KMS that Workato must not get, or that KMS does not know. Actions of other services are not looked at. */
const refuseActions = ({Action}: Statement): StatementProblem[] =>
	toList(Action).flatMap((action, index) => {
		const message = action === '*' || /^kms:./iv.test(action) ? refuse(action) : undefined;
		return message === undefined
			? []
			: [{code: 'action' as const, message, path: ['Action', index]}];
	});

/** The actions of KMS that statements name, patterns taken apart, each once. */
export const namedActions = (statements: Statement[]): string[] => [
	...new Set(
		statements.flatMap(({Action}) => toList(Action).flatMap((action) => expandKmsAction(action))),
	),
];

const warnIf = (isSo: boolean, code: string, message: string): Warning[] =>
	isSo ? [{code, message}] : [];

/** Warns of what a statement allows beyond the documented actions, and of patterns. `subject` names the statement. */
const warnOfActions = (statement: Statement, subject: string): Warning[] => {
	const wider = namedActions([statement]).filter((action) => !neededActions.includes(action));
	const patterns = toList(statement.Action).filter((action) => /[*?]/v.test(action));
	return [
		...warnIf(
			wider.length > 0,
			'wider-actions',
			`${subject} allows ${joinWords(wider)}. Workato’s document asks for kms:Encrypt and kms:Decrypt only.`,
		),
		...warnIf(
			patterns.length > 0,
			'action-pattern',
			`${subject} names actions by a pattern (${joinWords(patterns)}), and AWS may add actions that fit it.`,
		),
	];
};

/** Warns of a documented action that none of the statements allows. None at all is refused elsewhere. */
export const warnOfMissingActions = (statements: Statement[]): Warning[] => {
	const named = namedActions(statements);
	const missing = neededActions.filter((action) => !named.includes(action));
	return warnIf(
		named.length > 0 && missing.length > 0,
		'missing-actions',
		`${joinWords(missing)} ${missing.length === 1 ? 'is' : 'are'} not allowed, and Workato’s document asks for both kms:Encrypt and kms:Decrypt. “Update key” may fail without ${missing.length === 1 ? 'it' : 'them'}.`,
	);
};

/** What is known of the account the key lives in. */
export type Owner = {account?: string; partition?: string};

/** Finds principals that may never use the key: everyone, AWS services, people of an identity provider, other partitions. */
function refusePrincipals({Principal}: Statement, {partition}: Owner): StatementProblem[] {
	const rows =
		typeof Principal === 'string'
			? [{kind: 'AWS', text: Principal, path: ['Principal']}]
			: Object.entries(Principal ?? {}).flatMap(([kind, who]) =>
					toList(who).map((text, index) => ({
						kind,
						text,
						path: ['Principal', kind, index],
					})),
				);
	return rows.flatMap(({kind, text, path}): StatementProblem[] => {
		const [who] = parsePrincipalElement({[kind]: text});
		if (who?.kind === 'everyone') {
			return [
				{
					code: 'principal',
					message:
						'Principal "*" opens the key to everyone in the world. It has to name Workato\'s role.',
					path,
				},
			];
		}

		if (kind === 'Service' || kind === 'Federated') {
			return [
				{
					code: 'principal',
					message: `${kind} opens the key to ${kind === 'Service' ? 'an AWS service' : 'people of an identity provider'}, and Workato comes as a role. Take ${quote(text)} out.`,
					path,
				},
			];
		}

		if (partition === undefined || who?.partition === undefined || who.partition === partition) {
			return [];
		}

		const message = `This principal is in the partition ${who.partition}, and your account is in ${partition}. They can never work together.`;
		return [{code: 'principal', message, path}];
	});
}

/** Lists what is unusual about whom the statements name, taken together. */
export function warnOfPrincipals(statements: Statement[], {account}: Owner): Warning[] {
	const found = statements
		.flatMap((statement) => parsePrincipals(statement))
		.filter(
			({kind}) => !['malformed', 'everyone', 'unique-id', 'service', 'federated'].includes(kind),
		);
	const unique = found.filter((who, index) => found.findIndex(({id}) => id === who.id) === index);
	const subject = statements.length === 1 ? 'The statement names' : 'The statements name';
	const own = unique.filter((who) => account !== undefined && who.account === account);
	const outside = [
		...new Set(
			unique.flatMap((who) =>
				who.account === undefined || who.account === account ? [] : [who.account],
			),
		),
	];
	const list = (who: typeof unique) => joinWords(who.map((one) => namePrincipal(one)));
	return [
		...warnIf(
			unique.length > 1 || unique.some(({kind}) => kind !== 'role'),
			'not-a-role',
			`${subject} ${list(unique)}. Workato’s own statement names one role.`,
		),
		...warnIf(
			own.length > 0,
			'own-account',
			`${subject} ${list(own)}, and that is your own account, not Workato’s.`,
		),
		...warnIf(
			outside.length > 1,
			'several-accounts',
			`The key is opened to ${outside.length} accounts: ${joinWords(outside)}.`,
		),
	];
}

/** Lists why a statement must not be added to a key, with the ways to the values. */
export const refuseStatement = (statement: Statement, own: Owner): StatementProblem[] => {
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
					message: "NotPrincipal opens the key to all others. Name Workato's role in Principal.",
					path: ['NotPrincipal'],
					isName: true as const,
				},
		statement.NotAction === undefined
			? []
			: {
					message: 'NotAction allows everything else. Name the actions in Action.',
					path: ['NotAction'],
					isName: true as const,
				},
	]
		.flat()
		.map((problem) => ({code: 'element', ...problem}));
	const general = findStatementProblems(statement).filter(
		({code, path}) =>
			code !== 'no-resource' && path[0] !== 'NotPrincipal' && path[0] !== 'NotAction',
	);
	return [...never, ...general, ...refusePrincipals(statement, own), ...refuseActions(statement)];
};

/** Lists what is unusual about a statement, apart from whom it names. `subject` names the statement. */
export const warnOfStatement = (statement: Statement, subject: string): Warning[] => {
	const condition = explainCondition(statement.Condition);
	const resources = toList(statement.Resource);
	const isMissing = toList(statement.Resource ?? statement.NotResource).length === 0;
	return [
		...warnOfActions(statement, subject),
		...(isMissing
			? [
					{
						code: 'missing-resource',
						message: `${subject} has no Resource, and KMS ignores such a statement. If you agree, Resource "*" is added: it means this key.`,
						fix: 'add-resource',
					},
				]
			: warnIf(
					resources.length !== 1 || resources[0] !== '*',
					'narrow-resource',
					`${subject} has a Resource other than "*". In a key policy "*" means this key, and anything else may miss it.`,
				)),
		...warnIf(
			condition !== '',
			'condition',
			`${subject} holds only if ${condition}. A condition may stand in Workato’s way.`,
		),
	];
};
