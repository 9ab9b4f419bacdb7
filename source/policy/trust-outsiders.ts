import {formatWord} from '../terminal/foreign-text.js';
import {joinWords} from '../terminal/phrases.js';
import {parseOperator, toTime} from './compare-values.js';
import {
	conditionRows,
	nameStatement,
	type PolicyDocument,
	type Statement,
} from './policy-document.js';
import {explainCondition, namePrincipal} from './explain-statement.js';
import {identityProvider, type IdentityProvider} from './identity-providers.js';
import {type Knowledge, type RequestContext} from './match-condition.js';
import {
	type Comer,
	isLetInBy,
	type Trust,
	type StatementFinding,
	type TrustFinding,
} from './trust-policy.js';
import {sparedBy} from './match-policy.js';
import {parsePrincipalElement, parsePrincipals, type PrincipalInfo} from './principals.js';

/** Whom a statement names, and whom it may mean although a Deny keeps all others out. */
const candidatesOf = (policy: PolicyDocument, statement: Statement): PrincipalInfo[] => {
	const named = parsePrincipals(statement);
	return [
		...named,
		...sparedBy(policy).filter(
			({kind, id}, index, all) =>
				kind !== 'malformed' && [...named, ...all.slice(0, index)].every((one) => one.id !== id),
		),
	];
};

/** The ways to take a role. */
const assuming = {
	aws: 'sts:AssumeRole',
	oidc: 'sts:AssumeRoleWithWebIdentity',
	saml: 'sts:AssumeRoleWithSAML',
} as const;

const nobodyNamed: PrincipalInfo = {kind: 'account', id: '?', account: '?'};

/** Reads the account that a wanted account, ARN or pattern leaves no doubt about. */
const accountIn = (wanted: string): string | undefined =>
	/^(?:arn:[^:]*:[^:]*:[^:]*:)?(?<account>\d{12})(?::.*)?$/v.exec(wanted)?.groups?.account;

/** Somebody whom no policy names, and whose account is none of those for which `isOut` is true. */
const somebodyBut = (isOut: (account: string) => boolean): Comer => {
	const isRuledOut = (wanted: string) => {
		const account = accountIn(wanted);
		return account !== undefined && isOut(account);
	};

	return {
		who: nobodyNamed,
		context: {
			'aws:PrincipalAccount': [{like: '*', isRuledOut}],
			'aws:PrincipalArn': [{like: 'arn:*:*:*:*:*', isRuledOut}],
		},
	};
};

const ofNoOrganisation: RequestContext = {
	'aws:PrincipalOrgID': {oneOf: [[], [{like: '*', isRuledOut: () => true}]]},
	'aws:PrincipalOrgPaths': {oneOf: [[], [{like: '*', isRuledOut: () => true}]]},
};

/** A service, or somebody whom a provider vouches for: of no account, and of no organisation. */
const noIdentities = (['service', 'federated'] as const).map((kind): Comer => {
	const none: Knowledge = {oneOf: [[], [{like: '*', isRuledOut: () => true}]]};
	return {
		who: {kind, id: '?'},
		context: {
			'aws:PrincipalAccount': none,
			'aws:PrincipalArn': none,
			...ofNoOrganisation,
		},
	};
});

/** Somebody of neither one's own account nor Workato's. */
export const somebodyElse = (...accounts: string[]): Comer =>
	somebodyBut((account) => accounts.includes(account));

const findEveryone = (
	trust: Trust & {account: string},
	index: number,
	name: string,
): StatementFinding[] => {
	const {ownAccount, account} = trust;
	const statement = trust.policy.Statement[index]!;
	const isOpen = statement.NotPrincipal !== undefined;
	if (!isOpen && parsePrincipals(statement).every(({kind}) => kind !== 'everyone')) {
		return [];
	}

	const may = (comer: Comer) =>
		Object.values(assuming).some((action) => isLetInBy(trust, index, {...comer, action}) !== 'no');
	if (!may(somebodyElse(ownAccount, account)) && noIdentities.every((comer) => !may(comer))) {
		return [];
	}

	if (isOpen) {
		return [
			{
				code: 'outsider',
				kind: 'fail',
				message: `${name} lets in everyone but those it names. Name in Principal who may come.`,
			},
		];
	}

	const outsider = somebodyBut(() => true);
	const isAnyone =
		may({...outsider, context: {...outsider.context, ...ofNoOrganisation}}) ||
		noIdentities.some((comer) => comer.who.kind === 'federated' && may(comer));
	return [
		isAnyone
			? {
					code: 'outsider',
					kind: 'fail',
					message: `${name} lets in everyone in the world; an external ID is no secret. Name the account in Principal.`,
				}
			: {
					code: 'outsider',
					kind: 'warn',
					message: `${name} lets in everyone whom its condition fits: ${explainCondition(statement.Condition)}.`,
				},
	];
};

