import {createHash} from 'node:crypto';
import {type Secret} from './secrets-manager/records.js';
import {practiceAccount} from './state.js';
import {daysInSeconds} from './time.js';

/** The alias of the customer managed key that two of the secrets are encrypted with. */
export const furnishedKeyAlias = 'alias/app-secrets';

/** The role whose application alone may read the ledger's secret. */
export const ledgerRole = `arn:aws:iam::${practiceAccount}:role/FinanceLedger`;

const onlyLedger = JSON.stringify({
	Version: '2012-10-17',
	Statement: [
		{
			Sid: 'LedgerOnly',
			Effect: 'Deny',
			Principal: '*',
			Action: 'secretsmanager:GetSecretValue',
			Resource: '*',
			Condition: {ArnNotEquals: {'aws:PrincipalArn': ledgerRole}},
		},
	],
});

const login =
	'{"host":"db.example.com","username":"practice","password":"practice-only"}';
const apiKey = '{"api_key":"practice-only"}';

const values: Array<[string, string, Partial<Secret>?]> = [
	['workato/orders/database', login],
	['workato/orders/shop-api', apiKey],
	['workato/orders/warehouse-sftp', login],
	['workato/customers/crm-api', apiKey],
	['workato/customers/mail', login, {kmsKeyId: furnishedKeyAlias}],
	['workato/finance/payroll-database', login, {kmsKeyId: furnishedKeyAlias}],
	['workato/finance/bank-certificate', 'practice only: plain text'],
	['workato/finance/ledger-api', apiKey, {policy: onlyLedger}],
	['workato/old/crm-api', apiKey, {deletedAt: 4_102_444_800}],
	['shared/smtp', login],
	['platform/build-token', apiKey],
	['analytics/warehouse', login],
];

/** Six letters and digits that are the same in every sandbox. */
const suffixOf = (name: string): string =>
	createHash('sha256')
		.update(name)
		.digest('base64url')
		.replaceAll(/[\-_]/gv, '')
		.slice(0, 6);

/** The secrets that a practice account has from the start. */
export const furnishedSecrets = (): Secret[] =>
	values.map(([name, text, more], index) => {
		const createdAt = 1_748_736_000 + daysInSeconds(index);
		return {
			account: practiceAccount,
			region: 'us-east-1',
			name,
			suffix: suffixOf(name),
			createdAt,
			changedAt: createdAt,
			tags: [],
			versions: [
				{
					id: '00000000-0000-4000-8000-000000000000',
					stages: ['AWSCURRENT'],
					createdAt,
					text,
				},
			],
			...more,
		};
	});
