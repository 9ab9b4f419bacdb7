import {formatWord} from '../terminal/foreign-text.js';
import {parseOperator, toTime} from './condition-operators.js';
import {judgeConditions, validateExternalId} from './judge-trust-path.js';
import {
	type Comer,
	isLetIn,
	isLetInBy,
	matchTrust,
	type Trust,
} from './match-trust.js';
import {sparedBy} from './match-policy.js';
import {nameStatement, toList, type PolicyDocument} from './policy-document.js';
import {
	parseAwsPrincipal,
	parsePrincipals,
	type PrincipalInfo,
} from './principals.js';
import {withoutMfa} from './request-context.js';
import {type Answer} from './three-valued.js';
import {type TrustFinding} from './trust-finding.js';
import {findTrustOutsiders, somebodyElse} from './trust-outsiders.js';
import {type Trusted} from './trust-policy.js';

/** What a trust policy is worth for one project. `isLetIn` is "unknown" where a condition cannot be judged from here. */
export type TrustJudgement = {
	isLetIn: Answer;
	findings: TrustFinding[];
};

/** Whom a role has to trust, which account it is in, and when it is looked at, in milliseconds since 1970. */
export type TrustedBy = Trusted & {ownAccount: string; now?: number};

/** The roles, users and sessions of an account that a policy singles out: by allowing them something, or by sparing them a Deny. */
const partsOf = (policy: PolicyDocument, account: string): PrincipalInfo[] => {
	const named = [
		...policy.Statement.filter(({Effect}) => Effect === 'Allow').flatMap(
			(statement) => parsePrincipals(statement),
		),
		...sparedBy(policy),
	].filter((who) => who.account === account && who.kind !== 'account');
	return named.filter(
		({id}, index) => named.findIndex((one) => one.id === id) === index,
	);
};

