import {formatWord} from '../terminal/foreign-text.js';
import {joinWords} from '../terminal/phrases.js';
import {
	conditionRows,
	type ConditionRow,
	takesVariables,
	type PolicyDocument,
	nameStatement,
} from './policy-document.js';
import {findComparison, parseOperator, type Answer} from './compare-values.js';
import {explainCondition} from './explain-statement.js';
import {type Knowledge, matchCondition} from './match-condition.js';
import {
	isLetInBy,
	requestOf,
	type Comer,
	type Trust,
	type StatementFinding,
	isLetIn,
	matchTrust,
	type TrustFinding,
	type Trusted,
} from './trust-policy.js';
import {withoutMfa} from './request-context.js';
import {sparedBy} from './match-policy.js';
import {parseAwsPrincipal, parsePrincipals, type PrincipalInfo} from './principals.js';
import {findTrustOutsiders, somebodyElse} from './trust-outsiders.js';

const isExternalId = ({key}: ConditionRow): boolean => key.toLowerCase() === 'sts:externalid';

const idRows = ({Statement}: PolicyDocument): ConditionRow[] =>
	Statement.flatMap(({Condition}) => conditionRows(Condition).filter((row) => isExternalId(row)));

const isPatternRow = ({operator}: ConditionRow): boolean =>
	findComparison(parseOperator(operator).base)?.wants === 'pattern';

/** One Allow statement of a trust policy, and everyone who may come from Workato's account. */
type Path = {
	trust: Trust;
	index: number;
	name: string;
	externalId: string;
	comers: Comer[];
};

/** How a way in for Workato's account treats the external ID: without it, with any, with others than the wanted one. */
const validateExternalId = ({trust, index, name, externalId, comers}: Path): StatementFinding[] => {
	const takes = (id: Knowledge): boolean =>
		comers.some((comer) => isLetInBy(trust, index, {...comer, externalId: id}) !== 'no');
	const rows = conditionRows(trust.policy.Statement[index]!.Condition).filter((row) =>
		isExternalId(row),
	);
	if (takes([])) {
		return [
			{
				code: 'open',
				kind: 'fail',
				message: `${name} lets Workato’s account in without the external ID${rows.length === 0 ? '' : `: ${joinWords(rows.map(({operator}) => formatWord(operator)))} also holds when it is absent`}. Anyone who uses Workato could then reach this role.`,
			},
		];
	}

	const hasWildcard = (text: string) => /[*?]/v.test(text);
	const fitsNothing = (id: string, isPattern: boolean) => !isPattern || id !== '*';
	if (takes([{like: '*', isRuledOut: fitsNothing}])) {
		return [
			{
				code: 'loose-external-id',
				kind: 'fail',
				message: `${name} takes any external ID. It has to ask for this one with StringEquals.`,
			},
		];
	}

	const all = idRows(trust.policy);
	const named = new Set(
		all.flatMap(({wanted}) => wanted).filter((id) => id !== externalId && takes(id)),
	);
	const isNamed = (id: string, isPattern: boolean) =>
		!(isPattern && hasWildcard(id)) && (id === externalId || named.has(id));
	const patterns = all
		.filter((row) => isPatternRow(row))
		.flatMap(({wanted}) => wanted)
		.filter((pattern) => hasWildcard(pattern));
	const isLoose = takes([{like: '*', isRuledOut: isNamed}]);
	const loose = rows.filter(
		({operator}) => !['stringequals', 'null'].includes(operator.toLowerCase()),
	);
	const found: StatementFinding[] = [];
	if (isLoose) {
		found.push({
			code: 'loose-external-id',
			kind: 'fail',
			message: `${name} takes external IDs of other projects and customers too${
				patterns.length === 0
					? ''
					: `: whatever looks like ${joinWords(
							Array.from(new Set(patterns), (pattern) => formatWord(pattern)),
							'or',
						)}`
			}. It has to ask for this one with StringEquals.`,
		});
	} else if (loose.length > 0) {
		found.push({
			code: 'loose-external-id',
			kind: 'warn',
			message: `${name} compares the external ID with ${joinWords(loose.map(({operator}) => formatWord(operator)))}. StringEquals takes exactly one.`,
		});
	}

	// What a pattern takes is said already, and a pattern is no ID.
	const others = [...named].filter((id) => !patterns.includes(id));
	if (others.length > 0) {
		found.push({
			code: 'other-external-ids',
			kind: 'fail',
			message: `${name} takes the external ID ${joinWords(
				others.map((id) => formatWord(id)),
				'or',
			)}${takes(externalId) ? ' as well' : ''}. Whoever has that one in Workato reaches this role.`,
		});
	}

	return found;
};

