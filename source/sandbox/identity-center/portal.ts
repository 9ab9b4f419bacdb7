import {type JsonObject} from '../../json.js';
import {AwsError} from '../answer.js';
import {givenPolicyName} from '../iam/records.js';
import {trustAccount} from '../state.js';
import {issueCredentials, newIdentifier} from '../sts.js';
import {nowInSeconds} from '../time.js';
import {type CenterCall, portalError, digest} from './errors.js';
import {accountsOf, homeRegion, reservedRole, type Account} from './directory.js';

/** The name of the practice person's sessions. */
const person = 'person';

const largestPage = 100;

const invalid = (message: string): AwsError => new AwsError('InvalidRequestException', message);

/**
The sign-in that an access token stands for.
@throws {AwsError} UnauthorizedException when it is missing, unknown, expired or signed out, or asked in the wrong region.
*/
const findSession = ({state, region, token}: CenterCall): string => {
	const {tokens, sessions} = state.identityCenter;
	const found = tokens[digest(token ?? '')];
	if (
		!found ||
		found.expiresAt <= Date.now() ||
		!sessions[found.session] ||
		region !== homeRegion
	) {
		throw portalError('unknown-caller');
	}

	return found.session;
};

/** One page of a list, by `max_result` and `next_token`. */
const pageOf = <Item>(
	query: URLSearchParams,
	items: Item[],
): {page: Item[]; nextToken: string | undefined} => {
	const start = Number(query.get('next_token') ?? 0);
	const size = Number(query.get('max_result') ?? largestPage);
	if (
		!Number.isSafeInteger(start) ||
		start < 0 ||
		!Number.isSafeInteger(size) ||
		size < 1 ||
		size > largestPage
	) {
		throw invalid('max_result is 1 to 100, and next_token one that an answer gave.');
	}

	const end = start + size;
	return {
		page: items.slice(start, end),
		nextToken: end < items.length ? String(end) : undefined,
	};
};

const required = (query: URLSearchParams, name: string): string => {
	const value = query.get(name) ?? '';
	if (value === '') {
		throw invalid(`${name} is required.`);
	}

	return value;
};

const findAccount = ({state, query}: CenterCall): Account | undefined => {
	const id = required(query, 'account_id');
	return accountsOf(state.identityCenter.settings.accounts).find(({accountId}) => accountId === id);
};

/** ListAccounts: where the person may go. */
export const listAccounts = (call: CenterCall): JsonObject => {
	findSession(call);
	const {accounts} = call.state.identityCenter.settings;
	const {page, nextToken} = pageOf(call.query, accountsOf(accounts));
	return {
		accountList: page.map(({accountId, accountName, emailAddress}) => ({
			accountId,
			accountName,
			emailAddress,
		})),
		nextToken,
	};
};

/** ListAccountRoles: what the person may be in an account. */
export const listAccountRoles = (call: CenterCall): JsonObject => {
	findSession(call);
	const account = findAccount(call);
	if (!account) {
		throw new AwsError('ResourceNotFoundException', 'The account is not assigned to you.', 404);
	}

	const {accountId, roles} = account;
	const {page, nextToken} = pageOf(call.query, roles);
	return {roleList: page.map((roleName) => ({accountId, roleName})), nextToken};
};

/** GetRoleCredentials: temporary keys. The role in IAM appears with its first keys. */
export const getRoleCredentials = (call: CenterCall): JsonObject => {
	findSession(call);
	const {state, query} = call;
	const roleName = required(query, 'role_name');
	const account = findAccount(call);
	if (!account?.roles.includes(roleName)) {
		throw portalError('denied');
	}

	const {accountId} = account;
	const {name, identity, policy} = reservedRole(accountId, roleName);
	state.identities[identity] ??= {
		id: newIdentifier('AROA'),
		createdAt: nowInSeconds(),
		trust: trustAccount(accountId),
		inline: {[givenPolicyName]: policy},
		attached: [],
		tags: [],
		longestSession: 43_200,
	};
	const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/${person}`;
	const {expiresAt, ...keys} = issueCredentials(
		state,
		{account: accountId, arn, identity},
		state.identityCenter.settings.roleSeconds,
	);
	return {roleCredentials: {...keys, expiration: expiresAt}};
};

/** Logout: ends this sign-in with all its tokens. Keys that it already gave stay good until they expire, as on AWS. */
export const logout = (call: CenterCall): JsonObject => {
	const session = findSession(call);
	Reflect.deleteProperty(call.state.identityCenter.sessions, session);
	return {};
};
