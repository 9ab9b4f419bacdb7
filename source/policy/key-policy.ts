import {joinWords} from '../terminal/phrases.js';
import {isWildcardMatch} from './compare-values.js';
import {mergeStatements} from './compare-policies.js';
import {
	parseAwsPrincipal,
	isHostName,
	parsePrincipalElement,
	type PrincipalInfo,
} from './principals.js';
import {type PolicyDocument, type Statement} from './policy-document.js';
import {resolveAnswers} from './completions.js';
import {type RequestContext} from './match-condition.js';
import {matchPolicy, type PolicyRow, type PolicyRequest} from './match-policy.js';
import {
	directCall,
	keyContext,
	type KeyProperties,
	mergeContexts,
	principalContext,
	timeContext,
} from './request-context.js';

/** What an action of KMS is for. `use` works with the key's material, `read` looks, `manage` administers, shares or ends the key. */
type KmsActionKind = 'use' | 'read' | 'manage';

const use =
	'Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair ' +
	'GenerateDataKeyPairWithoutPlaintext GenerateMac VerifyMac GenerateRandom Sign Verify DeriveSharedSecret Encapsulate Decapsulate';

const read =
	'DescribeKey GetPublicKey GetKeyPolicy GetKeyRotationStatus GetKeyLastUsage ListAliases ListKeyPolicies ListKeyRotations ListKeys ' +
	'ListResourceTags DescribeCustomKeyStores';

const manage =
	'CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey DeleteAlias DeleteCustomKeyStore ' +
	'DeleteImportedKeyMaterial DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation GetParametersForImport ' +
	'ImportKeyMaterial ListGrants ListRetirableGrants PutKeyPolicy ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ' +
	'ScheduleKeyDeletion SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription ' +
	'UpdatePrimaryRegion';

const kinds: Array<[KmsActionKind, string]> = [
	['use', use],
	['read', read],
	['manage', manage],
];

const entries = kinds.flatMap(([kind, names]) =>
	names.split(' ').map((name): [string, KmsActionKind] => [`kms:${name}`, kind]),
);

/** Every action of KMS by its full name (`kms:Encrypt`), with what it is for. */
export const kmsActions: ReadonlyMap<string, KmsActionKind> = new Map(entries);

/** The full names of every action of KMS. */
export const kmsActionNames: readonly string[] = entries.map(([name]) => name);

/** Lists the actions of KMS that a name or pattern such as `kms:Enc*` stands for, in any case; empty when KMS has none of them. */
export const expandKmsAction = (pattern: string): string[] =>
	kmsActionNames.filter((name) => isWildcardMatch(pattern.toLowerCase(), name.toLowerCase()));

const otherCrossAccount = [
	'DescribeKey',
	'GetPublicKey',
	'GetKeyRotationStatus',
	'CreateGrant',
	'ListGrants',
	'RetireGrant',
	'RevokeGrant',
];

const crossAccount = new Set(
	[...use.split(' '), ...otherCrossAccount].map((name) => `kms:${name}`.toLowerCase()),
);

/** Whether KMS lets another account do this at all, whatever the key policy says. */
export const canCrossAccounts = (action: string): boolean => crossAccount.has(action.toLowerCase());

/** The statement that lets the owner's IAM policies govern the key. `account` is 12 digits, `partition` such as `aws`. */
const ownerStatement = (account: string, partition: string): Statement => ({
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: `arn:${partition}:iam::${account}:root`},
	Action: 'kms:*',
	Resource: '*',
});

/** The KMS console's rights for key administrators. */
const administration = [
	'Create*',
	'Describe*',
	'Enable*',
	'List*',
	'Put*',
	'Update*',
	'Revoke*',
	'Disable*',
	'Get*',
	'Delete*',
	'TagResource',
	'UntagResource',
	'ScheduleKeyDeletion',
	'CancelKeyDeletion',
	'RotateKeyOnDemand',
].map((name) => `kms:${name}`);

const administratorStatement = (administrators: string[]): Statement => ({
	Sid: 'Allow access for Key Administrators',
	Effect: 'Allow',
	Principal: {
		AWS: administrators.length === 1 ? administrators[0]! : administrators,
	},
	Action: administration,
	Resource: '*',
});

/** Builds a new key's policy: the owner's statement, the administrators' (ARNs of roles or users) if there are any, and `statements`. Throws RangeError for an account or administrator that is not just one. */
export function newKeyPolicy(
	account: string,
	partition: string,
	statements: Statement[],
	administrators: string[],
): PolicyDocument {
	const stray = administrators.find(
		(arn) => !['role', 'user'].includes(parseAwsPrincipal(arn).kind),
	);
	if (stray !== undefined || !/^\d{12}$/v.test(account)) {
		throw new RangeError(`${stray ?? account} cannot own a key.`);
	}

	const empty: PolicyDocument = {
		Id: 'key-consolepolicy-3',
		Version: '2012-10-17',
		Statement: [],
	};
	return mergeStatements(empty, [
		ownerStatement(account, partition),
		...(administrators.length > 0 ? [administratorStatement(administrators)] : []),
		...statements,
	]);
}