/** Which other conditions of a way in keep Workato out, or may. */
const validateConditions = (
	{trust, index, name, comers, externalId}: Path,
	isOtherwiseLetIn: boolean,
): StatementFinding[] => {
	const {policy} = trust;
	const hasVariables = takesVariables(policy);
	const answerTo = ({operator, key, wanted}: ConditionRow, comer: Comer) =>
		matchCondition(
			{[operator]: {[key]: wanted}},
			requestOf(trust, {...comer, externalId, context: withoutMfa}).context,
			hasVariables,
		).answer;
	// For whichever of them fares best: a role of Workato's may be let in where its account is not.
	const [best = []] = comers
		.map((comer) =>
			conditionRows(policy.Statement[index]!.Condition)
				.filter((row) => !isExternalId(row))
				.map((row) => ({row, answer: answerTo(row, comer)}))
				.filter(({answer}) => answer !== 'yes'),
		)
		.toSorted((a, b) => a.length - b.length);
	if (best.length === 0) {
		return [];
	}

	const words = best.map(({row: {operator, key, wanted}}) =>
		explainCondition({[operator]: {[key]: wanted}}),
	);
	const isMfa = best.some(({row: {key}}) => key.toLowerCase().startsWith('aws:multifactorauth'));
	const isShut = best.some(({answer}) => answer === ('no' satisfies Answer));
	return [
		{
			code: 'condition',
			kind: isOtherwiseLetIn ? 'warn' : isShut ? 'fail' : 'unknown',
			message: `${name} holds only if ${joinWords(words)}. ${isMfa ? 'Workato is a service and has no MFA device.' : isShut ? 'That keeps Workato out.' : 'That may keep Workato out.'}`,
		},
	];
};

/** What a trust policy is worth for one project. `isLetIn` is "unknown" where a condition cannot be evaluated from here. */
export type TrustValidation = {
	isLetIn: Answer;
	findings: TrustFinding[];
};

/** Whom a role has to trust, which account it is in, and when it is looked at, in milliseconds since 1970. */
export type TrustedBy = Trusted & {ownAccount: string; now?: number};

/** The roles, users and sessions of an account that a policy singles out: by allowing them something, or by sparing them a Deny. */
const partsOf = (policy: PolicyDocument, account: string): PrincipalInfo[] => {
	const named = [
		...policy.Statement.filter(({Effect}) => Effect === 'Allow').flatMap((statement) =>
			parsePrincipals(statement),
		),
		...sparedBy(policy),
	].filter((who) => who.account === account && who.kind !== 'account');
	return named.filter(({id}, index) => named.findIndex((one) => one.id === id) === index);
};

/** Whether Workato gets in with the external ID: its account, or one of those that the policy names of it. */
const validateEntry = (
	trust: Trust,
	{account, externalId}: Trusted,
	{account: whole, parts}: {account: Comer; parts: Comer[]},
): TrustValidation => {
	const asWorkato = (comer: Comer): Comer => ({
		...comer,
		externalId,
		context: withoutMfa,
	});
	const anyone = asWorkato(whole);
	const answer = isLetIn(trust, anyone);
	const mayCome = [
		...(answer === 'unknown' ? [{comer: anyone, answer}] : []),
		...parts.map((part) => {
			const comer = asWorkato(part);
			return {comer, answer: isLetIn(trust, comer)};
		}),
	].filter(({answer: each}) => each !== 'no');
	if (answer === 'yes') {
		return {isLetIn: 'yes', findings: []};
	}

	const rows = matchTrust(trust, anyone);
	if (mayCome.length === 0) {
		const denied = rows.find((row) => row.effect === 'Deny' && row.answer === 'yes');
		return {
			isLetIn: 'no',
			findings: [
				denied
					? {
							code: 'denied',
							kind: 'fail',
							statement: denied.index,
							message: `${denied.name} denies it to Workato’s account.`,
						}
					: {
							code: 'not-let-in',
							kind: 'fail',
							message: `No statement lets account ${account} assume the role with the external ID ${formatWord(externalId)}.`,
						},
			],
		};
	}

	// Where a part is sure to be let in, all that cannot be told is whether Workato comes as that one.
	if (mayCome.some(({answer: each}) => each === 'yes')) {
		return {isLetIn: 'unknown', findings: []};
	}

	const doubts = mayCome.map(({comer}) => {
		const seen = matchTrust(trust, comer);
		const isAllowed = seen.some((row) => row.effect === 'Allow' && row.answer === 'yes');
		return seen.find(
			(row) => row.effect === (isAllowed ? 'Deny' : 'Allow') && row.answer === 'unknown',
		);
	});
	const doubtful = doubts.find((row) => row !== undefined);
	return {
		isLetIn: 'unknown',
		findings: doubtful
			? [
					{
						code: 'cannot-tell',
						kind: 'unknown',
						statement: doubtful.index,
						message: `${doubtful.name} has a condition that cannot be judged from here (${doubtful.doubts.join(', ') || 'its principal'}).`,
					},
				]
			: [],
	};
};

