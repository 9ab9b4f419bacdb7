import {lookUp, type Lookup} from '../../../source/aws/errors.js';
import {undoId} from '../../../source/resources/effect.js';
import {defineUndo, gone, kept, unknown, type Outcome} from '../../../source/resources/outcome.js';
import {type Resource} from '../../../source/resources/resource.js';
import {quoteText} from '../../../source/terminal/foreign-text.js';
import {
	createTopic,
	deleteTopic,
	setTopicPolicy,
	topicEffects,
	topicId,
	type TopicEffect,
} from './calls.js';
import {
	topicPermissions,
	topicShell,
	topicTemplate,
	topicTerraform,
	topicUndoPermissions,
} from './exports.js';
import {readOwnTopic, topicReads, type Topic} from './read.js';

const undoTopics = defineUndo<TopicEffect, ReadonlyMap<string, Lookup<Topic>>>({
	own: topicEffects.own,
	async observe(session, effects) {
		const found = effects.map(
			async ({name}) => [name, await lookUp(async () => readOwnTopic(session, name))] as const,
		);
		return new Map(await Promise.all(found));
	},
	revert: (effects, topics) =>
		new Map(
			effects.map((effect) => [
				effect,
				revertTopic(effect, topics.get(effect.name) ?? {state: 'absent'}),
			]),
		),
});

function revertTopic(effect: TopicEffect, topic: Lookup<Topic>): Outcome {
	const title = `The topic ${effect.name}`;
	if (topic.state === 'absent') {
		return gone;
	}

	if (topic.state === 'unknown') {
		return unknown(effect, title, topic);
	}

	const {arn, mark, subscriptions, policy} = topic.value;
	if (mark !== effect.mark) {
		return kept(effect, {
			title,
			reason: 'Somebody else has made one of that name.',
			fix: 'Leave it to them.',
		});
	}

	if (subscriptions > 0) {
		return kept(effect, {
			title,
			reason: `It has ${subscriptions} subscriptions, which would go with it.`,
			fix: 'Remove them first.',
			givesAccess: true,
		});
	}

	const foreign = policy.Statement.filter(
		({Sid = ''}) => !['Owner', 'Workato', '__default_statement_ID'].includes(Sid),
	);
	if (foreign.length > 0) {
		return kept(effect, {
			title,
			reason: `Somebody else uses it: its policy also says ${quoteText(foreign[0]?.Sid ?? '')}.`,
			fix: 'Take that statement out if nobody needs it.',
			givesAccess: true,
		});
	}

	return {
		state: 'change',
		change: {
			id: undoId(effect),
			title: `Delete the topic ${effect.name}`,
			why: 'It was made by this setup, and nobody is subscribed to it.',
			call: deleteTopic.plan({TopicArn: arn}),
		},
	};
}

/** An SNS topic with its policy. */
export const snsTopic: Resource = {
	id: topicId,
	title: 'an SNS topic',
	calls: [createTopic, setTopicPolicy, deleteTopic],
	undo: undoTopics,
	reads: topicReads,
	permissions: topicPermissions,
	undoPermissions: topicUndoPermissions,
	cloudformation: topicTemplate,
	terraform: topicTerraform,
	shell: topicShell,
};
