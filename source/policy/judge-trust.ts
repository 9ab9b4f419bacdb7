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

const judgeEntry = (
	rows: PolicyRow[],
	{account, externalId}: Trusted,
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

	return allowed
		? {isLetIn: 'yes', findings: []}
		: {
				isLetIn: 'no',
				findings: [
					{
						code: 'not-let-in',
						severity: 'fail',
						message: `No statement lets account ${account} assume the role with the external ID ${externalId}.`,
					},
				],
			};
};

const judgePlace = (
	{Statement}: PolicyDocument,
	{account, partition}: Trusted,
	ownAccount: string,
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
							message: `${name} names ${far.id}, in the partition ${far.partition!}; this role is in ${partition}. They can never work together.`,
						},
					]
				: []),
			...(part && account !== ownAccount
				? [
						{
							code: 'part-of-account' as const,
							severity: 'warn' as const,
							statement: index,
							message: `${name} names ${part.id}, not Workato’s whole account. Whether Workato comes as that one cannot be told from here.`,
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
	const {account, externalId, ownAccount} = trusted;
	const rows = matchTrust(policy, account, externalId);
	const isOpen = mayEnter(policy, account);
	const isForAny = mayEnter(policy, account, anyExternalId);
	const mayCome = mayEnter(policy, account, externalId);
	const entry = judgeEntry(rows, trusted);
	const paths = rows.flatMap((row, index) => {
		const statement = policy.Statement[index]!;
		const isAbout = parsePrincipals(statement).some(
			({kind, id}) => kind === 'everyone' || id === account,
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
			...judgePlace(policy, trusted, ownAccount),
			...entry.findings,
			...paths,
			...findTrustOutsiders(policy, trusted),
		],
	};
}