const validateAccount = (
	{Statement}: PolicyDocument,
	{account, partition, ownAccount}: Trusted & {ownAccount: string},
	entry: Answer,
	isWayIn: (index: number) => boolean,
): TrustFinding[] => [
	...(account === ownAccount
		? [
				{
					code: 'own-account' as const,
					kind: 'fail' as const,
					message: `${account} is your own account, not Workato’s.`,
				},
			]
		: []),
	...Statement.flatMap((statement, index): TrustFinding[] => {
		const name = nameStatement(statement, index);
		const theirs = parsePrincipals(statement).filter(
			(who) => who.account === account && statement.Effect === 'Allow' && isWayIn(index),
		);
		const far = theirs.find((who) => who.partition !== undefined && who.partition !== partition);
		const part = theirs.find(({kind}) => kind !== 'account');
		return [
			...(far
				? [
						{
							code: 'partition' as const,
							kind: 'fail' as const,
							statement: index,
							message: `${name} names ${formatWord(far.id)}, in the partition ${formatWord(far.partition!)}; this role is in ${partition}. They can never work together.`,
						},
					]
				: []),
			...(part && account !== ownAccount
				? [
						{
							code: 'part-of-account' as const,
							kind: entry === 'yes' ? ('warn' as const) : ('unknown' as const),
							statement: index,
							message: `${name} names ${formatWord(part.id)}, not Workato’s whole account. Whether Workato comes as that one cannot be told from here.`,
						},
					]
				: []),
		];
	}),
];

/**
Validates a role's trust policy for one project: whether Workato's account gets in with the external ID, whether any path needs no such ID or
takes others, which conditions stand in the way, and who else is let in. Each way in is weighed with every Deny of the policy against it.
IAM user guide: the confused deputy.
*/
export function validateTrust(policy: PolicyDocument, trusted: TrustedBy): TrustValidation {
	const {account, externalId, partition, ownAccount, now} = trusted;
	const trust: Trust = {policy, ownAccount, ...(now !== undefined && {now})};
	const parts = partsOf(policy, account).map((who): Comer => ({who}));
	const whole: Comer = {
		who: parseAwsPrincipal(`arn:${partition}:iam::${account}:root`),
	};
	const comers = [whole, ...parts];
	const entry = validateEntry(trust, trusted, {account: whole, parts});
	// Whatever they give, whenever and from wherever they come.
	const {now: _, ...timeless} = trust;
	const isWayIn = (index: number) =>
		comers.some((comer) => isLetInBy(timeless, index, comer) !== 'no');
	const findPaths = (index: number): TrustFinding[] => {
		const statement = policy.Statement[index]!;
		const name = nameStatement(statement, index);
		const outsider = somebodyElse(ownAccount, account);
		const isForAll =
			statement.NotPrincipal !== undefined && isLetInBy(trust, index, outsider) !== 'no';
		if (!isForAll && !isWayIn(index)) {
			return [];
		}

		const path = {trust, index, name, externalId, comers};
		const isOpenToAll = isForAll && isLetInBy(trust, index, {...outsider, externalId: []}) !== 'no';
		const found = isOpenToAll
			? [
					{
						code: 'open' as const,
						kind: 'fail' as const,
						message: `${name} lets in everyone but those it names, and asks none of them for the external ID.`,
					},
				]
			: validateExternalId({
					...path,
					comers: isForAll ? [...comers, outsider] : comers,
				});
		return [...found, ...validateConditions(path, entry.isLetIn === 'yes')].map((finding) => ({
			...finding,
			statement: index,
		}));
	};

	return {
		isLetIn: entry.isLetIn,
		findings: [
			...validateAccount(policy, trusted, entry.isLetIn, isWayIn),
			...entry.findings,
			...policy.Statement.flatMap(({Effect}, index) =>
				Effect === 'Allow' ? findPaths(index) : [],
			),
			...findTrustOutsiders({...trust, account}),
		],
	};
}