/**
Who wants to do what with which key. `principal` is an ARN, an account ID or a service name. All but a service call KMS on their own;
`context` says what else is known, and what is different.
*/
export type KeyPolicyRequest = {
	principal: string;
	action: string;
	keyArn: string;
	keyAccount: string;
	/** What DescribeKey says of the key. */
	key?: KeyProperties;
	/** When, in milliseconds since 1970. */
	now?: number;
	context?: RequestContext;
};

/** What the key policy says to a request, why, and by which statements (counted from 0). */
export type Verdict = {
	verdict: 'allowed' | 'not allowed' | 'cannot tell';
	because: string;
	statements: number[];
};

const parseRequester = (text: string): PrincipalInfo =>
	isHostName(text) ? parsePrincipalElement({Service: text})[0]! : parseAwsPrincipal(text);

/** A verdict whose reason is a clause, without its full stop. */
type Weighed = Omit<Verdict, 'because'> & {reason: string};

const explainDoubt = ({name, doubts}: PolicyRow): string =>
	doubts.length === 0
		? `${name} may or may not apply`
		: `${name} has a condition that cannot be judged from here (${doubts.join(', ')})`;

const weigh = (rows: PolicyRow[], what: string, {account}: PrincipalInfo): Weighed => {
	const select = (effect: string, answer: string) =>
		rows.filter((row) => row.effect === effect && row.answer === answer);
	const indexes = (chosen: PolicyRow[]) => chosen.map(({index}) => index);
	const [denied] = select('Deny', 'yes');
	if (denied) {
		return {
			verdict: 'not allowed',
			reason: `${denied.name} denies ${what}`,
			statements: indexes(select('Deny', 'yes')),
		};
	}

	const allowed = select('Allow', 'yes');
	const doubtful = select(allowed.length > 0 ? 'Deny' : 'Allow', 'unknown');
	if (doubtful.length > 0) {
		return {
			verdict: 'cannot tell',
			reason: explainDoubt(doubtful[0]!),
			statements: indexes(doubtful),
		};
	}

	const direct = allowed.find(({isThroughAccount}) => !isThroughAccount);
	const chosen = direct ?? allowed[0];
	if (chosen) {
		return {
			verdict: 'allowed',
			reason: direct
				? `${chosen.name} allows ${what}`
				: `${chosen.name} allows it to the whole account ${account!}, whose own IAM policies decide who there may`,
			statements: indexes(allowed),
		};
	}

	const idle = rows.find(({isIdle, effect}) => isIdle && effect === 'Allow');
	return {
		verdict: 'not allowed',
		reason: idle
			? `${idle.name} has no Resource, so KMS ignores it, and no other statement allows ${what}`
			: `No statement of the key policy allows ${what}`,
		statements: idle ? [idle.index] : [],
	};
};

const contextOf = (
	who: PrincipalInfo,
	{action, keyArn, key = {}, now, context = {}}: KeyPolicyRequest,
): RequestContext => {
	const isSession = who.kind === 'role' || who.kind === 'session';
	return mergeContexts(
		principalContext(who),
		who.account === undefined ? {} : {'kms:CallerAccount': who.account},
		keyContext(keyArn, action, key),
		...(who.kind === 'service' ? [{'kms:ViaService': {oneOf: [[], [{like: '*'}]]}}] : [directCall]),
		...(now === undefined
			? []
			: [
					timeContext(now),
					// Whoever acts through a role comes with a session, and it is new ones that have to work.
					isSession ? {'aws:TokenIssueTime': new Date(now).toISOString()} : {},
				]),
		context,
	);
};

/** One verdict for all, whose reason says so where there are several. */
const commonVerdict = ([first, ...others]: [Weighed, ...Weighed[]]): Verdict => {
	const all = [first, ...others];
	const reasons = [...new Set(all.map(({reason}) => reason))];
	return {
		verdict: first.verdict,
		because:
			reasons.length === 1
				? `${first.reason}.`
				: `However the conditions turn out that cannot be judged from here: ${joinWords(reasons, 'or')}.`,
		statements: [...new Set(all.flatMap(({statements}) => statements))].toSorted((a, b) => a - b),
	};
};

/**
Says whether the key policy lets a principal do something with the key: the resource side only, since another account's IAM policies
cannot be seen. A statement that names a whole account counts for everyone in it. Rules: KMS developer guide, key policies.
*/
export function evaluateKeyPolicy(policy: PolicyDocument, request: KeyPolicyRequest): Verdict {
	const who = parseRequester(request.principal);
	if (who.kind === 'malformed') {
		return {
			verdict: 'cannot tell',
			because: `${request.principal} is not a principal that AWS knows.`,
			statements: [],
		};
	}

	if (
		who.account !== undefined &&
		who.account !== request.keyAccount &&
		!canCrossAccounts(request.action)
	) {
		return {
			verdict: 'not allowed',
			because: `KMS never lets another account do ${request.action}, whatever the key policy says.`,
			statements: [],
		};
	}

	const asked: PolicyRequest = {
		who,
		action: request.action,
		resource: request.keyArn,
		context: contextOf(who, request),
	};
	return commonVerdict(
		resolveAnswers(
			[{policy, kind: 'resource'}],
			asked,
			(each) =>
				weigh(
					matchPolicy(policy, each, 'resource'),
					`${request.action} to ${request.principal}`,
					who,
				),
			({verdict}) => verdict,
		),
	);
}
