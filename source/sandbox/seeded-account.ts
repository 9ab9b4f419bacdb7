import {createHash} from 'node:crypto';
import {
	type Secret,
	secretArn,
	sandboxAccount,
	freshState,
	keyArn,
	newKey,
	type State,
	daysInSeconds,
	sandboxWorkatoAccount,
} from './state.js';
import {newIdentity, type Identity} from './iam/records.js';
import {defaultKeyPolicy} from './key-policy.js';

/** The alias of the customer managed key that two of the secrets are encrypted with. */
const seededKeyAlias = 'alias/app-secrets';

/** The role whose application alone may read the ledger's secret. */
const ledgerRole = `arn:aws:iam::${sandboxAccount}:role/FinanceLedger`;

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

const login = '{"host":"db.example.com","username":"practice","password":"practice-only"}';
const apiKey = '{"api_key":"practice-only"}';

const values: Array<[string, string, Partial<Secret>?]> = [
	['workato/orders/database', login],
	['workato/orders/shop-api', apiKey],
	['workato/orders/warehouse-sftp', login],
	['workato/customers/crm-api', apiKey],
	['workato/customers/mail', login, {kmsKeyId: seededKeyAlias}],
	['workato/finance/payroll-database', login, {kmsKeyId: seededKeyAlias}],
	['workato/finance/bank-certificate', 'practice only: plain text'],
	['workato/finance/ledger-api', apiKey, {policy: onlyLedger}],
	['workato/old/crm-api', apiKey, {deletedAt: 4_102_444_800}],
	['shared/smtp', login],
	['platform/build-token', apiKey],
	['analytics/warehouse', login],
];

/** Six letters and digits that are the same in every sandbox. */
const suffixOf = (name: string): string =>
	createHash('sha256').update(name).digest('base64url').replaceAll(/[\-_]/gv, '').slice(0, 6);

/** The secrets that a practice account has from the start. */
const seededSecrets = (): Secret[] =>
	values.map(([name, text, more], index) => {
		const createdAt = 1_748_736_000 + daysInSeconds(index);
		return {
			account: sandboxAccount,
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

const policyOf = (...statements: object[]): string =>
	JSON.stringify({Version: '2012-10-17', Statement: statements});

const mayAssume = (principal: object, condition?: object) => ({
	Effect: 'Allow',
	Principal: principal,
	Action: 'sts:AssumeRole',
	...(condition && {Condition: condition}),
});

const mayRead = (secret: string) => ({
	Effect: 'Allow',
	Action: 'secretsmanager:GetSecretValue',
	Resource: `arn:aws:secretsmanager:us-east-1:${sandboxAccount}:secret:${secret}`,
});

const seededRole = (
	number: number,
	description: string,
	trust: string,
	inline: Record<string, string>,
): Identity =>
	newIdentity({
		id: `AROAFURNISHEDROLE000${number}`,
		createdAt: 1_748_736_000,
		description,
		trust,
		inline,
	});

/** The roles that a practice account has from the start: one that others use too, an open one, and an application's. */
const seededRoles = (): Record<string, Identity> => ({
	[`arn:aws:iam::${sandboxAccount}:role/SharedIntegrations`]: seededRole(
		1,
		'Used by three parties',
		policyOf(
			mayAssume(
				{AWS: 'arn:aws:iam::444455556666:root'},
				{
					StringEquals: {'sts:ExternalId': 'partner-7'},
				},
			),
			mayAssume({AWS: `arn:aws:iam::${sandboxAccount}:role/Admin`}),
			mayAssume({Service: 'lambda.amazonaws.com'}),
		),
		{'read-shared': policyOf(mayRead('shared/*'))},
	),
	[`arn:aws:iam::${sandboxAccount}:role/OldWorkato`]: seededRole(
		2,
		'Set up by hand, without an external ID',
		policyOf(mayAssume({AWS: `arn:aws:iam::${sandboxWorkatoAccount}:root`})),
		{secrets: policyOf(mayRead('*'))},
	),
	[ledgerRole]: seededRole(
		3,
		'The ledger application',
		policyOf(mayAssume({Service: 'ecs-tasks.amazonaws.com'})),
		{ledger: policyOf(mayRead('workato/finance/ledger-api-??????'))},
	),
});

const createdAt = 1_748_736_000;

/** Puts into an account what makes it look lived in: secrets, the key of two of them, and roles. Twice changes nothing. */
export const seedAccount = (state: State): void => {
	const key = newKey({
		account: sandboxAccount,
		region: 'us-east-1',
		id: '5eacb0aa-31c6-4f4b-9a5c-0d6c1f2b7e90',
		createdAt,
		description: 'Secrets of our applications',
		policy: defaultKeyPolicy(sandboxAccount),
	});
	state.keys[keyArn(key)] ??= key;
	state.aliases[`arn:aws:kms:us-east-1:${sandboxAccount}:${seededKeyAlias}`] ??= {
		keyId: key.id,
		createdAt,
		updatedAt: createdAt,
	};
	for (const secret of seededSecrets()) {
		state.secrets[secretArn(secret)] ??= secret;
	}

	for (const [arn, role] of Object.entries(seededRoles())) {
		state.identities[arn] ??= role;
	}
};

/** What a sandbox for practice holds when it is new. */
export const seededState = (): State => {
	const state = freshState();
	seedAccount(state);
	return state;
};
