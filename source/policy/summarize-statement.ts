import {formatName, formatWord} from '../terminal/foreign-text.js';
import {explainCondition} from './explain-statement.js';
import {elementNames, toList, type Principal, type Statement} from './policy-document.js';
import {parsePrincipalElement, type PrincipalInfo} from './principals.js';

/** A statement in a row: its name, whom it is about (empty in a policy of a role), and what it says of them. */
export type StatementSummary = {name: string; who: string; what: string};

/**
A statement in the fewest words that leave nothing out: every principal, every action, what it is bound to, and each condition.
Only of a long list of resources some are counted.
*/
export function summarizeStatement(statement: Statement): StatementSummary {
	const {Sid = '', Effect = '', Principal, NotPrincipal, Condition} = statement;
	const condition = explainCondition(Condition);
	const isKnown = Object.keys(statement).every((name) => elementNames.includes(name));
	const effect =
		Effect === 'Allow' ? '' : Effect === 'Deny' ? 'deny ' : `${formatWord(Effect)} (no effect) `;
	return {
		name: Sid === '' ? 'no Sid' : formatName(Sid),
		who: [
			...whoOf(Principal),
			...(NotPrincipal === undefined
				? []
				: [`everyone but ${whoOf(NotPrincipal).join(', ') || 'nobody'}`]),
		].join(', '),
		what: [
			effect + summarizeActions(statement),
			...resourcesOf(statement),
			...(condition === '' ? [] : [`if ${condition}`]),
			...(isKnown ? [] : ['with elements that IAM does not know']),
		].join(' '),
	};
}

const whoOf = (principal: Principal | undefined): string[] =>
	parsePrincipalElement(principal).map((each) => summarizePrincipal(each));

/** Who somebody is, in a few words that name no two alike: “role Workato_EKM of 123456789012”. */
export function summarizePrincipal({kind, id, account = ''}: PrincipalInfo): string {
	switch (kind) {
		case 'everyone': {
			return 'everyone';
		}

		case 'account': {
			return `account ${id}`;
		}

		case 'role':
		case 'user': {
			const path = id
				.split(':')
				.slice(5)
				.join(':')
				.slice(kind.length + 1);
			return `${kind} ${formatWord(path)} of ${account}`;
		}

		case 'session':
		case 'service':
		case 'federated':
		case 'unique-id':
		case 'malformed': {
			return formatWord(id);
		}
	}
}

/** A statement's actions; what they all begin with is left out, as in “Encrypt, Decrypt”, unless it says more than their names. */
export function summarizeActions({Action, NotAction}: Statement): string {
	const actions = toList(Action ?? NotAction);
	const services = new Set(actions.map((action) => action.split(':', 1)[0]?.toLowerCase()));
	const isPlain =
		services.size === 1 && actions.every((action) => /^\w+:[A-Za-z]+\*?$/v.test(action));
	const words = actions
		.map((action) => formatWord(isPlain ? action.slice(action.indexOf(':') + 1) : action))
		.join(', ');
	return `${NotAction === undefined ? '' : 'everything but '}${words || 'no action'}`;
}

const mostResources = 4;

// In a policy that stands at its thing, `*` is that thing.
function resourcesOf(statement: Statement): string[] {
	const {Resource, NotResource, Principal, NotPrincipal} = statement;
	const named = toList(Resource);
	const isOwn = Principal !== undefined || NotPrincipal !== undefined;
	return [
		...(named.length === 0 || (isOwn && named.join(' ') === '*') ? [] : [`on ${few(named)}`]),
		...(NotResource === undefined ? [] : [`on everything but ${few(toList(NotResource))}`]),
	];
}

function few(texts: readonly string[]): string {
	const shown = texts.length > mostResources ? texts.slice(0, mostResources - 1) : texts;
	const more = texts.length - shown.length;
	const shared = sharedBeginning(shown);
	const words = shown.map((text) => formatWord(text.slice(shared.length))).join(', ');
	return `${shared === '' ? words : `${shared}{ ${words} }`}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What ARNs of several things of one kind share, up to the last colon; empty for one thing, and where braces would not tell where it ends. */
function sharedBeginning(texts: readonly string[]): string {
	const beginnings = new Set(
		texts.map((text) => (/^arn(?::[\w\-]*){4}:\w+:(?=[^\{\}]+$)/v.exec(text) ?? [''])[0]),
	);
	const [shared = ''] = beginnings;
	return texts.length > 1 && beginnings.size === 1 ? shared : '';
}
