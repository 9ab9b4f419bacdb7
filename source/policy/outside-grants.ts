import {formatWord, quoteText} from '../terminal/foreign-text.js';
import {joinWords} from '../terminal/phrases.js';
import {namePrincipal} from './explain-statement.js';
import {toList, type Statement} from './policy-document.js';
import {parseAwsPrincipal, parsePrincipals} from './principals.js';

/** A grant of a key, as AWS lists it. What AWS left out is empty or missing. */
export type KeyGrant = {
	id: string;
	name?: string;
	/** ARN of an identity or an account, a service’s name, or the ID of what is deleted. */
	grantee: string;
	operations: readonly string[];
	/** The account under which it was given. */
	issuer: string;
	/** The encryption context that a request has to carry, in whole or among other pairs. */
	encryptionContext?: Readonly<Record<string, string>>;
	/** Of the resource on whose behalf a request has to be made. */
	sourceArn?: string;
};

/** What the grants of a key come to: those for outsiders in words, and how many are for whom they should be. */
export type GrantedOutside = {
	outsiders: Array<{id: string; explanation: string}>;
	/** Of identities of the own account, and of AWS services that work for it. */
	own: number;
	/** AWS did not say for whom they are. */
	unreadable: number;
	/** Of whom and for what the statements given on purpose name, without a condition. */
	granted: number;
};

const isService = (grantee: string): boolean =>
	/^[a-z][\w\-]*(?:\.[\w\-]+)*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|aws\.internal)$/iv.test(
		grantee,
	);

// A service gives its own grants under the account that it works for, or says on behalf of which thing it is to be asked.
const worksFor = ({issuer, sourceArn}: KeyGrant, account: string): boolean => {
	const source = sourceArn?.split(':', 5)[4];
	return source === undefined || source === '' ? issuer === account : source === account;
};

const isGrantedOnPurpose = (
	{grantee, operations}: KeyGrant,
	granted: readonly Statement[],
): boolean => {
	const who = parseAwsPrincipal(grantee);
	const actions = new Set(
		granted
			.filter(
				(statement) =>
					statement.Effect === 'Allow' &&
					// A grant does not ask for what the statement's condition asks for.
					Object.keys(statement.Condition ?? {}).length === 0 &&
					parsePrincipals(statement).some(({id}) => id === who.id),
			)
			.flatMap(({Action}) => toList(Action))
			.map((action) => action.toLowerCase()),
	);
	return operations.every((operation) => actions.has(`kms:${operation}`.toLowerCase()));
};

const explain = ({
	id,
	name,
	grantee,
	operations,
	encryptionContext,
	sourceArn,
}: KeyGrant): string => {
	const limits = [
		...Object.entries(encryptionContext ?? {}).map(
			([key, value]) => `the encryption context has ${formatWord(key)}=${formatWord(value)}`,
		),
		...(sourceArn === undefined ? [] : [`it is for ${formatWord(sourceArn)}`]),
	];
	const who = isService(grantee)
		? `the AWS service ${grantee}`
		: namePrincipal(parseAwsPrincipal(grantee));
	return `The grant ${name === undefined ? formatWord(id) : `${quoteText(name)} (${formatWord(id)})`} lets ${who} ${joinWords(operations.map((one) => formatWord(one)))}${limits.length > 0 ? `, only if ${joinWords(limits)}` : ''}.`;
};

/**
Says which grants of a key are for outsiders: principals of another account, and AWS services that work for one. What a deleted
identity was given (an `AROA…` is left of it) lets nobody in. `granted` is what was given on purpose.
*/
export function outsideGrants(
	grants: readonly KeyGrant[],
	account: string,
	granted: readonly Statement[],
): GrantedOutside {
	const sorted = grants.map((grant) => {
		const {grantee} = grant;
		const who = parseAwsPrincipal(grantee);
		const isOwn = isService(grantee)
			? worksFor(grant, account)
			: who.kind === 'unique-id' || who.account === account;
		return {
			grant,
			whose:
				grantee === ''
					? ('unreadable' as const)
					: isOwn
						? ('own' as const)
						: isGrantedOnPurpose(grant, granted)
							? ('granted' as const)
							: ('outsider' as const),
		};
	});
	const count = (wanted: string) => sorted.filter(({whose}) => whose === wanted).length;
	return {
		outsiders: sorted
			.filter(({whose}) => whose === 'outsider')
			.map(({grant}) => ({id: grant.id, explanation: explain(grant)})),
		own: count('own'),
		unreadable: count('unreadable'),
		granted: count('granted'),
	};
}
