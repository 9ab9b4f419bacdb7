import {canCrossAccounts} from './kms-actions.js';
import {type RequestContext} from './match-condition.js';
import {
	type KeyRequest,
	matchStatement,
	type StatementMatch,
} from './match-statement.js';
import {nameStatement} from './name-statement.js';
import {type PolicyDocument, type Statement} from './policy-document.js';
import {
	parseAwsPrincipal,
	parsePrincipalElement,
	type PrincipalInfo,
} from './principals.js';

/** Who wants to do what with which key. `principal` is an ARN, an account ID or a service name; `context` holds only what is known. */
export type KeyPolicyRequest = {
	principal: string;
	action: string;
	keyArn: string;
	keyAccount: string;
	context?: RequestContext;
};

/** What the key policy says to a request, why, and by which statements (counted from 0). */
export type Verdict = {
	verdict: 'allowed' | 'not allowed' | 'cannot tell';
	because: string;
	statements: number[];
};

type Row = StatementMatch & {
	index: number;
	name: string;
	effect: Statement['Effect'];
};

const parseRequester = (text: string): PrincipalInfo =>
	/^[\w\-]+(?:\.[\w\-]+)+$/v.test(text)
		? parsePrincipalElement({Service: text})[0]!
		: parseAwsPrincipal(text);

/** What follows from who asks and from KMS itself, which takes requests over TLS only. */
const knownContext = (who: PrincipalInfo): RequestContext => ({
	'aws:SecureTransport': 'true',
	'aws:PrincipalIsAWSService': String(who.kind === 'service'),
	...(who.account !== undefined && {
		'kms:CallerAccount': who.account,
		'aws:PrincipalAccount': who.account,
	}),
	...((who.kind === 'role' || who.kind === 'user') && {
		'aws:PrincipalArn': who.id,
	}),
});

const mergeContexts = (...contexts: RequestContext[]): RequestContext =>
	Object.fromEntries(
		contexts.flatMap((context) =>
			Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]),
		),
	);

const explainDoubt = ({name, doubts}: Row): string =>
	doubts.length === 0
		? `${name} may or may not apply.`
		: `${name} has a condition that cannot be judged from here (${doubts.join(', ')}).`;

const judge = (
	rows: Row[],
	what: string,
	{account}: PrincipalInfo,
): Verdict => {
	const select = (effect: string, answer: string) =>
		rows.filter((row) => row.effect === effect && row.answer === answer);
	const places = (chosen: Row[]) => chosen.map(({index}) => index);
	const [denied] = select('Deny', 'yes');
	if (denied) {
		return {
			verdict: 'not allowed',
			because: `${denied.name} denies ${what}.`,
			statements: places(select('Deny', 'yes')),
		};
	}

	const allowed = select('Allow', 'yes');
	const doubtful = select(allowed.length > 0 ? 'Deny' : 'Allow', 'unknown');
	if (doubtful.length > 0) {
		return {
			verdict: 'cannot tell',
			because: explainDoubt(doubtful[0]!),
			statements: places(doubtful),
		};
	}

	const direct = allowed.find(({isThroughAccount}) => !isThroughAccount);
	const chosen = direct ?? allowed[0];
	if (chosen) {
		return {
			verdict: 'allowed',
			because: direct
				? `${chosen.name} allows ${what}.`
				: `${chosen.name} allows it to the whole account ${account!}, whose own IAM policies decide who there may.`,
			statements: places(allowed),
		};
	}

	const idle = rows.find(({isIdle, effect}) => isIdle && effect === 'Allow');
	return {
		verdict: 'not allowed',
		because: idle
			? `${idle.name} has no Resource, so KMS ignores it, and no other statement allows ${what}.`
			: `No statement of the key policy allows ${what}.`,
		statements: idle ? [idle.index] : [],
	};
};

/**
Says whether the key policy lets a principal do something with the key: the resource side only, since another account's IAM policies
cannot be seen. A statement that names a whole account counts for everyone in it. Rules: KMS developer guide, key policies.
*/
export function evaluateKeyPolicy(
	policy: PolicyDocument,
	request: KeyPolicyRequest,
): Verdict {
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

	const hasVariables = policy.Version === '2012-10-17';
	const context = mergeContexts(knownContext(who), request.context ?? {});
	const keyRequest: KeyRequest = {
		who,
		action: request.action,
		keyArn: request.keyArn,
		context,
	};
	const rows = policy.Statement.map((statement, index) => ({
		...matchStatement(statement, keyRequest, hasVariables),
		index,
		name: nameStatement(statement, index),
		effect: statement.Effect,
	}));
	return judge(rows, `${request.action} to ${request.principal}`, who);
}
