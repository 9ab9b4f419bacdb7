import {Buffer} from 'node:buffer';
import {type Json} from '../json.js';
import {type Diagnostic} from '../diagnostic.js';
import {suggest} from '../terminal/names.js';
import {type Finding, type Path} from './read-json.js';
import {
	toList,
	type Principal,
	type Statement,
	quote,
	nameStatement,
	type PolicyDocument,
	elementNames,
} from './policy-document.js';
import {isPlaceholder, parsePrincipalElement} from './principals.js';
import {operatorNames, parseOperator} from './compare-values.js';

/** Something KMS would refuse or ignore in one statement. */
export type StatementProblem = Finding & {
	code:
		| 'effect'
		| 'principal'
		| 'placeholder'
		| 'orphan'
		| 'action'
		| 'no-resource'
		| 'condition'
		| 'element'
		| 'character';
};

const problem = (
	code: StatementProblem['code'],
	message: string,
	path: Path = [],
): StatementProblem[] => [{code, message, path}];

/** A problem with the name in front of the value. */
const problemOfName = (
	code: StatementProblem['code'],
	message: string,
	path: Path,
): StatementProblem[] => [{code, message, path, isName: true}];

/** Finds text that IAM does not take: it allows tab, LF, CR and U+0020 to U+00FF. */
const findCharacterProblems = (
	value: Json,
	path: Path = [],
	make: typeof problemOfName = problem,
): StatementProblem[] => {
	if (typeof value === 'string') {
		const found = /[^\t\n\r\u{20}-\u{FF}]/v.exec(value)?.[0];
		const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
		return found === undefined
			? []
			: make('character', `A policy cannot hold the character U+${code}.`, path);
	}

	if (Array.isArray(value)) {
		return value.flatMap((item, index) => findCharacterProblems(item, [...path, index]));
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, item]) => [
				...findCharacterProblems(name, [...path, name], problemOfName),
				...findCharacterProblems(item, [...path, name]),
			])
		: [];
};

const explainMalformed = (text: string): string => {
	if (/\s/v.test(text)) {
		return `The principal ${quote(text)} has spaces in it.`;
	}

	return /[*?]/v.test(text)
		? `The principal ${quote(text)} has a wildcard in it. KMS wants the whole ARN.`
		: `The principal ${quote(text)} is not an ARN of a role, user or account, nor a 12-digit account ID.`;
};

const findPrincipalValueProblem = (kind: string, text: string, path: Path): StatementProblem[] => {
	if (isPlaceholder(text)) {
		return problem(
			'placeholder',
			`${quote(text)} still holds a placeholder instead of the real account ID.`,
			path,
		);
	}

	const found = parsePrincipalElement({[kind]: text})[0]!.kind;
	return found === 'malformed'
		? problem('principal', explainMalformed(text), path)
		: found === 'unique-id'
			? problem(
					'orphan',
					`${quote(text)} is what is left of a deleted role or user. KMS does not save it again; name the role by its ARN.`,
					path,
				)
			: [];
};

const findPrincipalProblems = (
	name: 'Principal' | 'NotPrincipal',
	principal: Principal | undefined,
): StatementProblem[] => {
	if (typeof principal === 'string') {
		return principal === '*'
			? []
			: isPlaceholder(principal)
				? findPrincipalValueProblem('AWS', principal, [name])
				: problem('principal', `${name} has to be an object such as {"AWS": "…"}.`, [name]);
	}

	const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
	return Object.entries(principal ?? {}).flatMap(([kind, who]) =>
		kinds.includes(kind)
			? toList(who).flatMap((text, index) =>
					findPrincipalValueProblem(kind, text, [name, kind, index]),
				)
			: problemOfName('principal', `${name} knows no ${quote(kind)}.${suggest(kind, kinds)}`, [
					name,
					kind,
				]),
	);
};

/** Looks into an element that may also be given as its opposite, unless both are there at once. */
const findInOne = (
	statement: Statement,
	name: 'Principal' | 'Action' | 'Resource',
	code: StatementProblem['code'],
	find: (statement: Statement) => StatementProblem[],
): StatementProblem[] =>
	statement[name] === undefined || statement[`Not${name}`] === undefined
		? find(statement)
		: problemOfName(code, `${name} and Not${name} exclude each other.`, [`Not${name}`]);

const findWhoProblems = ({Principal, NotPrincipal}: Statement): StatementProblem[] =>
	parsePrincipalElement(Principal ?? NotPrincipal).length === 0
		? problem(
				'principal',
				'Principal is missing: it says who may use the key.',
				Principal === undefined ? [] : ['Principal'],
			)
		: [
				...findPrincipalProblems('Principal', Principal),
				...findPrincipalProblems('NotPrincipal', NotPrincipal),
			];

