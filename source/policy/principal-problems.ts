import {type Path} from './json-node.js';
import {toList} from './one-or-many.js';
import {type Principal, type Statement} from './policy-document.js';
import {isPlaceholder, parsePrincipalElement} from './principals.js';
import {quote} from './quote.js';
import {type StatementProblem} from './statement-problem.js';
import {suggest} from './suggest.js';

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
export const findWhoProblems = ({
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
