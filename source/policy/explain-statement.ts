import {formatWord} from '../terminal/foreign-text.js';
import {joinWords} from '../terminal/phrases.js';
import {
	conditionRows,
	type ConditionRow,
	toList,
	type Statement,
	type Condition,
	type Principal,
	quote,
} from './policy-document.js';
import {parseOperator} from './compare-values.js';
import {parsePrincipalElement, type PrincipalInfo} from './principals.js';

const verbs: Record<string, string> = {
	'kms:encrypt': 'encrypt',
	'kms:decrypt': 'decrypt',
	'kms:sign': 'sign',
	'kms:verify': 'verify',
	'kms:reencrypt*': 're-encrypt',
	'kms:generatedatakey': 'make data keys',
	'kms:generatedatakey*': 'make data keys',
	'sts:assumerole': 'assume this role',
	'secretsmanager:getsecretvalue': 'read the value',
};

const joinForeign = (words: string[]): string => joinWords(words.map((word) => formatWord(word)));

const isOf = (service: string, actions: string[]): boolean =>
	actions.every((action) => action === '*' || action.toLowerCase().startsWith(`${service}:`));

const nameTarget = (
	{Principal, NotPrincipal, Resource, NotResource}: Statement,
	actions: string[],
): string => {
	// Without one it is a policy of a role or user, which stands at no key.
	const hasPrincipal = Principal !== undefined || NotPrincipal !== undefined;
	const resources = toList(Resource);
	if (NotResource !== undefined) {
		return `everything but ${joinForeign(toList(NotResource))}`;
	}

	if (resources.length > 0 && !resources.includes('*')) {
		return joinForeign(resources);
	}

	if (!isOf('kms', actions)) {
		return 'everything';
	}

	return hasPrincipal ? 'this key' : actions.includes('*') ? 'everything' : 'every key';
};

/** Says in words what a statement lets its principals do, such as "encrypt and decrypt with this key"; empty when nothing. */
function explainAction(statement: Statement): string {
	const actions = toList(statement.Action);
	if (statement.NotAction !== undefined) {
		const except = toList(statement.NotAction);
		return `do everything except ${joinForeign(except)} with ${nameTarget(statement, except)}`;
	}

	const target = nameTarget(statement, actions);
	if (actions.some((action) => action === '*' || action.toLowerCase() === 'kms:*')) {
		return target === 'everything'
			? 'do everything'
			: `do everything with ${target}${target === 'this key' ? ', its administration included' : ''}`;
	}

	const known = [...new Set(actions.flatMap((action) => verbs[action.toLowerCase()] ?? []))];
	const other = actions.filter((action) => !Object.hasOwn(verbs, action.toLowerCase()));
	const using = isOf('secretsmanager', actions) ? 'of' : 'with';
	const first =
		known.length === 0
			? []
			: [isOf('sts', actions) ? joinWords(known) : `${joinWords(known)} ${using} ${target}`];
	return joinWords([
		...first,
		...(other.length === 0
			? []
			: [`call ${joinForeign(other)} on ${first.length === 0 ? target : 'it'}`]),
	]);
}

const phrases: Record<string, string> = {
	stringequals: 'is',
	stringequalsignorecase: 'is',
	stringnotequals: 'is not',
	stringnotequalsignorecase: 'is not',
	stringlike: 'looks like',
	stringnotlike: 'does not look like',
	arnequals: 'is',
	arnlike: 'looks like',
	arnnotequals: 'is not',
	arnnotlike: 'does not look like',
	bool: 'is',
	numericequals: 'is',
	numericnotequals: 'is not',
	numericlessthan: 'is less than',
	numericlessthanequals: 'is at most',
	numericgreaterthan: 'is more than',
	numericgreaterthanequals: 'is at least',
	dateequals: 'is',
	datenotequals: 'is not',
	datelessthan: 'is before',
	datelessthanequals: 'is not after',
	dategreaterthan: 'is after',
	dategreaterthanequals: 'is not before',
	ipaddress: 'is within',
	notipaddress: 'is not within',
};

