import {
	conditionRows,
	takesVariables,
	nameStatement,
	toList,
	type PolicyDocument,
	type Statement,
} from './policy-document.js';
import {equalStatements} from './compare-policies.js';
import {explainStatement} from './explain-statement.js';
import {canCrossAccounts, kmsActionNames, kmsActions} from './key-policy.js';
import {matchCondition, type RequestContext} from './match-condition.js';
import {isAboutAction, matchPrincipal, sparedBy, matchStatement} from './match-policy.js';
import {isWildcardMatch} from './compare-values.js';
import {
	canAvoid,
	organisationsIn,
	outsideContext,
	reachOf,
	type OwnKey,
	type Reach,
} from './outside-callers.js';
import {parsePrincipals, type PrincipalInfo} from './principals.js';
import {isCoveredBy} from './statement-coverage.js';

const levels = [
	/** Any AWS account may use the key. */
	'anyone',
	/** Somebody outside is named, or let in under a condition that does not keep to the own account. */
	'more',
	/** An AWS service may use it for any account. */
	'any-account',
	/** An AWS service may use it for the accounts of an organisation, of which nothing says whose it is. */
	'organisation',
	/** An AWS service works with the key for the own account. */
	'own-service',
	/** An AWS service may look at the key, not use it. */
	'service-looks',
	/** It was granted on purpose. */
	'granted',
] as const;

/** What a statement gives to outsiders, the worst first. */
export type OutsideLevel = (typeof levels)[number];

/** A statement (counted from 0) that gives something to outsiders. */
export type OutsideAccess = {
	index: number;
	/** Its place and Sid. */
	name: string;
	level: OutsideLevel;
	/** What it does, in one sentence. */
	explanation: string;
	/** The AWS services that it lets in, by name. */
	services: string[];
	/** The organisations that these are kept to. */
	organisations: string[];
	/** The statement with a condition that keeps outsiders out; where none would, or others would lose what they have, nothing. */
	limited?: Statement;
};

type Asked = {
	policy: PolicyDocument;
	key: OwnKey;
	granted: readonly Statement[];
	hasVariables: boolean;
	/** By principal and action: the same for every statement. */
	situations: Map<string, Situation>;
	callers: Map<string, Caller>;
};

/** The actions that a statement is about on this key. */
const actionsOf = (statement: Statement, {arn}: OwnKey): string[] => {
	const {Resource, NotResource} = statement;
	const isTarget = toList(Resource ?? NotResource).some(
		(pattern) => pattern === '*' || arn === undefined || isWildcardMatch(pattern, arn),
	);
	const isAbout = Resource === undefined ? NotResource !== undefined && !isTarget : isTarget;
	return isAbout ? kmsActionNames.filter((name) => isAboutAction(statement, name)) : [];
};

/** What a principal's request for one action holds, and what the Denies of the policy leave of it. */
type Situation = {
	context: RequestContext;
	isDenied: boolean;
	isLimited: boolean;
};

// The context speaks of the action in that encrypting and decrypting name an algorithm.
const sameContext = (action: string): string =>
	/^kms:(?:en|de|reen)crypt/iv.test(action) ? 'kms:Encrypt' : 'kms:DescribeKey';

const once = <T>(known: Map<string, T>, name: string, make: () => T): T => {
	const value = known.get(name) ?? make();
	known.set(name, value);
	return value;
};

/** What a request holds, and the Denies whose conditions it may meet. */
type Caller = {context: RequestContext; denials: Statement[]};

const callerOf = (
	who: PrincipalInfo,
	action: string,
	{policy, key, hasVariables}: Asked,
): Caller => {
	const context = outsideContext(who, action, key, policy);
	const denials = policy.Statement.filter(
		({Effect, Condition}) =>
			Effect === 'Deny' && matchCondition(Condition, context, hasVariables).answer !== 'no',
	);
	return {context, denials};
};

const situationOf = (who: PrincipalInfo, action: string, asked: Asked): Situation => {
	const {key, hasVariables, callers} = asked;
	const like = sameContext(action);
	const {context, denials} = once(callers, `${who.kind} ${who.id} ${like}`, () =>
		callerOf(who, like, asked),
	);
	const request = {who, action, resource: key.arn ?? '*', context};
	const met = denials.map((each) => ({
		each,
		...matchStatement(each, request, 'resource', hasVariables),
	}));
	return {
		context,
		isDenied: met.some(({answer}) => answer === 'yes'),
		isLimited: met.some(
			({each, answer}) => answer === 'unknown' && !canAvoid(each, context, hasVariables),
		),
	};
};

/** How far a statement lets a principal come for each action. */
const reaches = (
	statement: Statement,
	who: PrincipalInfo,
	actions: readonly string[],
	asked: Asked,
): Array<{action: string; reach: Reach}> => {
	const byContext = new Map<string, Reach>();
	return actions.flatMap((action) => {
		const {context, isDenied, isLimited} = once(
			asked.situations,
			`${who.kind} ${who.id} ${action}`,
			() => situationOf(who, action, asked),
		);
		const reach = once(byContext, sameContext(action), () =>
			reachOf(statement, context, asked.hasVariables),
		);
		return isDenied || reach === 'kept out' ? [] : [{action, reach: isLimited ? 'limited' : reach}];
	});
};

