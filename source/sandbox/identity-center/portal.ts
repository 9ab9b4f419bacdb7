import {createHash} from 'node:crypto';
import {allowEverything, sandboxAccount, trustAccount, nowInSeconds} from '../state.js';
import {type JsonObject} from '../../json.js';
import {AwsError} from '../answer.js';
import {givenPolicyName, newIdentity} from '../iam/records.js';
import {issueCredentials, newIdentifier} from '../sts.js';
import {type CenterCall, portalError, digest} from './errors.js';

/** The start URL that people are shown, and the region where the practice Identity Center lives. */
export const startUrl = 'https://practice.awsapps.com/start';
export const homeRegion = 'us-east-1';

/** Whether a start URL is the practice one, in any of the forms that people copy: with `/`, `#/` or `/#/` at its end. */
export const isStartUrl = (text: string): boolean =>
	/^https:\/\/practice\.awsapps\.com\/start\/?(?:#\/?)?$/v.test(text);

/** An account that the practice person may enter, and in which roles. */
export type Account = {
	accountId: string;
	/** AWS does not always send a name and an e-mail address. */
	accountName?: string;
	emailAddress?: string;
	roles: string[];
};

const readOnly = JSON.stringify({
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Action: [
				'kms:Describe*',
				'kms:Get*',
				'kms:List*',
				'iam:Get*',
				'iam:List*',
				'iam:Simulate*',
				'secretsmanager:DescribeSecret',
				'secretsmanager:ListSecrets',
			],
			Resource: '*',
		},
	],
});

/** What each role may do: an identity policy's text. */
const policies: Readonly<Record<string, string>> = {
	Administrator: allowEverything,
	ReadOnly: readOnly,
};

const seededAccount = (index: number): Account => ({
	accountId: String(200_000_000_001 + index),
	...(index % 100 !== 99 && {
		accountName: `Team ${String(index + 1).padStart(4, '0')}`,
		emailAddress: `team-${index + 1}@example.com`,
	}),
	roles: index % 2 === 0 ? ['Administrator', 'ReadOnly'] : ['ReadOnly'],
});

/** The accounts of the practice person: two, and as many more as were asked for. Every hundredth of those is nameless. */
export const accountsOf = (more: number): Account[] => [
	{
		accountId: sandboxAccount,
		accountName: 'Practice',
		emailAddress: 'practice@example.com',
		roles: ['Administrator', 'ReadOnly'],
	},
	{
		accountId: '444455556666',
		accountName: 'Other team',
		emailAddress: 'other-team@example.com',
		roles: ['Administrator'],
	},
	...Array.from({length: more}, (_, index) => seededAccount(index)),
];

/** The IAM role that Identity Center keeps in an account for one of its roles, and what it may do. */
const reservedRole = (
	account: string,
	role: string,
): {name: string; identity: string; policy: string} => {
	const hash = createHash('sha256').update(`${account} ${role}`).digest('hex');
	const name = `AWSReservedSSO_${role}_${hash.slice(0, 16)}`;
	return {
		name,
		identity: `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/${name}`,
		policy: policies[role] ?? readOnly,
	};
};

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
	state.identities[identity] ??= newIdentity({
		id: newIdentifier('AROA'),
		createdAt: nowInSeconds(),
		trust: trustAccount(accountId),
		inline: {[givenPolicyName]: policy},
		longestSession: 43_200,
	});
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
