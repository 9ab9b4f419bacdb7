import {type PolicyDocument, type Statement} from './policy-document.js';
import {parsePrincipalElement, type PrincipalInfo} from './principals.js';
import {type Answer, any} from './three-valued.js';

/**
Whether a statement speaks of a principal. `isThroughAccount`: only by naming its whole account. `itself`: whether it names the very
user or session, whose permissions boundary then does not count.
*/
export type PrincipalMatch = {
	answer: Answer;
	isThroughAccount: boolean;
	itself: Answer;
};

const match = (answer: Answer, itself: Answer = 'no'): PrincipalMatch => ({
	answer,
	isThroughAccount: false,
	itself,
});

const no = match('no');
const yes = match('yes');
const unknown = match('unknown');

const isSessionOf = (session: PrincipalInfo, role: PrincipalInfo): boolean =>
	session.kind === 'session' &&
	role.kind === 'role' &&
	session.account === role.account &&
	session.partition === role.partition &&
	session.id.includes(':assumed-role/') &&
	session.name!.split('/', 1)[0] === role.name;

const matchOne = (named: PrincipalInfo, who: PrincipalInfo): PrincipalMatch => {
	if (named.kind === 'everyone') {
		return yes;
	}

	if (named.kind === 'malformed' || named.kind === 'unique-id') {
		return no;
	}

	if (named.kind === who.kind && named.id === who.id) {
		return ['user', 'session'].includes(who.kind) ? match('yes', 'yes') : yes;
	}

	if (isSessionOf(who, named)) {
		return yes;
	}

	// A role acts through sessions, and which of them a request comes from is not known.
	if (isSessionOf(named, who)) {
		return match('unknown', 'unknown');
	}

	// A provider of identities may be of the account; whom it vouches for are not.
	return named.kind === 'account' &&
		named.account === who.account &&
		who.kind !== 'federated'
		? {...yes, isThroughAccount: true}
		: no;
};

const best = (matches: PrincipalMatch[]): PrincipalMatch => ({
	...(matches.find(
		({answer, isThroughAccount}) => answer === 'yes' && !isThroughAccount,
	) ??
		matches.find(({answer}) => answer === 'yes') ??
		matches.find(({answer}) => answer === 'unknown') ??
		no),
	itself: any(matches.map(({itself}) => itself)),
});

/** Whether NotPrincipal is sure to spare `who`: AWS wants the account named too, and for a session its role as well. */
const isSpared = (named: PrincipalInfo[], who: PrincipalInfo): boolean => {
	if (named.some(({kind}) => kind === 'everyone')) {
		return true;
	}

	const isNamed = named.some(
		({kind, id}) => kind === who.kind && id === who.id,
	);
	const isAccountNamed = named.some(
		({kind, account}) => kind === 'account' && account === who.account,
	);
	const isWhole =
		who.kind === 'user' ||
		(who.kind === 'session' && named.some((one) => isSessionOf(who, one)));
	return isNamed && (who.account === undefined || (isAccountNamed && isWhole));
};

/**
Says whether a statement's Principal or NotPrincipal takes in `who`. NotPrincipal is sure only for those it does not touch at all, and
for those that it names with all that they belong to: whether naming a role also spares its sessions depends on what else is named.
In an Allow it is not supported, so nobody is sure to be let in by it; only one that it names as such is sure not to be.
*/
export function matchPrincipal(
	statement: Statement,
	who: PrincipalInfo,
): PrincipalMatch {
	if (statement.Principal !== undefined) {
		return best(
			parsePrincipalElement(statement.Principal).map((named) =>
				matchOne(named, who),
			),
		);
	}

	if (statement.NotPrincipal === undefined) {
		return no;
	}

	const named = parsePrincipalElement(statement.NotPrincipal);
	if (isSpared(named, who)) {
		return no;
	}

	const isTouched =
		best(named.map((one) => matchOne(one, who))).answer !== 'no';
	return statement.Effect === 'Deny' && !isTouched ? yes : unknown;
}

/** Whom a Deny spares by name. */
export const sparedBy = ({Statement}: PolicyDocument): PrincipalInfo[] =>
	Statement.filter(({Effect}) => Effect === 'Deny').flatMap(({NotPrincipal}) =>
		parsePrincipalElement(NotPrincipal),
	);
