import {
	CreateTopicCommand,
	DeleteTopicCommand,
	SetTopicAttributesCommand,
	SNSClient,
} from '@aws-sdk/client-sns';
import * as z from 'zod';
import {parsePolicyDocument, type PolicyDocument} from '../../../source/policy/policy-document.js';
import {type Change, type Purpose, type Reference} from '../../../source/resources/call.js';
import {originOf, ownEffects, type Effect} from '../../../source/resources/effect.js';
import {runTag, setupTag} from '../../../source/resources/ownership.js';
import {defineCall, policyWriteState} from '../../../source/resources/resource.js';
import {readOwnTopic, readTopic} from './read.js';

/** The id of this kind of thing. */
export const topicId = 'sns-topic';

/** A topic that a setup made. */
export type TopicEffect = Effect & {name: string; arn?: string};

/** The effects of this resource. */
export const topicEffects = ownEffects<TopicEffect>();

const onTopic = (name: string) => `topic ${name}`;

/** Makes a topic. AWS refuses a name that is taken by a topic with other tags, and gives the same one for the same tags. */
export const createTopic = defineCall({
	service: 'sns',
	operation: 'CreateTopic',
	permission: {
		actions: ['sns:CreateTopic', 'sns:TagResource'],
		why: 'a new topic with its tags',
	},
	input: z.strictObject({
		Name: z.string(),
		Tags: z.array(z.strictObject({Key: z.string(), Value: z.string()})),
	}),
	async send(session, input) {
		const sns = session.once(SNSClient);
		const {TopicArn} = await sns.send(new CreateTopicCommand(input));
		return {TopicArn};
	},
	async find(session, {Name, Tags}) {
		const topic = await readOwnTopic(session, Name);
		if (!topic) {
			return {state: 'not done'};
		}

		return topic.mark === markOf(Tags)
			? {state: 'done', result: {TopicArn: topic.arn}}
			: {state: 'other'};
	},
	async visible(session, {Name}) {
		return (await readOwnTopic(session, Name)) !== undefined;
	},
	effect(effects, entry, read) {
		const {Name: name, Tags} = read();
		const arn = entry.result?.TopicArn;
		topicEffects.keep(
			effects,
			onTopic(name),
			{
				resource: topicId,
				kind: 'topic',
				...originOf(effects.get(onTopic(name)), entry),
				thing: name,
				of: onTopic(name),
				mark: markOf(Tags),
				name,
				...(typeof arn === 'string' && {arn}),
			},
			entry,
		);
	},
});

/** Writes a topic's policy, if it is still the one that was reviewed. It goes with its topic, so it is no effect of its own. */
export const setTopicPolicy = defineCall({
	service: 'sns',
	operation: 'SetTopicAttributes',
	permission: {why: 'Workato’s statement in the topic’s policy'},
	input: z.strictObject({
		TopicArn: z.string(),
		AttributeName: z.literal('Policy'),
		AttributeValue: z.string(),
	}),
	policy: {field: 'AttributeValue', title: 'access policy'},
	async send(session, input) {
		const sns = session.once(SNSClient);
		await sns.send(new SetTopicAttributesCommand(input));
		return {};
	},
	async find(session, {TopicArn, AttributeValue}, before) {
		const topic = await readTopic(session, TopicArn);
		return policyWriteState(topic?.policy, parsePolicyDocument(AttributeValue), before);
	},
	async visible(session, {TopicArn, AttributeValue}) {
		const topic = await readTopic(session, TopicArn);
		const wanted = parsePolicyDocument(AttributeValue);
		return policyWriteState(topic?.policy, wanted, undefined).state === 'done';
	},
	isOverwriting: true,
});

/** Deletes a topic. */
export const deleteTopic = defineCall({
	service: 'sns',
	operation: 'DeleteTopic',
	permission: {why: 'delete the topic again', when: 'undo'},
	input: z.strictObject({TopicArn: z.string()}),
	async send(session, input) {
		await session.once(SNSClient).send(new DeleteTopicCommand(input));
		return {};
	},
	async find(session, {TopicArn}) {
		return (await readTopic(session, TopicArn)) ? {state: 'not done'} : {state: 'done', result: {}};
	},
	effect(effects, _entry, read) {
		const name = read().TopicArn.split(':').at(-1) ?? '';
		effects.removeAll(onTopic(name));
	},
});

function markOf(tags: ReadonlyArray<{Key: string; Value: string}>): string {
	return tags.find(({Key}) => Key === runTag)?.Value ?? '';
}

/** A new topic that carries a setup's marks. */
export function newTopic(
	purpose: Purpose,
	name: string,
	marks: {name: string; runId: string},
): Change {
	return {
		...purpose,
		call: createTopic.plan({
			Name: name,
			Tags: [
				{Key: setupTag, Value: marks.name},
				{Key: runTag, Value: marks.runId},
			],
		}),
	};
}

/** Writes a topic's policy. */
export function topicPolicyAs(
	purpose: Purpose,
	topic: string | Reference,
	policy: {before: PolicyDocument; after: PolicyDocument},
): Change {
	return {
		...purpose,
		call: setTopicPolicy.plan({
			TopicArn: topic,
			AttributeName: 'Policy',
			AttributeValue: JSON.stringify(policy.after),
		}),
		policy,
	};
}
