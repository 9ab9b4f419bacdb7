import {toList, type Principal, type Statement} from './policy-document.js';

/** Who a principal is. `id` is the same for every spelling of the same principal; an account's is its 12 digits. */
export type PrincipalInfo = {
	kind:
		| 'everyone'
		| 'account'
		| 'role'
		| 'user'
		| 'session'
		| 'service'
		| 'federated'
		| 'unique-id'
		| 'malformed';
	id: string;
	account?: string;
	/** The role's, user's or session's name, without its path. */
	name?: string;
	partition?: string;
};

const accountId = /^\d{12}$/v;
const identityArn =
	/^arn:(?<partition>aws[\-a-z]*):(?<service>iam|sts)::(?<account>\d{12}):(?<rest>.+)$/v;
const uniqueId = /^A(?:ROA|IDA|GPA|IPA)[\dA-Z]{4,}$/v;
const roleOrUser = /^(?<kind>role|user)\/(?:[^\s*?]+\/)?(?<name>[\w+,\-.=@]{1,64})$/v;
const session = /^(?:assumed-role\/[\w+,\-.=@]+\/[\w+,\-.=@]+|federated-user\/[\w+,\-.=@]+)$/v;
const wildcard = /[*?]/v;

/** Whether a text is a name with dots, such as a service's or a provider's. */
export const isHostName = (text: string): boolean => /^[\w\-]+(?:\.[\w\-]+)+$/v.test(text);

const parseArn = (text: string): PrincipalInfo => {
	const {partition, service, account, rest = ''} = identityArn.exec(text)?.groups ?? {};
	const scope = {
		...(account !== undefined && {account}),
		...(partition !== undefined && {partition}),
	};
	if (account === undefined || wildcard.test(text)) {
		return {kind: 'malformed', id: text, ...scope};
	}

	if (service === 'iam' && rest === 'root') {
		return {kind: 'account', id: account, ...scope};
	}

	const {kind, name} = (service === 'iam' ? roleOrUser.exec(rest)?.groups : undefined) ?? {};
	if (name !== undefined && (kind === 'role' || kind === 'user')) {
		return {kind, id: text, name, ...scope};
	}

	return service === 'sts' && session.test(rest)
		? {
				kind: 'session',
				id: text,
				name: rest.slice(rest.indexOf('/') + 1),
				...scope,
			}
		: {kind: 'malformed', id: text, ...scope};
};

/** Reads one value of `{"AWS": …}`: an ARN, an account ID, `*`, or the unique ID left behind by a deleted role or user. */
export const parseAwsPrincipal = (text: string): PrincipalInfo =>
	text === '*'
		? {kind: 'everyone', id: '*'}
		: accountId.test(text)
			? {kind: 'account', id: text, account: text}
			: uniqueId.test(text)
				? {kind: 'unique-id', id: text}
				: parseArn(text);

/** The name of the role that a session is one of; undefined for anybody else. */
export const roleOfSession = ({kind, id, name = ''}: PrincipalInfo): string | undefined =>
	kind === 'session' && id.includes(':assumed-role/') ? name.split('/', 1)[0] : undefined;

const parseFederated = (text: string): PrincipalInfo => {
	const {partition, account, rest = ''} = identityArn.exec(text)?.groups ?? {};
	return account !== undefined &&
		partition !== undefined &&
		/^(?:saml|oidc)-provider\/[^*?]+$/v.test(rest)
		? {kind: 'federated', id: text, account, partition}
		: {
				kind: isHostName(text) ? 'federated' : 'malformed',
				id: text,
			};
};

const parseValue = (kind: string, text: string): PrincipalInfo => {
	switch (kind) {
		case 'AWS': {
			return parseAwsPrincipal(text);
		}

		case 'Service': {
			return {
				kind: isHostName(text) ? 'service' : 'malformed',
				id: text.toLowerCase(),
			};
		}

		case 'Federated': {
			return parseFederated(text);
		}

		default: {
			return {kind: 'malformed', id: text};
		}
	}
};

/** Lists who a Principal or NotPrincipal element names, in its order. */
export const parsePrincipalElement = (principal: Principal | undefined): PrincipalInfo[] =>
	principal === undefined
		? []
		: typeof principal === 'string'
			? [principal === '*' ? {kind: 'everyone', id: '*'} : {kind: 'malformed', id: principal}]
			: Object.entries(principal).flatMap(([kind, who]) =>
					toList(who).map((text) => parseValue(kind, text)),
				);

/** Lists who a statement's Principal names; NotPrincipal is not looked at. */
export const parsePrincipals = (statement: Statement): PrincipalInfo[] =>
	parsePrincipalElement(statement.Principal);

const placeholder =
	/\btodo\b|[<>\[\]]|\{\{|\$\{(?!\w+:)|\b(?:your|my|workato)?[ \-_]?(?:aws)?[ \-_]?account[ \-_]?(?:id|number)?\b|x{4,}/iv;

const standInAnywhere = /\btodo\b|x{4,}/iv;

/** Whether a principal, ARN or account ID still holds a stand-in (TODO-ACCOUNTID, `<ACCOUNT>`, 000000000000) for the real account. */
export const isPlaceholder = (text: string): boolean => {
	if (/(?:^|:)(?<digit>0)\k<digit>{11}(?:$|:)/v.test(text)) {
		return true;
	}

	// Any word may be a part of these.
	if (isHostName(text)) {
		return standInAnywhere.test(text);
	}

	// Behind a real account ID anything may be a name, even "todo"; only brackets cannot.
	return /^arn:[^:]+:[^:]*:[^:]*:\d{12}:/v.test(text)
		? /[<>]|\{\{|\$\{(?!\w+:)/v.test(text)
		: !accountId.test(text) && placeholder.test(text);
};
