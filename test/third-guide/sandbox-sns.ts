import * as z from 'zod';
import {type RequestContext} from '../../source/sandbox/conditions.js';
import {authoriseIdentity, refusalOf} from '../../source/sandbox/authorise.js';
import {AwsError, type Service} from '../../source/sandbox/answer.js';
import {
	formSchema,
	queryObjects,
	required,
	reads,
	writes,
	type CallContext,
	type Operation,
} from '../../source/sandbox/operation.js';
import {parseStatements} from '../../source/sandbox/evaluate.js';

/** How Amazon SNS speaks. */
export const sns: Service = {
	id: 'sns',
	protocol: {
		kind: 'query',
		version: '2010-03-31',
		namespace: 'https://sns.amazonaws.com/doc/2010-03-31/',
	},
	wires: {denied: ['AuthorizationError', 403]},
};

const topicsSchema = z.record(
	z.string(),
	z.object({
		policy: z.string(),
		tags: z.array(z.object({Key: z.string(), Value: z.string()})),
		subscribers: z.number(),
	}),
);
type Topics = z.infer<typeof topicsSchema>;

// The topics in the sandbox's state, by ARN, to be read and changed.
function topicsOf({state}: CallContext): Topics {
	const topics = topicsSchema.parse(state.added.sns ?? {});
	state.added.sns = topics;
	return topics;
}

/** The topic that a form names, if the caller may do `action` with it. */
function findTopic(
	form: URLSearchParams,
	context: CallContext,
	action: string,
	field = 'TopicArn',
) {
	const arn = required(form, field);
	const topic = topicsOf(context)[arn];
	const refusal = refusalOf(
		context.caller,
		{action: `sns:${action}`, resource: arn, context: {}},
		{
			account: arn.split(':', 5)[4] ?? '',
			policy: topic?.policy,
			isPolicyNeeded: false,
		},
	);
	if (refusal) {
		throw refusal;
	}

	if (!topic || context.isHidden(arn)) {
		throw new AwsError('NotFound', 'Topic does not exist', 404);
	}

	return {arn, topic};
}

const defaultPolicy = (arn: string, account: string) =>
	JSON.stringify({
		Version: '2008-10-17',
		Id: '__default_policy_ID',
		Statement: [
			{
				Sid: '__default_statement_ID',
				Effect: 'Allow',
				Principal: {AWS: '*'},
				Action: [
					'SNS:GetTopicAttributes',
					'SNS:SetTopicAttributes',
					'SNS:AddPermission',
					'SNS:RemovePermission',
					'SNS:DeleteTopic',
					'SNS:Subscribe',
					'SNS:ListSubscriptionsByTopic',
					'SNS:Publish',
				],
				Resource: arn,
				Condition: {StringEquals: {'AWS:SourceOwner': account}},
			},
		],
	});

/** The operations of SNS that are played, by name. */
export const snsOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		CreateTopic: writes(formSchema, (form, context) => {
			const {caller, region} = context;
			const name = required(form, 'Name');
			if (!/^[\w\-]{1,256}$/v.test(name)) {
				throw new AwsError('InvalidParameter', 'Invalid parameter: Topic Name');
			}

			const arn = `arn:aws:sns:${region}:${caller.account}:${name}`;
			const tags = queryObjects(form, 'Tags', 'Key').map((prefix) => ({
				Key: form.get(`${prefix}Key`) ?? '',
				Value: form.get(`${prefix}Value`) ?? '',
			}));
			const tagged: RequestContext = {
				'aws:tagkeys': tags.map(({Key}) => Key),
			};
			authoriseIdentity(caller, 'sns:CreateTopic', arn, tagged);
			if (tags.length > 0) {
				authoriseIdentity(caller, 'sns:TagResource', arn, tagged);
			}

			const topics = topicsOf(context);
			const known = topics[arn];
			if (known && JSON.stringify(known.tags) !== JSON.stringify(tags)) {
				throw new AwsError(
					'InvalidParameter',
					'Invalid parameter: Tags Reason: Topic already exists with different tags',
				);
			}

			if (!known) {
				topics[arn] = {
					policy: defaultPolicy(arn, caller.account),
					tags,
					subscribers: 0,
				};
				context.made(arn);
			}

			return {TopicArn: arn};
		}),

		GetTopicAttributes: reads(formSchema, (form, context) => {
			const {arn, topic} = findTopic(form, context, 'GetTopicAttributes');
			const attributes = {
				TopicArn: arn,
				Owner: arn.split(':', 5)[4] ?? '',
				Policy: topic.policy,
				SubscriptionsConfirmed: String(topic.subscribers),
				SubscriptionsPending: '0',
			};
			return {
				Attributes: {
					entry: Object.entries(attributes).map(([key, value]) => ({
						key,
						value,
					})),
				},
			};
		}),

		SetTopicAttributes: writes(formSchema, (form, context) => {
			const {topic} = findTopic(form, context, 'SetTopicAttributes');
			const policy = required(form, 'AttributeValue');
			try {
				parseStatements(policy);
			} catch {
				throw new AwsError(
					'InvalidParameter',
					'Invalid parameter: Policy statement is not well formed',
				);
			}

			topic.policy = policy;
		}),

		ListTagsForResource: reads(formSchema, (form, context) => ({
			Tags: findTopic(form, context, 'ListTagsForResource', 'ResourceArn').topic.tags,
		})),

		DeleteTopic: writes(formSchema, (form, context) => {
			const {arn} = findTopic(form, context, 'DeleteTopic');
			// eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- topics stand in the state's file by ARN
			delete topicsOf(context)[arn];
		}),

		Subscribe: writes(formSchema, (form, context) => {
			const {arn, topic} = findTopic(form, context, 'Subscribe');
			topic.subscribers++;
			return {SubscriptionArn: `${arn}:${context.requestId}`};
		}),

		Publish: reads(formSchema, (form, context) => {
			findTopic(form, context, 'Publish');
			return {MessageId: context.requestId};
		}),
	}),
);
