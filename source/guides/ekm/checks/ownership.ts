import {
	conditionRows,
	nameStatement,
	toList,
	type PolicyDocument,
	type Statement,
} from '../../../policy/policy-document.js';
import {
	evaluateKeyPolicy,
	type KeyPolicyRequest,
	type Verdict as Evaluated,
} from '../../../policy/key-policy.js';
import {namePrincipal} from '../../../policy/explain-statement.js';
import {joinWords} from '../../../terminal/phrases.js';
import {type RequestContext} from '../../../policy/match-condition.js';
import {isWildcardMatch} from '../../../policy/compare-values.js';
import {
	parseAwsPrincipal,
	parsePrincipalElement,
	parsePrincipals,
} from '../../../policy/principals.js';
import {formatWord} from '../../../terminal/foreign-text.js';
import {type Verdict, untilSoon, cannotTell, pass, warn, fail} from '../../checklist-table.js';
import {noArn, type OpenKey} from './row-context.js';

/**
Who may still change the policy (kms:PutKeyPolicy), which is what owning a key comes to: the account through IAM, some whom the policy
names or its Denies spare, or nobody; and whether everybody in the account may change the policy or end the key, with no IAM policy that
lets them. All that stands in the policy counts.
*/
export function ownership(policy: PolicyDocument, key: OpenKey): Verdict {
	return untilSoon(policy, key.now, (now) => ownershipAt(policy, {...key, now}));
}

function ownershipAt(policy: PolicyDocument, key: OpenKey): Verdict {
	// A statement for one key says nothing about a key that is not known.
	if (
		key.arn === undefined &&
		policy.Statement.some(({Resource}) => !toList(Resource).includes('*'))
	) {
		return noArn;
	}

	const verdict = whoMayChange(policy, key);
	const open = openToAll(policy, key);
	return open === undefined
		? verdict
		: verdict.status === 'pass'
			? {status: 'warn', ...open}
			: {
					...verdict,
					detail: `${verdict.detail} ${open.detail}`,
					fix: `${verdict.fix ?? ''} ${open.fix}`.trim(),
				};
}

/** What changes the policy, ends the key or stops its use: KMS lets only the own account do it. */
const graveActions = [
	'kms:PutKeyPolicy',
	'kms:ScheduleKeyDeletion',
	'kms:DisableKey',
	'kms:DeleteImportedKeyMaterial',
];

/** What everybody in the account may do by a statement for everyone that limits nobody there: such a statement asks no IAM policy. */
function openToAll(
	policy: PolicyDocument,
	key: OpenKey,
): {detail: string; fix: string} | undefined {
	const {account} = key;
	const denials = policy.Statement.filter(({Effect}) => Effect === 'Deny');
	const named = namedIn(policy, account);
	const open = policy.Statement.flatMap((statement, index) => {
		const {NotPrincipal, ...rest} = statement;
		const isForAll =
			NotPrincipal !== undefined ||
			parsePrincipals(statement).some(({kind}) => kind === 'everyone');
		if (statement.Effect !== 'Allow' || !isForAll) {
			return [];
		}

		const alone = {
			...policy,
			Statement: [{...rest, Principal: '*'}, ...denials],
		};
		const actions = graveActions.filter(
			(action) => askOther(alone, key, {named, action}).verdict === 'allowed',
		);
		return actions.length === 0 ? [] : [{name: nameStatement(statement, index), actions}];
	});
	const actions = graveActions.filter((action) =>
		open.some((each) => each.actions.includes(action)),
	);
	return open.length === 0
		? undefined
		: {
				detail: `Every role and user of account ${account} may call ${joinWords(actions)}, even if no IAM policy lets them: ${joinWords(open.map(({name}) => name))} ${open.length === 1 ? 'is' : 'are'} for everyone.`,
				fix: `Name in ${joinWords(open.map(({name}) => name))} who may do so, or take it out, in the KMS console.`,
			};
}

function whoMayChange(policy: PolicyDocument, key: OpenKey): Verdict {
	const {account} = key;
	const ask = (principal: string, context: RequestContext = {}): Evaluated['verdict'] =>
		askFor(policy, key, principal, {context}).verdict;
	const named = namedIn(policy, account);
	const others = askOther(policy, key, {named});
	const isAllowedWithMfa =
		others.verdict === 'cannot tell' &&
		askOther(policy, key, {named, context: signedInWithMfa}).verdict === 'allowed';
	if (others.verdict === 'allowed' || isAllowedWithMfa) {
		return pass(
			hasEverything(policy, key)
				? `Account ${account} keeps full control through IAM.`
				: `Account ${account} decides through IAM who may change this policy${isAllowedWithMfa ? ', for those who are signed in with MFA' : ''}.`,
		);
	}

	const asked = named.map((text) => ({
		text,
		verdict: /[*?]/v.test(text)
			? ask(account, {'aws:PrincipalArn': [{like: text}]})
			: text === rootUser(account)
				? ask(account, {'aws:PrincipalArn': text})
				: ask(text),
	}));
	const may = asked.filter(({verdict}) => verdict === 'allowed');
	const unsure =
		others.verdict === 'cannot tell' ||
		// A federated user is neither a role nor a user, and patterns for those spare it; whether there is one cannot be seen.
		askAs('federated-user', policy, key, {named}).verdict !== 'not allowed' ||
		asked.some(({verdict}) => verdict === 'cannot tell');
	if (may.length > 0) {
		const who = joinWords(may.map(({text}) => nameOf(text, account)));
		return warn(
			`${unsure ? 'Sure to be allowed to change this policy:' : 'Only they may still change this policy:'} ${who}. ${others.because}`,
			'If that is not on purpose, have one of them change the policy in the KMS console.',
		);
	}

	return unsure
		? cannotTell(
				`Whether anybody may still change this policy cannot be told: ${others.because}`,
				'Look at that statement in the KMS console.',
			)
		: fail(
				`Nobody may change this policy any more, the root user neither: ${others.because}`,
				'Only AWS Support can open it again. Until then a new key is the way to another policy.',
			);
}

