import {explainAction} from './explain-action.js';
import {explainCondition} from './explain-condition.js';
import {namePrincipals} from './explain-principal.js';
import {toList} from './one-or-many.js';
import {type Statement} from './policy-document.js';

const nameWho = ({Principal, NotPrincipal}: Statement): string =>
	NotPrincipal === undefined
		? namePrincipals(Principal)
		: `everyone except ${namePrincipals(NotPrincipal)}`;

/** Whether KMS ignores a statement because it names no resource; trust policies have none either, and need none. */
const isIdle = ({
	Action,
	NotAction,
	Resource,
	NotResource,
}: Statement): boolean =>
	Resource === undefined &&
	NotResource === undefined &&
	toList(Action ?? NotAction).every(
		(action) => action === '*' || action.toLowerCase().startsWith('kms:'),
	);

const formSentence = (
	isAllowed: boolean,
	who: string,
	what: string,
): string => {
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