const claimsOf = (
	{host}: IdentityProvider,
	claims: Readonly<Record<string, Knowledge>>,
): RequestContext =>
	Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${host}:${claim}`, value]));

/** Whom a statement lets in who signs in elsewhere: by which provider, and whether that is anybody who likes. */
const findFederated = (trust: Trust, index: number, name: string): StatementFinding[] =>
	candidatesOf(trust.policy, trust.policy.Statement[index]!)
		.filter(({kind}) => kind === 'federated')
		.flatMap((who): StatementFinding[] => {
			const provider = identityProvider(who.id, trust.ownAccount);
			const may = (claims: Readonly<Record<string, Knowledge>>) =>
				isLetInBy(trust, index, {
					who,
					action: assuming[provider.kind],
					context: claimsOf(provider, claims),
				}) !== 'no';
			if (!may({})) {
				return [];
			}

			const find = (kind: TrustFinding['kind'], message: string) => [
				{code: 'outsider' as const, kind, message: `${name} ${message}`},
			];
			const outsider = provider.outsiders.find(
				({claims, unless}) => may(claims) && !(unless && may(unless)),
			);
			if (outsider) {
				return find(
					outsider.severity,
					`lets in ${outsider.who}, through ${formatWord(provider.host)}. ${outsider.advice}`,
				);
			}

			const condition = explainCondition(trust.policy.Statement[index]!.Condition);
			const limit = condition === '' ? '' : `, if ${condition}`;
			return provider.people === undefined
				? find(
						'unknown',
						`lets in whomever ${formatWord(provider.kind === 'saml' ? who.id : provider.host)} vouches for${limit}. Who that may be cannot be told from here.`,
					)
				: find(
						'warn',
						`also lets in ${provider.people}${provider.kind === 'saml' ? '' : ` (${formatWord(provider.host)})`}${limit}.`,
					);
		});

const isOutsider = (
	{kind, account: home}: PrincipalInfo,
	{ownAccount, account}: {ownAccount: string; account: string},
): boolean =>
	!['everyone', 'unique-id', 'federated'].includes(kind) && home !== ownAccount && home !== account;

const findLost = (statement: Statement, name: string): StatementFinding[] => {
	const lost = [
		...parsePrincipals(statement),
		...parsePrincipalElement(statement.NotPrincipal),
	].filter(({kind}) => kind === 'unique-id');
	return lost.length === 0
		? []
		: [
				{
					code: 'orphan',
					kind: 'warn',
					message: `${name} names ${joinWords(lost.map((one) => namePrincipal(one)))}. AWS refuses to save the policy while that ID stands in it.`,
				},
			];
};

const findOutsidersAt = (trust: Trust & {account: string}): TrustFinding[] =>
	trust.policy.Statement.flatMap((statement, index) => {
		const name = nameStatement(statement, index);
		const comes = (comer: Comer) => isLetInBy(trust, index, comer) !== 'no';
		const outsiders = candidatesOf(trust.policy, statement).filter(
			(who) =>
				isOutsider(who, trust) &&
				// Nobody knows whom AWS would take what is no principal for.
				(who.kind === 'malformed' || comes({who})),
		);
		const isAllow = statement.Effect === 'Allow';
		const found: StatementFinding[] = [
			...(isAllow ? findEveryone(trust, index, name) : []),
			...(isAllow && outsiders.length > 0
				? [
						{
							code: 'outsider' as const,
							kind: 'warn' as const,
							message: `${name} also lets in ${joinWords(outsiders.map((one) => namePrincipal(one)))}.`,
						},
					]
				: []),
			...(isAllow ? findFederated(trust, index, name) : []),
			...findLost(statement, name),
		];
		return found.map((finding) => ({...finding, statement: index}));
	});

/** The times from `now` on at which a policy may say something else: before, at and after each date that it names. */
const timesFrom = (now: number, {Statement}: PolicyDocument): number[] => [
	now,
	...Statement.flatMap(({Condition}) => conditionRows(Condition))
		.filter(({operator}) => parseOperator(operator).base.startsWith('date'))
		.flatMap(({wanted}) => wanted)
		.flatMap((date) => {
			const time = toTime(date);
			return time > now ? [time, time + 1000] : [];
		}),
];

/**
Finds whom a trust policy lets in beside the own account and Workato's (`account`), today or once a date of the policy has come, and
whom it names though deleted.
*/
export const findTrustOutsiders = (trust: Trust & {account: string}): TrustFinding[] => {
	const times = trust.now === undefined ? [undefined] : timesFrom(trust.now, trust.policy);
	const found = times.flatMap((now) =>
		findOutsidersAt({...trust, ...(now !== undefined && {now})}),
	);
	return found.filter(
		({message}, index) => found.findIndex((one) => one.message === message) === index,
	);
};