const explainKey = ({operator, key: rawKey, wanted}: ConditionRow): string => {
	const key = formatWord(rawKey);
	const {base, isIfExists, quantifier} = parseOperator(operator);
	if (base === 'null' && wanted.length === 1) {
		return `${key} is ${wanted[0]!.toLowerCase() === 'true' ? 'absent' : 'present'}`;
	}

	const phrase = phrases[base];
	const values = joinWords(
		wanted.map((value) => formatWord(value)),
		'or',
	);
	if (phrase === undefined) {
		return `${formatWord(operator)} ${key} ${values}`;
	}

	const subject =
		quantifier === undefined ? key : `${quantifier === 'all' ? 'every' : 'some'} ${key}`;
	return `${subject} ${phrase} ${values}${isIfExists ? ' (or is absent)' : ''}`;
};

/** Says in words what a Condition asks for, such as "kms:CallerAccount is 123456789012"; empty when there is none. */
export const explainCondition = (condition: Condition | undefined): string =>
	joinWords(conditionRows(condition).map((row) => explainKey(row)));

const of = ({account}: PrincipalInfo): string =>
	account === undefined ? '' : ` of account ${account}`;

/** Names a principal in words, such as "the role Workato_EKM of account 123456789012". */
export function namePrincipal(principal: PrincipalInfo): string {
	switch (principal.kind) {
		case 'everyone': {
			return 'everyone';
		}

		case 'account': {
			return `account ${principal.id} and whomever it allows`;
		}

		case 'role':
		case 'user': {
			return `the ${principal.kind} ${principal.name!}${of(principal)}`;
		}

		case 'session': {
			return `the session ${principal.name!}${of(principal)}`;
		}

		case 'service': {
			return `the AWS service ${formatWord(principal.id)}`;
		}

		case 'federated': {
			return `people signed in through ${formatWord(principal.id)}`;
		}

		case 'unique-id': {
			return `a deleted role or user (${principal.id})`;
		}

		case 'malformed': {
			return `${quote(principal.id)}, which is nobody AWS knows,`;
		}
	}
}

/** Names everyone in a Principal element; empty when it names nobody. */
const namePrincipals = (principal: Principal | undefined): string =>
	joinWords(parsePrincipalElement(principal).map((one) => namePrincipal(one)));

const nameWho = ({Principal, NotPrincipal}: Statement): string =>
	NotPrincipal === undefined
		? namePrincipals(Principal)
		: `everyone except ${namePrincipals(NotPrincipal)}`;

/** Whether KMS ignores a statement because it names no resource; trust policies have none either, and need none. */
const isIdle = ({Action, NotAction, Resource, NotResource}: Statement): boolean =>
	Resource === undefined &&
	NotResource === undefined &&
	toList(Action ?? NotAction).every(
		(action) => action === '*' || action.toLowerCase().startsWith('kms:'),
	);

const formSentence = (isAllowed: boolean, who: string, what: string): string => {
	if (who === '') {
		return `${isAllowed ? 'Allows' : 'Forbids'} to ${what}`;
	}

	return isAllowed ? `Lets ${who} ${what}` : `Forbids ${who} to ${what}`;
};

/** Says in one plain sentence what a statement does. The words come from the statement, so strip control characters before drawing. */
export function explainStatement(statement: Statement): string {
	const {Effect, Condition} = statement;
	if (Effect !== 'Allow' && Effect !== 'Deny') {
		return 'Does nothing, because its Effect is neither Allow nor Deny.';
	}

	const what = explainAction(statement);
	if (what === '') {
		return 'Does nothing, because it names no action.';
	}

	if (isIdle(statement)) {
		return `Does nothing, because it names no resource; it is about who may ${what}.`;
	}

	const condition = explainCondition(Condition);
	const sentence = formSentence(Effect === 'Allow', nameWho(statement), what);
	return `${sentence}${condition === '' ? '' : `, only if ${condition}`}.`;
}
