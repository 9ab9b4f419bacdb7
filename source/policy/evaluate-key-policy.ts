import {canCrossAccounts} from './kms-actions.js';
import {type RequestContext} from './match-condition.js';
import {matchPolicy, type PolicyRow} from './match-policy.js';
import {type PolicyDocument} from './policy-document.js';
import {
	parseAwsPrincipal,
	parsePrincipalElement,
	type PrincipalInfo,
} from './principals.js';
import {mergeContexts, principalContext} from './request-context.js';

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

const parseRequester = (text: string): PrincipalInfo =>
	/^[\w\-]+(?:\.[\w\-]+)+$/v.test(text)
		? parsePrincipalElement({Service: text})[0]!
		: parseAwsPrincipal(text);

const explainDoubt = ({name, doubts}: PolicyRow): string =>
	doubts.length === 0
		? `${name} may or may not apply.`
		: `${name} has a condition that cannot be judged from here (${doubts.join(', ')}).`;

const judge = (
	rows: PolicyRow[],
	what: string,
	{account}: PrincipalInfo,
): Verdict => {
	const select = (effect: string, answer: string) =>
		rows.filter((row) => row.effect === effect && row.answer === answer);
	const places = (chosen: PolicyRow[]) => chosen.map(({index}) => index);
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

	const rows = matchPolicy(
		policy,
		{
			who,
			action: request.action,
			resource: request.keyArn,
			context: mergeContexts(
				principalContext(who),
				who.account === undefined ? {} : {'kms:CallerAccount': who.account},
				request.context ?? {},
			),
		},
		'resource',
	);
	return judge(rows, `${request.action} to ${request.principal}`, who);
}
