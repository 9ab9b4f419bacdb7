import {createHash} from 'node:crypto';
import {allowEverything, sandboxAccount} from '../state.js';

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
export const reservedRole = (
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
