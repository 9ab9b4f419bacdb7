import {formatWord} from '../terminal/foreign-text.js';
import {judgeConditions, judgeExternalId} from './judge-trust-path.js';
import {type PolicyRow} from './match-policy.js';
import {matchTrust, mayEnter} from './match-trust.js';
import {nameStatement} from './name-statement.js';
import {type PolicyDocument} from './policy-document.js';
import {parsePrincipals} from './principals.js';
import {type TrustFinding} from './trust-finding.js';
import {findTrustOutsiders} from './trust-outsiders.js';
import {type Trusted} from './trust-policy.js';

/** What a trust policy is worth for one project. `isLetIn` is "unknown" where a condition cannot be judged from here. */
export type TrustJudgement = {
	isLetIn: 'yes' | 'no' | 'unknown';
	findings: TrustFinding[];
};

/** An external ID that nobody was given: a statement that takes it takes any. */
const anyExternalId = 'workato-aws/any-external-id';

/** The roles, users and sessions of an account that a policy allows something by name. */
const partsOf = ({Statement}: PolicyDocument, account: string): string[] => [
	...new Set(
		Statement.filter(({Effect}) => Effect === 'Allow')
			.flatMap((statement) => parsePrincipals(statement))
			.filter((who) => who.account === account && who.kind !== 'account')
			.map(({id}) => id),
	),
];

const isAllowed = (rows: PolicyRow[]): boolean =>
	rows.some(({effect, answer}) => effect === 'Allow' && answer === 'yes') &&
	rows.every(({effect, answer}) => effect !== 'Deny' || answer === 'no');

const judgeEntry = (
	rows: PolicyRow[],
	{account, externalId}: Trusted,
	isPartLetIn: boolean,
): TrustJudgement => {
	const find = (effect: string, answer: string) =>
		rows.find((row) => row.effect === effect && row.answer === answer);
	const denied = find('Deny', 'yes');
	if (denied) {
		const message = `${denied.name} denies it to Workato’s account.`;
		return {
			isLetIn: 'no',
			findings: [
				{code: 'denied', severity: 'fail', statement: denied.index, message},
			],
		};
	}

	const allowed = find('Allow', 'yes');
	const doubtful = find(allowed ? 'Deny' : 'Allow', 'unknown');
	if (doubtful) {
		const message = `${doubtful.name} has a condition that cannot be judged from here (${doubtful.doubts.join(', ') || 'its principal'}).`;
		return {
			isLetIn: 'unknown',
			findings: [
				{
					code: 'cannot-tell',
					severity: 'unknown',
					statement: doubtful.index,
					message,
				},
			],
		};
	}

	if (allowed ?? isPartLetIn) {
		return {isLetIn: allowed ? 'yes' : 'unknown', findings: []};
	}

	return {
		isLetIn: 'no',
		findings: [
			{
				code: 'not-let-in',
				severity: 'fail',
				message: `No statement lets account ${account} assume the role with the external ID ${formatWord(externalId)}.`,
			},
		],
	};
};

const judgePlace = (
	{Statement}: PolicyDocument,
	{account, partition, ownAccount}: Trusted & {ownAccount: string},
	isLetIn: TrustJudgement['isLetIn'],
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
			(who) => who.account === account && statement.Effect === 'Allow',
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
								isLetIn === 'yes' ? ('warn' as const) : ('unknown' as const),
							statement: index,
							message: `${name} names ${formatWord(part.id)}, not Workato’s whole account. Whether Workato comes as that one cannot be told from here.`,
						},
					]
				: []),
		];
	}),
];

/**
Judges a role's trust policy for one project: whether Workato's account gets in with the external ID, whether any path needs no such ID or
takes others, which conditions stand in the way, and who else is let in. `ownAccount` holds the role. IAM user guide: the confused deputy.
*/
export function judgeTrust(
	policy: PolicyDocument,
	trusted: Trusted & {ownAccount: string},
): TrustJudgement {
	const {account, externalId} = trusted;
	const rows = matchTrust(policy, account, externalId);
	const parts = partsOf(policy, account);
	const comers = [account, ...parts];
	const isOpen = mayEnter(policy, comers);
	const isForAny = mayEnter(policy, comers, anyExternalId);
	const mayCome = mayEnter(policy, comers, externalId);
	const entry = judgeEntry(
		rows,
		trusted,
		parts.some((part) => isAllowed(matchTrust(policy, part, externalId))),
	);
	const paths = rows.flatMap((row, index) => {
		const statement = policy.Statement[index]!;
		const isAbout = parsePrincipals(statement).some(
			(who) => who.kind === 'everyone' || who.account === account,
		);
		return statement.Effect === 'Allow' && (isAbout || mayCome[index]!)
			? [
					...judgeExternalId(statement, row.name, externalId, {
						isOpen: isOpen[index]!,
						isForAny: isForAny[index]!,
					}),
					...judgeConditions(statement, row, entry.isLetIn === 'yes'),
				].map((finding) => ({...finding, statement: index}))
			: [];
	});
	return {
		isLetIn: entry.isLetIn,
		findings: [
			...judgePlace(policy, trusted, entry.isLetIn),
			...entry.findings,
			...paths,
			...findTrustOutsiders(policy, trusted),
		],
	};
}
