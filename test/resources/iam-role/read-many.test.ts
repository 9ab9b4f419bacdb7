import {expect, test} from 'vitest';
import {readRole, roleFacts} from '../../../source/resources/iam-role/read.js';
import {readRoles} from '../../../source/resources/iam-role/read-many.js';
import {openAnsweringAws} from '../../aws/answering-aws.js';
import {answerIam, permissions, policyArn, trust, type Account} from './roles-on-aws.js';

async function openIam(account: Account) {
	const {session, calls} = await openAnsweringAws((asked) => answerIam(account, asked));
	return {
		session,
		count: () => Object.groupBy(calls, (call) => call.operation),
	};
}

const whole = (name: string) => ({
	state: 'found',
	value: {
		arn: `arn:aws:iam::111122223333:role/${name}`,
		name,
		path: '/',
		trust,
		inline: [{name: 'read', document: permissions}],
		attached: [{name: 'Shared', document: permissions}],
		boundary: {name: policyArn('Boundary'), document: permissions},
		tags: {team: 'data'},
		lastUsed: {at: '2026-11-20T10:00:00.000Z', region: 'us-east-1'},
	},
});

const states = (roles: ReadonlyMap<string, {state: string}>) =>
	Array.from(roles.values(), ({state}) => state);

const many = Array.from({length: 30}, (_, index) => `Workato-${index}`);

test('one role, with all that decides what it may do', async () => {
	const {session} = await openIam({roles: ['Workato-A'], managed: 'Shared'});
	expect(await readRole(session, 'Workato-A')).toEqual(whole('Workato-A'));
});

test('what of a trust policy would not be written back the same is said', () => {
	const text =
		'{"Statement":[{"Sid":"Old","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":3600.0}}}]}';
	const shown = {AssumeRolePolicyDocument: encodeURIComponent(text)};
	expect(roleFacts(shown, {inline: [], attached: []}).trustLosses?.join(' ')).toMatch(
		/Old.*3600\.0 would become 3600\./v,
	);
});

test('a role that is not there', async () => {
	const {session} = await openIam({roles: []});
	expect(await readRole(session, 'Workato-A')).toEqual({state: 'absent'});
});

test.each([
	'GetRole',
	'ListRolePolicies',
	'GetRolePolicy',
	'ListAttachedRolePolicies',
	'GetPolicy',
	'GetPolicyVersion',
])('%s is denied: the role is unknown, with the reason', async (operation) => {
	const {session} = await openIam({
		roles: ['Workato-A'],
		managed: 'Shared',
		errors: {[operation]: 'AccessDenied'},
	});
	expect(await readRole(session, 'Workato-A')).toEqual({
		state: 'unknown',
		kind: 'denied',
		code: 'AccessDenied',
		reason: 'AccessDenied',
		hint: 'Ask for the permission named above, then try again.',
	});
});

test('many roles come from the listing of the account, however they are spelt, each policy read once', async () => {
	const {session, count} = await openIam({
		roles: [...Array.from({length: 50}, (_, i) => `Other-${i}`), ...many],
		managed: 'Shared',
		pageSize: 20,
	});
	const asked = many.map((name) => name.toUpperCase());
	const heard: string[] = [];
	const roles = await readRoles(session, asked, {
		update(name) {
			heard.push(name);
		},
	});
	expect(Object.keys(Object.fromEntries(roles)).toSorted()).toEqual(asked.toSorted());
	expect(roles.get('WORKATO-7')).toEqual(whole('Workato-7'));
	expect(heard.toSorted()).toEqual(asked.toSorted());
	const {GetAccountAuthorizationDetails, GetPolicy, ...rest} = count();
	expect(GetAccountAuthorizationDetails).toHaveLength(4);
	expect(GetPolicy).toHaveLength(2);
	expect(Object.keys(rest)).toEqual(['GetPolicyVersion']);
});

test('a role that the listing does not show is asked for by itself before it counts as absent', async () => {
	const {session, count} = await openIam({roles: many});
	const roles = await readRoles(session, [...many, 'Workato-new']);
	expect(roles.get('Workato-new')).toEqual({state: 'absent'});
	expect(roles.get('Workato-3')).toMatchObject({state: 'found'});
	expect(count().GetRole).toHaveLength(1);
});

test('where the account may not be listed, each role is asked for', async () => {
	const {session, count} = await openIam({
		roles: many,
		errors: {GetAccountAuthorizationDetails: 'AccessDenied'},
	});
	const names = many.slice(0, 12);
	const roles = await readRoles(session, names);
	expect(states(roles)).toEqual(names.map(() => 'found'));
	expect(count().GetAccountAuthorizationDetails).toHaveLength(1);
	expect(count().GetRole).toHaveLength(12);
}, 20_000);

test('few roles are asked for one by one; nothing more after the signal', async () => {
	const {session, count} = await openIam({roles: many});
	const controller = new AbortController();
	const roles = await readRoles(session, ['Workato-1', 'Workato-2'], {
		signal: controller.signal,
	});
	expect(Object.keys(Object.fromEntries(roles))).toEqual(['Workato-1', 'Workato-2']);
	expect(count().GetAccountAuthorizationDetails).toBeUndefined();
	controller.abort();
	const none = await readRoles(session, many, {signal: controller.signal});
	expect(none.size).toBe(0);
});

test('IAM throttles: every role is read all the same', async () => {
	let calls = 0;
	const account: Account = {roles: many};
	const {session} = await openAnsweringAws((asked) => {
		calls++;
		return calls % 5 === 0 ? {error: 'Throttling'} : answerIam(account, asked);
	});
	const roles = await readRoles(session, ['Workato-1', 'Workato-2']);
	expect(states(roles)).toEqual(['found', 'found']);
}, 30_000);
