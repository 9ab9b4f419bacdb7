import {
	GetTopicAttributesCommand,
	ListTagsForResourceCommand,
	SNSClient,
} from '@aws-sdk/client-sns';
import {ifThere} from '../../../source/aws/errors.js';
import {whoAmI, type Identity, type AwsSession} from '../../../source/aws/session.js';
import {parsePolicyDocument, type PolicyDocument} from '../../../source/policy/policy-document.js';
import {runTag} from '../../../source/resources/ownership.js';
import {type Permission} from '../../../source/resources/permissions.js';

/** A topic as AWS shows it. */
export type Topic = {
	arn: string;
	policy: PolicyDocument;
	/** The run's mark on it; empty where it has none. */
	mark: string;
	/** How many subscriptions there are, confirmed or not. */
	subscriptions: number;
};

/** What is read of topics. */
export const topicReads: readonly Permission[] = [
	{
		actions: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'],
		why: 'see the topic, its policy and whose it is',
	},
];

/** A topic is known by its place and name. */
export function topicArn(
	{account, partition}: Pick<Identity, 'account' | 'partition'>,
	region: string,
	name: string,
): string {
	return `arn:${partition}:sns:${region}:${account}:${name}`;
}

/** Reads a topic by its ARN; nothing where there is none. Rejects with AWS's error. */
export async function readTopic(session: AwsSession, arn: string): Promise<Topic | undefined> {
	const sns = session.client(SNSClient);
	const answer = await ifThere(
		Promise.all([
			sns.send(new GetTopicAttributesCommand({TopicArn: arn})),
			sns.send(new ListTagsForResourceCommand({ResourceArn: arn})),
		]),
	);
	if (!answer) {
		return undefined;
	}

	const [{Attributes: attributes = {}}, {Tags: tags = []}] = answer;
	const {
		Policy = '{"Statement":[]}',
		SubscriptionsConfirmed = '0',
		SubscriptionsPending = '0',
	} = attributes;
	return {
		arn,
		policy: parsePolicyDocument(Policy),
		mark: tags.find(({Key}) => Key === runTag)?.Value ?? '',
		subscriptions: Number(SubscriptionsConfirmed) + Number(SubscriptionsPending),
	};
}

/** Reads a topic of one's own account by its name. */
export async function readOwnTopic(session: AwsSession, name: string): Promise<Topic | undefined> {
	return readTopic(session, topicArn(await whoAmI(session), session.region, name));
}
