import {Buffer} from 'node:buffer';
import {type Json} from '../json.js';
import {type Path, type Problem} from './json-node.js';
import {
	toList,
	type Principal,
	type Statement,
	quote,
	nameStatement,
	type PolicyDocument,
} from './policy-document.js';
import {isPlaceholder, parsePrincipalElement} from './principals.js';
import {suggest} from './suggest.js';
import {operatorNames, parseOperator} from './condition-operators.js';
import {elementNames} from './policy-shape.js';

/** Something KMS would refuse or ignore in one statement, and the way to the value; with `isName` to the name in front of it. */
export type StatementProblem = {
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
	message: string;
	path: Path;
	isName?: true;
};

/** Finds text that IAM does not take: it allows tab, LF, CR and U+0020 to U+00FF. */
const findCharacterProblems = (
	value: Json,
	path: Path = [],
	isName?: true,
): StatementProblem[] => {
	if (typeof value === 'string') {
		const found = /[^\t\n\r\u{20}-\u{FF}]/v.exec(value)?.[0];
		const code =
			found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
		return found === undefined
			? []
			: [
					{
						code: 'character',
						message: `A policy cannot hold the character U+${code}.`,
						path,
						...(isName && {isName}),
					},
				];
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, item]) => [
				...(Array.isArray(value)
					? []
					: findCharacterProblems(name, [...path, name], true)),
				...findCharacterProblems(item, [
					...path,
					Array.isArray(value) ? Number(name) : name,
				]),
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

const findPrincipalValueProblem = (
	kind: string,
	text: string,
	path: Path,
): StatementProblem[] => {
	if (isPlaceholder(text)) {
		return [
			{
				code: 'placeholder',
				message: `${quote(text)} still holds a placeholder instead of the real account ID.`,
				path,
			},
		];
	}

	const found = parsePrincipalElement({[kind]: text})[0]!.kind;
	return found === 'malformed'
		? [{code: 'principal', message: explainMalformed(text), path}]
		: found === 'unique-id'
			? [
					{
						code: 'orphan',
						message: `${quote(text)} is what is left of a deleted role or user. KMS does not save it again; name the role by its ARN.`,
						path,
					},
				]
			: [];
};

const findPrincipalProblems = (
	name: 'Principal' | 'NotPrincipal',
	principal: Principal | undefined,
): StatementProblem[] => {
	if (principal === undefined) {
		return [];
	}

	if (typeof principal === 'string') {
		return principal === '*'
			? []
			: isPlaceholder(principal)
				? findPrincipalValueProblem('AWS', principal, [name])
				: [
						{
							code: 'principal',
							message: `${name} has to be an object such as {"AWS": "…"}.`,
							path: [name],
						},
					];
	}

	const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
	return Object.entries(principal).flatMap(([kind, who]) =>
		kinds.includes(kind)
			? toList(who).flatMap((text, index) =>
					findPrincipalValueProblem(kind, text, [name, kind, index]),
				)
			: [
					{
						code: 'principal',
						message: `${name} knows no ${quote(kind)}.${suggest(kind, kinds)}`,
						path: [name, kind],
						isName: true as const,
					},
				],
	);
};

/** Finds what is wrong with whom a statement names. */
const findWhoProblems = ({
	Principal,
	NotPrincipal,
}: Statement): StatementProblem[] => {
	if (Principal !== undefined && NotPrincipal !== undefined) {
		return [
			{
				code: 'principal',
				message: 'Principal and NotPrincipal exclude each other.',
				path: ['NotPrincipal'],
				isName: true,
			},
		];
	}

	return parsePrincipalElement(Principal ?? NotPrincipal).length === 0
		? [
				{
					code: 'principal',
					message: 'Principal is missing: it says who may use the key.',
					path: Principal === undefined ? [] : ['Principal'],
				},
			]
		: [
				...findPrincipalProblems('Principal', Principal),
				...findPrincipalProblems('NotPrincipal', NotPrincipal),
			];
};

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

/** KMS's limit for a key policy, in bytes. */
export const keyPolicyLimit = 32_768;

/** Measures a policy or statement as it is sent: compact JSON in UTF-8, in bytes. */
export const measurePolicy = (
	policy: PolicyDocument | PolicyDocument['Statement'],
): number => Buffer.byteLength(JSON.stringify(policy));

/** Lists what KMS would refuse or silently ignore in a key policy; each message names its statement. Empty: nothing is known to be wrong. */
export function validateKeyPolicy(policy: PolicyDocument): Problem[] {
	const {Statement, ...rest} = policy;
	const size = measurePolicy(policy);
	const problems = [
		size > keyPolicyLimit
			? `The policy is ${size} bytes long; KMS takes up to ${keyPolicyLimit}.`
			: [],
		policy.Version === undefined ||
		['2008-10-17', '2012-10-17'].includes(policy.Version)
			? []
			: `Version ${quote(policy.Version)} does not exist. Use 2012-10-17.`,
		Statement.length === 0 ? 'The policy has no statements.' : [],
		findCharacterProblems(rest).map(({message}) => message),
		Statement.flatMap((statement, index) =>
			findStatementProblems(statement).map(
				({message}) => `${nameStatement(statement, index)}: ${message}`,
			),
		),
	].flat();
	return problems.map((message) => ({message}));
}
