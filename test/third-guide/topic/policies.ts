import {type PolicyDocument, type Statement} from '../../../source/policy/policy-document.js';
import {type Identity} from '../../../source/aws/session.js';
import {topicArn} from './read.js';

type Owner = Pick<Identity, 'account' | 'partition'>;

// What a policy of a topic can speak of; it takes no wildcard.
const ownActions = [
	'GetTopicAttributes',
	'SetTopicAttributes',
	'AddPermission',
	'RemovePermission',
	'DeleteTopic',
	'Subscribe',
	'ListSubscriptionsByTopic',
	'Publish',
];

/** The policy that AWS gives a new topic. */
export function defaultPolicy(owner: Owner, region: string, name: string): PolicyDocument {
	return {
		Version: '2008-10-17',
		Id: '__default_policy_ID',
		Statement: [
			{
				Sid: '__default_statement_ID',
				Effect: 'Allow',
				Principal: {AWS: '*'},
				Action: ownActions.map((action) => `SNS:${action}`),
				Resource: topicArn(owner, region, name),
				Condition: {StringEquals: {'AWS:SourceOwner': owner.account}},
			},
		],
	};
}

/** Lets the account use its own topic, as the default policy does. */
export function ownerStatement(owner: Owner, region: string, name: string): Statement {
	return {
		Sid: 'Owner',
		Effect: 'Allow',
		Principal: {AWS: `arn:${owner.partition}:iam::${owner.account}:root`},
		Action: ownActions.map((action) => `sns:${action}`),
		Resource: topicArn(owner, region, name),
	};
}

/** Lets Workato's account publish to the topic and subscribe to it, encrypted on the way only. */
export function workatoStatement(
	owner: Owner,
	region: string,
	name: string,
	workatoAccount: string,
): Statement {
	return {
		Sid: 'Workato',
		Effect: 'Allow',
		Principal: {AWS: `arn:${owner.partition}:iam::${workatoAccount}:root`},
		Action: ['sns:Publish', 'sns:Subscribe'],
		Resource: topicArn(owner, region, name),
		Condition: {Bool: {'aws:SecureTransport': 'true'}},
	};
}