const uses = (action: string): boolean =>
	kmsActions.get(action) === 'use' || action === 'kms:CreateGrant';

const levelOfService = (
	statement: Statement,
	open: ReadonlyArray<{action: string; reach: Reach}>,
): OutsideLevel =>
	open.length === 0
		? 'own-service'
		: open.every(({action}) => kmsActions.get(action) === 'read')
			? 'service-looks'
			: organisationsIn(statement).length > 0 && open.every(({reach}) => reach === 'limited')
				? 'organisation'
				: 'any-account';

/** What a statement gives to one of the principals that it names; nothing where that is nobody of outside. */
const levelFor = (
	statement: Statement,
	who: PrincipalInfo,
	asked: Asked,
): OutsideLevel | undefined => {
	if (who.kind === 'unique-id' || who.account === asked.key.account) {
		return undefined;
	}

	const actions = actionsOf(statement, asked.key);
	if (who.kind === 'service') {
		return actions.length === 0
			? undefined
			: levelOfService(statement, reaches(statement, who, actions, asked));
	}

	const open = reaches(
		statement,
		who,
		actions.filter((action) => canCrossAccounts(action)),
		asked,
	);
	// Everyone is anyone in the world, and every service; what is for the own account's services alone is no opening.
	return open.length === 0
		? isForServices(statement)
			? levelFor(statement, {kind: 'service', id: 'any AWS service'}, asked)
			: undefined
		: who.kind === 'everyone' && open.some(({action, reach}) => reach === 'let in' && uses(action))
			? 'anyone'
			: isCoveredBy(statement, who, [...asked.granted])
				? 'granted'
				: 'more';
};

const sourceKeys =
	/^aws:(?:principal(?:isawsservice|servicename(?:slist)?)|source(?:account|arn|orgid|orgpaths))$/iv;

const isForServices = ({Condition}: Statement): boolean =>
	conditionRows(Condition).some(({key}) => sourceKeys.test(key));

const everyone: PrincipalInfo = {kind: 'everyone', id: '*'};

/** Whom a statement names; with NotPrincipal, everyone but those, which leaves the world. */
const peopleOf = (statement: Statement): PrincipalInfo[] =>
	statement.NotPrincipal === undefined ? parsePrincipals(statement) : [everyone];

/** Whom a Deny spares who is meant by a statement without being named: through their account, or with everyone. */
const sparedFor = (statement: Statement, policy: PolicyDocument): PrincipalInfo[] =>
	sparedBy(policy).filter(
		(who) =>
			who.kind !== 'everyone' &&
			peopleOf(statement).every(({id}) => id !== who.id) &&
			matchPrincipal(statement, who).answer !== 'no',
	);

// With one more condition everybody whom the statement names has to meet it; so it must suit them all.
const limitedTo = (
	statement: Statement,
	level: OutsideLevel,
	account: string,
): Statement | undefined => {
	const people = peopleOf(statement);
	const key =
		level === 'any-account' && people.every(({kind}) => kind === 'service')
			? 'aws:SourceAccount'
			: level === 'anyone' &&
				  people.every((who) => who.kind === 'everyone' || who.account === account)
				? 'kms:CallerAccount'
				: undefined;
	const equals = Object.entries(statement.Condition ?? {}).find(
		([operator]) => operator.toLowerCase() === 'stringequals',
	);
	const isTaken = Object.keys(equals?.[1] ?? {}).some(
		(one) => one.toLowerCase() === key?.toLowerCase(),
	);
	const [operator, wanted] = equals ?? ['StringEquals', {}];
	return key === undefined || isTaken
		? undefined
		: {
				...statement,
				Condition: {
					...statement.Condition,
					[operator]: {...wanted, [key]: account},
				},
			};
};

/**
Lists the statements that give anything to principals outside the key's account, by all that stands in the policy: what its conditions
keep out, and what a Deny is sure to stop, is not open. Deleted identities (`AROA…`) get nothing and are left out. `granted` is what was
given on purpose.
*/
export function outsideAccess(
	policy: PolicyDocument,
	key: OwnKey,
	granted: readonly Statement[],
): OutsideAccess[] {
	const asked = {
		policy,
		key,
		granted,
		hasVariables: takesVariables(policy),
		situations: new Map<string, Situation>(),
		callers: new Map<string, Caller>(),
	};
	return policy.Statement.flatMap((statement, index) => {
		if (statement.Effect !== 'Allow') {
			return [];
		}

		const people = [...peopleOf(statement), ...sparedFor(statement, policy)];
		const found = people.flatMap((who) => {
			const level = levelFor(statement, who, asked);
			return level === undefined ? [] : [{who, level}];
		});
		const worst = levels.find((level) => found.some((each) => each.level === level));
		if (worst === undefined) {
			return [];
		}

		const level = granted.some((one) => equalStatements(one, statement)) ? 'granted' : worst;
		const limited = limitedTo(statement, level, key.account);
		return [
			{
				index,
				name: nameStatement(statement, index),
				level,
				explanation: explainStatement(statement),
				services: found.flatMap(({who}) =>
					who.kind === 'service'
						? [who.id]
						: isForServices(statement) && who.kind === 'everyone'
							? ['any AWS service']
							: [],
				),
				organisations: organisationsIn(statement),
				...(limited && {limited}),
			},
		];
	});
}
