import {ledgerRole} from './furnished-secrets.js';
import {type Identity} from './iam/records.js';
import {practiceAccount} from './state.js';
import {workatoPracticeAccount} from './workato/accounts.js';

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
	Resource: `arn:aws:secretsmanager:us-east-1:${practiceAccount}:secret:${secret}`,
});

const role = (
	number: number,
	description: string,
	trust: string,
	inline: Record<string, string>,
): Identity => ({
	id: `AROAFURNISHEDROLE000${number}`,
	createdAt: 1_748_736_000,
	description,
	trust,
	inline,
	attached: [],
	tags: [],
	longestSession: 3600,
});

/** The roles that a practice account has from the start: one that others use too, an open one, and an application's. */
export const furnishedRoles = (): Record<string, Identity> => ({
	[`arn:aws:iam::${practiceAccount}:role/SharedIntegrations`]: role(
		1,
		'Used by three parties',
		policyOf(
			mayAssume(
				{AWS: 'arn:aws:iam::444455556666:root'},
				{
					StringEquals: {'sts:ExternalId': 'partner-7'},
				},
			),
			mayAssume({AWS: `arn:aws:iam::${practiceAccount}:role/Admin`}),
			mayAssume({Service: 'lambda.amazonaws.com'}),
		),
		{'read-shared': policyOf(mayRead('shared/*'))},
	),
	[`arn:aws:iam::${practiceAccount}:role/OldWorkato`]: role(
		2,
		'Set up by hand, without an external ID',
		policyOf(mayAssume({AWS: `arn:aws:iam::${workatoPracticeAccount}:root`})),
		{secrets: policyOf(mayRead('*'))},
	),
	[ledgerRole]: role(
		3,
		'The ledger application',
		policyOf(mayAssume({Service: 'ecs-tasks.amazonaws.com'})),
		{ledger: policyOf(mayRead('workato/finance/ledger-api-??????'))},
	),
});
