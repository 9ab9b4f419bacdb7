import * as z from 'zod';
import {lookUp, type Lookup} from '../../../source/aws/errors.js';
import {whoAmI, type Identity} from '../../../source/aws/session.js';
import {
	notAsked,
	unknownIdentity,
	describeObserver,
	ownSetup,
	type OwnSetup,
	couldNotObserve,
	locationBlockers,
} from '../../../source/guides/ownership.js';
import {
	answerRows,
	identityRow,
	type PartsOf,
	rowFor,
	troubleshootingOf,
	type Verdict,
} from '../../../source/guides/checklist-table.js';
import {
	type Blocker,
	type GuideDefinition,
	type Observed,
	type Plan,
} from '../../../source/guides/guide.js';
import {equalPolicies, mergeStatements} from '../../../source/policy/compare-policies.js';
import {reference, type Change} from '../../../source/resources/call.js';
import {newTopic, topicId, topicPolicyAs} from '../topic/calls.js';
import {defaultPolicy, ownerStatement, workatoStatement} from '../topic/policies.js';
import {readTopic, topicArn, type Topic} from '../topic/read.js';
import {aboutEvents} from './about.js';

/** The shape of the guide's setup file. */
export const eventsAnswers = z.strictObject({
	guide: z.literal('events'),
	name: z.string(),
	region: z.string().optional(),
	workato: z
		.strictObject({
			dataCentre: z.string().optional(),
			environment: z.string().optional(),
		})
		.optional(),
	workatoAccountId: z
		.string()
		.regex(/^\d{12}$/v, 'give 12 digits')
		.optional(),
	topic: z
		.string()
		.regex(
			/^[\w\-]{1,256}$/v,
			'a topic’s name may hold letters, digits, dashes and underscores only',
		)
		.optional(),
});

export type EventsAnswers = z.infer<typeof eventsAnswers>;

/** What AWS says about a setup. */
export type EventsObservation = Observed & {
	/** The topic of that name, whoever has made it. */
	topic: Lookup<Topic>;
};

const newTopicId = 'create-topic';

type RowContext = {
	answers: EventsAnswers;
	observation: Partial<EventsObservation>;
	own: OwnSetup;
};

const row = rowFor<RowContext, PartsOf<EventsObservation>>();

const rows = [
	identityRow,
	row({
		id: 'topic',
		section: 'The topic',
		title: 'The topic is this setup’s own',
		cause: 'it was deleted, or somebody had one of that name before',
		solution: 'apply the setup, or choose another name',
		needs: ['topic'],
		verdict: ({topic: {arn, mark}}, {own}) =>
			mark === own.runId
				? {status: 'pass', detail: arn}
				: {
						status: 'fail',
						detail: `Somebody else has made ${arn}.`,
						fix: 'Choose another name.',
					},
	}),
	row({
		id: 'policy',
		section: 'The topic',
		title: 'Workato may publish and subscribe',
		cause: 'somebody took the statement out of the topic’s policy',
		solution: 'apply the setup again',
		needs: ['topic', 'identity'],
		verdict: ({identity}, context) => policyVerdict(identity, context),
	}),
	row({
		id: 'subscribed',
		section: 'The topic',
		title: 'Workato is subscribed',
		cause: 'no recipe listens yet',
		solution: 'start the recipe in Workato',
		isSupplementary: true,
		needs: ['topic'],
		verdict: ({topic: {subscriptions}}) =>
			subscriptions > 0
				? {status: 'pass', detail: `${subscriptions} subscriptions`}
				: {
						status: 'waiting',
						detail: 'There is no subscription yet.',
						fix: 'Start the recipe in Workato.',
					},
	}),
];

function policyVerdict(
	identity: Identity,
	{answers, observation: {region = '', topic}, own}: RowContext,
): Verdict {
	const fixChanges =
		topic?.state === 'found' ? changesFor(answers, identity, {region, topic}, own) : [];
	const {workatoAccountId = ''} = answers;
	return fixChanges.length === 0
		? {status: 'pass', detail: `Account ${workatoAccountId}, over TLS only`}
		: {
				status: 'fail',
				detail: `The topic’s policy does not let account ${workatoAccountId} in.`,
				fix: 'Apply the setup again: it adds the statement.',
				fixChanges,
			};
}