/** Whether Workato gets in with the external ID: its account, or one of those that the policy names of it. */
const judgeEntry = (
	trust: Trust,
	{account, externalId}: Trusted,
	{account: whole, parts}: {account: Comer; parts: Comer[]},
): TrustJudgement => {
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
		const denied = rows.find(
			(row) => row.effect === 'Deny' && row.answer === 'yes',
		);
		return {
			isLetIn: 'no',
			findings: [
				denied
					? {
							code: 'denied',
							severity: 'fail',
							statement: denied.index,
							message: `${denied.name} denies it to Workato’s account.`,
						}
					: {
							code: 'not-let-in',
							severity: 'fail',
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
		const isAllowed = seen.some(
			(row) => row.effect === 'Allow' && row.answer === 'yes',
		);
		return seen.find(
			(row) =>
				row.effect === (isAllowed ? 'Deny' : 'Allow') &&
				row.answer === 'unknown',
		);
	});
	const doubtful = doubts.find((row) => row !== undefined);
	return {
		isLetIn: 'unknown',
		findings: doubtful
			? [
					{
						code: 'cannot-tell',
						severity: 'unknown',
						statement: doubtful.index,
						message: `${doubtful.name} has a condition that cannot be judged from here (${doubtful.doubts.join(', ') || 'its principal'}).`,
					},
				]
			: [],
	};
};

const judgePlace = (
	{Statement}: PolicyDocument,
	{account, partition, ownAccount}: Trusted & {ownAccount: string},
	entry: Answer,
	isWayIn: (index: number) => boolean,
): TrustFinding[] => [
	...(account === ownAccount
		? [
				{
					code: 'own-account' as const,
					severity: 'fail' as const,
					message: `${account} is your own account, not Workato’s.`,
				},
			]
		: []),
	...Statement.flatMap((statement, index): TrustFinding[] => {
		const name = nameStatement(statement, index);
		const theirs = parsePrincipals(statement).filter(
			(who) =>
				who.account === account &&
				statement.Effect === 'Allow' &&
				isWayIn(index),
		);
		const far = theirs.find(
			(who) => who.partition !== undefined && who.partition !== partition,
		);
		const part = theirs.find(({kind}) => kind !== 'account');
		return [
			...(far
				? [
						{
							code: 'partition' as const,
							severity: 'fail' as const,
							statement: index,
							message: `${name} names ${formatWord(far.id)}, in the partition ${formatWord(far.partition!)}; this role is in ${partition}. They can never work together.`,
						},
					]
				: []),
			...(part && account !== ownAccount
				? [
						{
							code: 'part-of-account' as const,
							severity:
								entry === 'yes' ? ('warn' as const) : ('unknown' as const),
							statement: index,
							message: `${name} names ${formatWord(part.id)}, not Workato’s whole account. Whether Workato comes as that one cannot be told from here.`,
						},
					]
				: []),
		];
	}),
];

/** The times from `now` on at which a policy may say something else: before, at and after each date that it names. */
const timesFrom = (now: number, {Statement}: PolicyDocument): number[] => [
	now,
	...Statement.flatMap(({Condition}) => Object.entries(Condition ?? {}))
		.filter(([operator]) => parseOperator(operator).base.startsWith('date'))
		.flatMap(([, keys]) => Object.values(keys))
		.flatMap((wanted) => toList(wanted))
		.flatMap((date) => {
			const time = toTime(String(date));
			return time > now ? [time, time + 1000] : [];
		}),
];

/** Who else is let in, today or once a date of the policy has come. */
const findOutsidersFrom = (
	trust: Trust & {account: string},
): TrustFinding[] => {
	const times =
		trust.now === undefined ? [undefined] : timesFrom(trust.now, trust.policy);
	const found = times.flatMap((now) =>
		findTrustOutsiders({...trust, ...(now !== undefined && {now})}),
	);
	return found.filter(
		({message}, index) =>
			found.findIndex((one) => one.message === message) === index,
	);
};

/**
Judges a role's trust policy for one project: whether Workato's account gets in with the external ID, whether any path needs no such ID or
takes others, which conditions stand in the way, and who else is let in. Each way in is judged with every Deny of the policy against it.
IAM user guide: the confused deputy.
*/
export function judgeTrust(
	policy: PolicyDocument,
	trusted: TrustedBy,
): TrustJudgement {
	const {account, externalId, partition, ownAccount, now} = trusted;
	const trust: Trust = {policy, ownAccount, ...(now !== undefined && {now})};
	const parts = partsOf(policy, account).map((who): Comer => ({who}));
	const whole: Comer = {
		who: parseAwsPrincipal(`arn:${partition}:iam::${account}:root`),
	};
	const comers = [whole, ...parts];
	const entry = judgeEntry(trust, trusted, {account: whole, parts});
	// Whatever they give, whenever and from wherever they come.
	const {now: _, ...timeless} = trust;
	const isWayIn = (index: number) =>
		comers.some((comer) => isLetInBy(timeless, index, comer) !== 'no');
	const findPaths = (index: number): TrustFinding[] => {
		const statement = policy.Statement[index]!;
		const name = nameStatement(statement, index);
		const stranger = somebodyElse(ownAccount, account);
		const isForAll =
			statement.NotPrincipal !== undefined &&
			isLetInBy(trust, index, stranger) !== 'no';
		if (!isForAll && !isWayIn(index)) {
			return [];
		}

		const path = {trust, index, name, externalId, comers};
		const isOpenToAll =
			isForAll &&
			isLetInBy(trust, index, {...stranger, externalId: []}) !== 'no';
		const found = isOpenToAll
			? [
					{
						code: 'open' as const,
						severity: 'fail' as const,
						message: `${name} lets in everyone but those it names, and asks none of them for the external ID.`,
					},
				]
			: validateExternalId({
					...path,
					comers: isForAll ? [...comers, stranger] : comers,
				});
		return [...found, ...judgeConditions(path, entry.isLetIn === 'yes')].map(
			(finding) => ({...finding, statement: index}),
		);
	};

	return {
		isLetIn: entry.isLetIn,
		findings: [
			...judgePlace(policy, trusted, entry.isLetIn, isWayIn),
			...entry.findings,
			...policy.Statement.flatMap(({Effect}, index) =>
				Effect === 'Allow' ? findPaths(index) : [],
			),
			...findOutsidersFrom({...trust, account}),
		],
	};
}
