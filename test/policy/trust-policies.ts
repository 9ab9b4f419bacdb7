import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
import {buildTrustStatement} from '../../source/policy/trust-policy.js';
import {outside} from './policies.js';

export const externalId = 'workato_iam_external_id_12345_6789';
export const otherExternalId = 'workato_iam_external_id_12345_1111';

export const trusted = {account: outside, externalId, partition: 'aws'};

export const trustStatement: Statement = buildTrustStatement(trusted);

export const trustOf = (...statements: Statement[]): PolicyDocument => ({
	Version: '2012-10-17',
	Statement: statements,
});

/** The trust statement with another condition, or none. */
export const withCondition = (condition: Statement['Condition'] | undefined): Statement => ({
	...trustStatement,
	...(condition ? {Condition: condition} : {Condition: {}}),
});