/** The guide for events that Workato sends and receives by an SNS topic. */
export const eventsGuide: GuideDefinition<EventsAnswers, EventsObservation> = {
	...aboutEvents,
	answers: eventsAnswers,
	resources: [topicId],
	usualChanges: ({account, partition}, region) =>
		changesFor(
			{topic: '*', workatoAccountId: '*'},
			{account, partition},
			{region, topic: {state: 'absent'}},
			{name: '*', runId: '*'},
		),
	missing: ({workatoAccountId, topic}) => [
		...(workatoAccountId === undefined ? ['workatoAccountId'] : []),
		...(topic === undefined ? ['topic'] : []),
	],
	warnings: ({workatoAccountId = ''}, {account}) =>
		workatoAccountId === account
			? [
					{
						code: 'own-account',
						message: `${account} is your own account. Workato’s is another one.`,
					},
				]
			: [],
	async observe(session, _saved, {topic: name}, {update} = {}) {
		const {region} = session;
		const identity = await lookUp(async () => whoAmI(session));
		update?.({identity, region});
		const topic: Lookup<Topic> =
			identity.state === 'found'
				? name === undefined
					? {state: 'absent'}
					: await lookUp(async () => readTopic(session, topicArn(identity.value, region, name)))
				: identity;
		update?.({topic});
		return {identity, region, topic};
	},
	emptyState: (_answers, place) => ({
		identity: unknownIdentity(place),
		region: place.region,
		topic: {state: 'absent'},
	}),
	appliedState: (_answers, empty) => ({
		...empty,
		identity: describeObserver(empty.identity),
		topic: notAsked,
	}),
	plan: (answers, observation, saved) => planEvents(answers, observation, ownSetup(saved)),
	check(answers, observation, saved) {
		const context = {answers, observation, own: ownSetup(saved)};
		return answerRows(rows, observation, {
			context,
			absent: () => ({
				status: 'fail',
				detail: `There is no topic ${answers.topic ?? ''}.`,
				fix: 'Apply the setup.',
			}),
		});
	},
	troubleshooting: troubleshootingOf(rows),
	outputs: (_answers, {topic}) =>
		topic?.state === 'found'
			? [
					{
						id: 'topicArn',
						label: 'Topic ARN',
						thing: 'topic',
						value: topic.value.arn,
						where: 'In Workato, paste it into “Topic ARN” of the connection.',
					},
				]
			: [],
	workatoAccounts: ({workatoAccountId}) =>
		workatoAccountId === undefined ? [] : [workatoAccountId],
};

function planEvents(answers: EventsAnswers, observation: EventsObservation, mark: OwnSetup): Plan {
	const {identity, topic, region} = observation;
	if (identity.state !== 'found') {
		return {changes: [], blockers: [couldNotObserve('who you are', identity)]};
	}

	const blockers: Blocker[] = [
		...locationBlockers(identity.value, region, mark),
		...eventsGuide.missing(answers).map((field) => ({
			code: 'MissingAnswer',
			message: `The answer ${field} is missing.`,
			hint: 'Give it first.',
		})),
		...(topic.state === 'unknown' ? [couldNotObserve('whether the topic is there', topic)] : []),
		...(topic.state === 'found' && topic.value.mark !== mark.runId
			? [
					{
						code: 'TopicTaken',
						message: `The topic ${answers.topic ?? ''} is there already, and this setup did not make it.`,
						hint: 'Choose another name.',
					},
				]
			: []),
	];
	return {
		blockers,
		changes: blockers.length > 0 ? [] : changesFor(answers, identity.value, observation, mark),
	};
}

function changesFor(
	{topic: name = '', workatoAccountId = ''}: Partial<EventsAnswers>,
	owner: Pick<Identity, 'account' | 'partition'>,
	{region, topic}: Pick<EventsObservation, 'region' | 'topic'>,
	mark: Pick<OwnSetup, 'name' | 'runId'>,
): Change[] {
	const wanted = workatoStatement(owner, region, name, workatoAccountId);
	const purpose = {
		id: 'set-topic-policy',
		title: 'Let Workato publish and subscribe',
		why: `Workato’s account ${workatoAccountId} may use the topic over TLS.`,
	};
	// What AWS lets everybody of the account do, it says by a principal that is everyone; here it is said by the account's name.
	const newPolicy = {
		Version: '2012-10-17',
		Statement: [ownerStatement(owner, region, name)],
	};
	if (topic.state === 'found') {
		const {arn, policy: before} = topic.value;
		const own = equalPolicies(before, defaultPolicy(owner, region, name)) ? newPolicy : before;
		const after = mergeStatements(own, [wanted]);
		return after === before ? [] : [topicPolicyAs(purpose, arn, {before, after})];
	}

	return [
		newTopic(
			{
				id: newTopicId,
				title: `Create the topic ${name}`,
				why: 'Events go through a topic of this setup’s own.',
			},
			name,
			mark,
		),
		topicPolicyAs(purpose, reference(newTopicId, 'TopicArn'), {
			before: defaultPolicy(owner, region, name),
			after: mergeStatements(newPolicy, [wanted]),
		}),
	];
}