const findElementProblems = (statement: Statement): StatementProblem[] =>
	Object.keys(statement)
		.filter((name) => statement[name] !== undefined && !elementNames.includes(name))
		.flatMap((name) =>
			problemOfName(
				'element',
				`A statement has no element ${quote(name)}.${suggest(name, elementNames)}`,
				[name],
			),
		);

const findEffectProblems = ({Effect}: Statement): StatementProblem[] =>
	Effect === undefined
		? problem('effect', 'Effect is missing; it has to be Allow or Deny.')
		: ['Allow', 'Deny'].includes(Effect)
			? []
			: problem('effect', `Effect has to be Allow or Deny, spelt so, not ${quote(Effect)}.`, [
					'Effect',
				]);

const findActionProblems = ({Action, NotAction}: Statement): StatementProblem[] => {
	const name = Action === undefined ? 'NotAction' : 'Action';
	const actions = toList(Action ?? NotAction);
	return actions.length === 0
		? problem(
				'action',
				'Action is missing, so the statement does nothing.',
				Action === undefined ? [] : ['Action'],
			)
		: actions.flatMap((action, index) =>
				action === '*' || /^kms:./iv.test(action)
					? []
					: problem('action', `${quote(action)} is not an action of KMS; these begin with kms:.`, [
							name,
							index,
						]),
			);
};

const findResourceProblems = ({Resource, NotResource}: Statement): StatementProblem[] => {
	const name = Resource === undefined ? 'NotResource' : 'Resource';
	const resources = toList(Resource ?? NotResource);
	return resources.length === 0
		? problem(
				'no-resource',
				'Resource is missing, so KMS ignores the statement. In a key policy it is "*": this key.',
			)
		: resources.flatMap((text, index) =>
				isPlaceholder(text)
					? problem('placeholder', `${quote(text)} still holds a placeholder.`, [name, index])
					: [],
			);
};

const findConditionProblems = ({Condition}: Statement): StatementProblem[] =>
	Object.keys(Condition ?? {}).flatMap((operator) => {
		const {base} = parseOperator(operator);
		return operatorNames.some((name) => name.toLowerCase() === base)
			? []
			: problemOfName(
					'condition',
					`${quote(operator)} is not a condition operator.${suggest(base, operatorNames)}`,
					['Condition', operator],
				);
	});

/** Lists what KMS would refuse or silently ignore in one statement, in the statement's order of elements. */
export const findStatementProblems = (statement: Statement): StatementProblem[] => [
	...findElementProblems(statement),
	...findEffectProblems(statement),
	...findInOne(statement, 'Principal', 'principal', findWhoProblems),
	...findInOne(statement, 'Action', 'action', findActionProblems),
	...findInOne(statement, 'Resource', 'element', findResourceProblems),
	...findConditionProblems(statement),
	...findCharacterProblems(statement),
];

/** KMS's limit for a key policy, in bytes. */
export const keyPolicyLimit = 32_768;

/** Measures a policy or statement as it is sent: compact JSON in UTF-8, in bytes. */
export const measurePolicy = (policy: PolicyDocument | PolicyDocument['Statement']): number =>
	Buffer.byteLength(JSON.stringify(policy));

/** Lists what KMS would refuse or silently ignore in a key policy; each message names its statement. Empty: nothing is known to be wrong. */
export function validateKeyPolicy(policy: PolicyDocument): Diagnostic[] {
	const {Statement, ...rest} = policy;
	const size = measurePolicy(policy);
	return [
		size > keyPolicyLimit
			? [
					{
						code: 'too-long',
						message: `The policy is ${size} bytes long; KMS takes up to ${keyPolicyLimit}.`,
					},
				]
			: [],
		policy.Version === undefined || ['2008-10-17', '2012-10-17'].includes(policy.Version)
			? []
			: [
					{
						code: 'version',
						message: `Version ${quote(policy.Version)} does not exist. Use 2012-10-17.`,
					},
				],
		Statement.length === 0 ? [{code: 'empty', message: 'The policy has no statements.'}] : [],
		findCharacterProblems(rest).map(({code, message}) => ({code, message})),
		Statement.flatMap((statement, index) =>
			findStatementProblems(statement).map(({code, message}) => ({
				code,
				message: `${nameStatement(statement, index)}: ${message}`,
			})),
		),
	].flat();
}