const signedInWithMfa: RequestContext = {
	'aws:MultiFactorAuthPresent': 'true',
	'aws:MultiFactorAuthAge': '0',
};

function askFor(
	policy: PolicyDocument,
	{arn, account, properties, now}: OpenKey,
	principal: string,
	{context, action = 'kms:PutKeyPolicy'}: {context: RequestContext; action?: string},
): Evaluated {
	const request: KeyPolicyRequest = {
		principal,
		action,
		keyArn: arn ?? `arn:aws:kms::${account}:key/`,
		keyAccount: account,
		...(properties && {key: properties}),
		...(now !== undefined && {now}),
		context,
	};
	return evaluateKeyPolicy(policy, request);
}

const rootUser = (account: string) => `arn:aws:iam::${account}:root`;

type AskedOther = {
	named: readonly string[];
	context?: RequestContext;
	action?: string;
};

/** What another role or another user, whom the policy does not speak of by name, may do: whichever of the two may more. */
function askOther(policy: PolicyDocument, key: OpenKey, asked: AskedOther): Evaluated {
	const role = askAs('role', policy, key, asked);
	const user = askAs('user', policy, key, asked);
	const rank = ['not allowed', 'cannot tell', 'allowed'];
	return rank.indexOf(user.verdict) > rank.indexOf(role.verdict) ? user : role;
}

function askAs(
	kind: Kind,
	policy: PolicyDocument,
	key: OpenKey,
	{named, context = {}, action}: AskedOther,
): Evaluated {
	return askFor(policy, key, key.account, {
		context: {...another(kind, key, named), ...context},
		...(action !== undefined && {action}),
	});
}

type Kind = 'role' | 'user' | 'federated-user';

/** Somebody of the account whom the policy does not speak of by name. */
function another(kind: Kind, {arn, account}: OpenKey, named: readonly string[]): RequestContext {
	const known = new Set(named);
	const partition = arn?.split(':', 2)[1] ?? '*';
	const service = kind === 'federated-user' ? 'sts' : 'iam';
	return {
		'aws:PrincipalArn': [
			{
				like: `arn:${partition}:${service}::${account}:${kind}/*`,
				// A pattern for all of the kind speaks of each of them.
				isRuledOut: (wanted, isPattern) =>
					known.has(wanted) &&
					!(isPattern && isWildcardMatch(wanted, `arn:aws:${service}::${account}:${kind}/\0`)),
			},
		],
	};
}

/** Whom of the account a policy speaks of by name or pattern: as principals, or by aws:PrincipalArn; and the root user. */
function namedIn({Statement}: PolicyDocument, account: string): string[] {
	const ofAccount = (text: string) => [account, '*'].includes(text.split(':', 5)[4] ?? '');
	const byCondition = Statement.flatMap(({Condition}) =>
		conditionRows(Condition).flatMap(({key, wanted}) =>
			key.toLowerCase() === 'aws:principalarn' ? wanted : [],
		),
	).filter((text) => ofAccount(text));
	const byName = Statement.flatMap(({Principal, NotPrincipal}) =>
		[Principal, NotPrincipal].flatMap((element) =>
			parsePrincipalElement(element)
				.filter((who) => who.account === account && ['role', 'user', 'session'].includes(who.kind))
				.map(({id}) => id),
		),
	);
	return [...new Set([...byName, ...byCondition, rootUser(account)])];
}

const nameOf = (text: string, account: string): string =>
	text === rootUser(account)
		? 'the root user'
		: /[*?]/v.test(text)
			? `whoever is ${formatWord(text)}`
			: namePrincipal(parseAwsPrincipal(text));

/** Whether the account may do everything with the key, and no Deny takes anything of that away. */
function hasEverything({Statement}: PolicyDocument, {account}: OpenKey) {
	const isOwners = ({Effect, Action, Condition, ...statement}: Statement): boolean =>
		Effect === 'Allow' &&
		Object.keys(Condition ?? {}).length === 0 &&
		toList(Action).some((action) => /^(?:kms:)?\*$/iv.test(action)) &&
		parsePrincipals(statement).some((who) => who.kind === 'account' && who.account === account);
	const mayTouch = (statement: Statement): boolean =>
		statement.Effect === 'Deny' &&
		(statement.NotPrincipal !== undefined ||
			parsePrincipals(statement).some(
				({kind, account: home}) => kind === 'everyone' || home === account,
			));
	return (
		Statement.some((statement) => isOwners(statement)) &&
		Statement.every((statement) => !mayTouch(statement))
	);
}
