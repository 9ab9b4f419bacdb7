import {namePrincipal} from './explain-principal.js';
import {joinWords} from './join-words.js';
import {nameStatement} from './name-statement.js';
import {type PolicyDocument, type Statement} from './policy-document.js';
import {
	parsePrincipalElement,
	parsePrincipals,
	type PrincipalInfo,
} from './principals.js';
import {type TrustFinding} from './trust-finding.js';

/** Condition keys that keep everybody else out where Principal is "*". */
const limits = new Set([
	'aws:principalaccount',
	'aws:principalarn',
	'aws:principalorgid',
	'aws:principalorgpaths',
]);

const isLimited = ({Condition}: Statement): boolean =>
	Object.values(Condition ?? {}).some((keys) =>
		Object.keys(keys).some((key) => limits.has(key.toLowerCase())),
	);

const findEveryone = (
	statement: Statement,
	name: string,
): Array<Omit<TrustFinding, 'statement'>> => {
	if (statement.NotPrincipal !== undefined) {
		return [
			{
				code: 'outsider',
				severity: 'fail',
				message: `${name} lets in everyone but those it names. Name in Principal who may come.`,
			},
		];
	}

	if (parsePrincipals(statement).every(({kind}) => kind !== 'everyone')) {
		return [];
	}

	return isLimited(statement)
		? [
				{
					code: 'outsider',
					severity: 'warn',
					message: `${name} lets in everyone whom its condition fits.`,
				},
			]
		: [
				{
					code: 'outsider',
					severity: 'fail',
					message: `${name} lets in everyone in the world; an external ID is no secret. Name the account in Principal.`,
				},
			];
};

/** Finds whom a trust policy lets in beside the own account and Workato's, and whom it names though deleted. */
export const findTrustOutsiders = (
	{Statement}: PolicyDocument,
	{account, ownAccount}: {account: string; ownAccount: string},
): TrustFinding[] =>
	Statement.flatMap((statement, index) => {
		const name = nameStatement(statement, index);
		const people = parsePrincipals(statement);
		const list = (who: PrincipalInfo[]) =>
			joinWords(who.map((one) => namePrincipal(one)));
		const lost = [
			...people,
			...parsePrincipalElement(statement.NotPrincipal),
		].filter(({kind}) => kind === 'unique-id');
		const strangers = people.filter(
			({kind, account: home}) =>
				!['everyone', 'unique-id'].includes(kind) &&
				home !== ownAccount &&
				home !== account,
		);
		const isAllow = statement.Effect === 'Allow';
		const found: Array<Omit<TrustFinding, 'statement'>> = [
			...(isAllow ? findEveryone(statement, name) : []),
			...(isAllow && strangers.length > 0
				? [
						{
							code: 'outsider' as const,
							severity: 'warn' as const,
							message: `${name} also lets in ${list(strangers)}.`,
						},
					]
				: []),
			...(lost.length > 0
				? [
						{
							code: 'orphan' as const,
							severity: 'warn' as const,
							message: `${name} names ${list(lost)}. AWS refuses to save the policy while that ID stands in it.`,
						},
					]
				: []),
		];
		return found.map((finding) => ({...finding, statement: index}));
	});
