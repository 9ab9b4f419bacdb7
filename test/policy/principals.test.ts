import {describe, expect, it} from 'vitest';
import {isPlaceholder, parsePrincipals} from '../../source/policy/principals.js';
import {outside} from './policies.js';

const place = {account: outside, partition: 'aws'};

describe('principals', () => {
	it.each([
		['*', {kind: 'everyone', id: '*'}],
		[outside, {kind: 'account', id: outside, account: outside}],
		[`arn:aws:iam::${outside}:root`, {kind: 'account', id: outside, ...place}],
		[
			`arn:aws:iam::${outside}:role/Workato_EKM`,
			{
				kind: 'role',
				id: `arn:aws:iam::${outside}:role/Workato_EKM`,
				name: 'Workato_EKM',
				...place,
			},
		],
		[
			`arn:aws-cn:iam::${outside}:role/a/b/Role`,
			{
				kind: 'role',
				id: `arn:aws-cn:iam::${outside}:role/a/b/Role`,
				name: 'Role',
				account: outside,
				partition: 'aws-cn',
			},
		],
		[
			`arn:aws:iam::${outside}:user/ana`,
			{
				kind: 'user',
				id: `arn:aws:iam::${outside}:user/ana`,
				name: 'ana',
				...place,
			},
		],
		[
			`arn:aws:sts::${outside}:assumed-role/Role/me`,
			{
				kind: 'session',
				id: `arn:aws:sts::${outside}:assumed-role/Role/me`,
				name: 'Role/me',
				...place,
			},
		],
		['AROADBQP57FF2AEXAMPLE', {kind: 'unique-id', id: 'AROADBQP57FF2AEXAMPLE'}],
		[
			`arn:aws:iam::${outside}:role/*`,
			{kind: 'malformed', id: `arn:aws:iam::${outside}:role/*`, ...place},
		],
		[
			`arn:aws:iam::${outside}:group/a`,
			{kind: 'malformed', id: `arn:aws:iam::${outside}:group/a`, ...place},
		],
		[` ${outside}`, {kind: 'malformed', id: ` ${outside}`}],
		[
			'arn:aws:iam::TODO-ACCOUNTID:root',
			{kind: 'malformed', id: 'arn:aws:iam::TODO-ACCOUNTID:root'},
		],
	])('AWS %s', (text, expected) => {
		expect(parsePrincipals({Principal: {AWS: text}})).toEqual([expected]);
	});

	it('reads every kind', () => {
		const saml = `arn:aws:iam::${outside}:saml-provider/Okta`;
		expect(parsePrincipals({Principal: '*'})).toEqual([{kind: 'everyone', id: '*'}]);
		expect(parsePrincipals({Principal: outside})).toEqual([{kind: 'malformed', id: outside}]);
		expect(
			parsePrincipals({
				Principal: {
					Service: ['Logs.amazonaws.com', '*'],
					Federated: [saml, 'cognito-identity.amazonaws.com'],
					Odd: 'x',
				},
			}),
		).toEqual([
			{kind: 'service', id: 'logs.amazonaws.com'},
			{kind: 'malformed', id: '*'},
			{kind: 'federated', id: saml, ...place},
			{kind: 'federated', id: 'cognito-identity.amazonaws.com'},
			{kind: 'malformed', id: 'x'},
		]);
		expect(parsePrincipals({})).toEqual([]);
	});
});

describe('placeholders', () => {
	it.each([
		'arn:aws:iam::TODO-ACCOUNTID:root',
		'arn:aws:iam::TODO - ACCOUNTID:role/Workato_EKM',
		'arn:aws:iam::<ACCOUNT>:role/Workato_EKM',
		'arn:aws:iam::000000000000:root',
		'000000000000',
		'TODO-ACCOUNTID',
		'arn:aws:iam::ACCOUNT_ID:root',
		'arn:aws:iam::YOUR-ACCOUNT-ID:root',
		'arn:aws:iam::XXXXXXXXXXXX:root',
		'arn:aws:iam::${ACCOUNT}:root',
		'arn:aws:iam::{{account}}:root',
		'TODO.amazonaws.com',
		'xxxxx.amazonaws.com',
		'<region>.amazonaws.com',
		'your account ID',
		`arn:aws:iam::${outside}:role/<role>`,
	])('%s', (text) => {
		expect(isPlaceholder(text)).toBe(true);
	});

	it.each([
		'*',
		outside,
		`arn:aws:iam::${outside}:role/Workato_EKM`,
		`arn:aws:iam::${outside}:role/todo-app`,
		'AROADBQP57FF2AEXAMPLE',
		'logs.amazonaws.com',
		'license-manager.member-account.amazonaws.com',
		'config-multiaccountsetup.amazonaws.com',
		'account.amazonaws.com',
		'login.my-account.example.com',
		`arn:aws:iam::${outside}:oidc-provider/my-account.example.com`,
		'100000000000',
	])('not %s', (text) => {
		expect(isPlaceholder(text)).toBe(false);
	});
});
