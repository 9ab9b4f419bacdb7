import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';

/**
One request with everything that AWS would know of it. `context` holds every condition key there is, in lower case; a key
that is not in it is absent.
*/
export type FullRequest = {
	/** An ARN of a role, user, session, or an account ID. */
	principal: string;
	action: string;
	/** The ARN asked for; empty for a trust policy, which has no resources. */
	resource: string;
	keyAccount: string;
	context: Readonly<Record<string, string>>;
};

/** What the rules say: two values, or none where they do not settle the case for this request. */
export type Ruling = 'allowed' | 'denied' | 'unclear';

// KMS: the only calls that another account can ever make (facts, finding 10).
const crossAccount =
	/^kms:(?:encrypt|decrypt|reencrypt(?:from|to)|generate\w+|verify(?:mac)?|sign|derivesharedsecret|encapsulate|decapsulate|describekey|getpublickey|getkeyrotationstatus|creategrant|listgrants|retiregrant|revokegrant)$/v;

/**
Rules a request on a key or a role by the words of the documentation, one after the other, with nothing of the product's
own evaluator: slow, plain, and of another build, so that both do not share a mistake.
*/
export function rule(policy: PolicyDocument, request: FullRequest): Ruling {
	const isKey = request.resource !== '';
	if (
		isKey &&
		accountOf(request.principal) !== request.keyAccount &&
		!crossAccount.test(request.action.toLowerCase())
	) {
		return 'denied';
	}

	const said = policy.Statement.map((statement) => ({
		effect: statement.Effect,
		applies: applies(statement, request, isKey),
	}));
	const has = (effect: string, applied: boolean | undefined) =>
		said.some((each) => each.effect === effect && each.applies === applied);
	if (has('Deny', true)) {
		return 'denied';
	}

	if (has('Deny', undefined)) {
		return has('Allow', true) || has('Allow', undefined) ? 'unclear' : 'denied';
	}

	if (has('Allow', true)) {
		return 'allowed';
	}

	return has('Allow', undefined) ? 'unclear' : 'denied';
}

type Applies = boolean | undefined;

function applies(statement: Statement, request: FullRequest, isKey: boolean): Applies {
	const {Action, NotAction, Resource, NotResource} = statement;
	// A statement of a key policy without an action or a resource is taken, and has no effect (facts, 3.3).
	if (
		(Action === undefined && NotAction === undefined) ||
		(isKey && Resource === undefined && NotResource === undefined)
	) {
		return false;
	}

	const isAction = list(Action ?? NotAction).some((pattern) =>
		like(pattern.toLowerCase(), request.action.toLowerCase()),
	);
	const isResource =
		!isKey ||
		list(Resource ?? NotResource).some((pattern) => like(pattern, request.resource)) ===
			(Resource !== undefined);
	return both([
		isAction === (Action !== undefined),
		isResource,
		isAbout(statement, request.principal),
		...conditions(statement, request.context),
	]);
}

function isAbout(statement: Statement, principal: string): Applies {
	const {Principal, NotPrincipal} = statement;
	if (Principal !== undefined) {
		return names(Principal, principal);
	}

	if (NotPrincipal === undefined) {
		return false;
	}

	// Who is spared besides the one that is named is not settled for sessions and accounts.
	const spared = names(NotPrincipal, principal);
	return statement.Effect === 'Deny' && spared === false ? true : undefined;
}

function names(element: NonNullable<Statement['Principal']>, principal: string): Applies {
	if (typeof element === 'string') {
		return element === '*';
	}

	const answers = new Set(
		Object.entries(element).flatMap(([kind, who]) =>
			list(who).map((one) => (kind === 'AWS' ? isOne(one, principal) : false)),
		),
	);
	return answers.has(true) ? true : answers.has(undefined) ? undefined : false;
}

function isOne(named: string, principal: string): Applies {
	if (named === '*') {
		return true;
	}

	if (/^\d{12}$/v.test(named) || /^arn:aws:iam::\d{12}:root$/v.test(named)) {
		return accountOf(named) === accountOf(principal);
	}

	if (named === principal) {
		return true;
	}

	// A session is its role, by account and name; a role that is named by one of its sessions may or may not be meant.
	const isSame = roleOf(named) !== undefined && roleOf(named) === roleOf(principal);
	return isSame
		? named.includes(':role/') && principal.includes(':assumed-role/')
			? true
			: undefined
		: false;
}

function roleOf(arn: string): string | undefined {
	const {account, role} =
		/^arn:aws:(?:iam|sts)::(?<account>\d{12}):(?:assumed-)?role\/(?<role>[^*\/?]+)(?:\/[^*\/?]+)?$/v.exec(
			arn,
		)?.groups ?? {};
	return account === undefined ? undefined : `${account}/${role}`;
}

function accountOf(principal: string): string {
	return principal.startsWith('arn:') ? (principal.split(':', 5)[4] ?? '') : principal;
}

function conditions({Condition = {}}: Statement, context: FullRequest['context']): Applies[] {
	return Object.entries(Condition).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, wanted]) =>
			holds(operator.toLowerCase(), list(wanted).map(String), context[key.toLowerCase()]),
		),
	);
}

function holds(operator: string, wanted: readonly string[], value: string | undefined): Applies {
	if (operator === 'null') {
		return wanted.every((wish) => ['true', 'false'].includes(wish))
			? wanted.includes(String(value === undefined))
			: undefined;
	}

	const isForAll = operator.startsWith('forallvalues:');
	const isForAny = operator.startsWith('foranyvalue:');
	const isIfExists = operator.endsWith('ifexists');
	const base = operator.replace(/^.*:/v, '').replace(/ifexists$/v, '');
	const isNegated = base.includes('not');
	if (value === undefined) {
		const isKnown = comparison(base) !== undefined;
		return isKnown ? isIfExists || isForAll || (isNegated && !isForAny) : undefined;
	}

	const compare = comparison(base);
	if (!compare) {
		return undefined;
	}

	const found = new Set(wanted.map((wish) => compare(wish, value)));
	return found.has(undefined) ? undefined : found.has(true) !== isNegated;
}

type Compare = (wanted: string, value: string) => Applies;

function comparison(base: string): Compare | undefined {
	switch (base.replace('not', '')) {
		case 'stringequals': {
			return (wanted, value) => wanted === value;
		}

		case 'stringequalsignorecase': {
			return (wanted, value) => wanted.toLowerCase() === value.toLowerCase();
		}

		case 'stringlike': {
			return like;
		}

		case 'bool': {
			return base === 'bool' ? (wanted, value) => wanted === value : undefined;
		}

		case 'arnlike':
		case 'arnequals': {
			return (wanted, value) =>
				wanted.split(':').length === 6 && value.split(':').length === 6
					? wanted.split(':').every((part, index) => like(part, value.split(':')[index] ?? ''))
					: undefined;
		}

		default: {
			return undefined;
		}
	}
}

function both(answers: readonly Applies[]): Applies {
	return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

// `*` any text, `?` one character; letter by letter.
function like(pattern: string, text: string): boolean {
	if (pattern === '') {
		return text === '';
	}

	if (pattern.startsWith('*')) {
		return like(pattern.slice(1), text) || (text !== '' && like(pattern, text.slice(1)));
	}

	return (
		text !== '' &&
		(pattern.startsWith('?') || pattern.at(0) === text.at(0)) &&
		like(pattern.slice(1), text.slice(1))
	);
}

function list<T>(value: T | T[] | undefined): T[] {
	return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
