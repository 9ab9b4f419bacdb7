import {parsePolicyDocument, type Statement} from '../../../source/policy/policy-document.js';
import {
	Tagged,
	templateValue,
	type TemplatePart,
} from '../../../source/resources/cloudformation.js';
import {certainEffects, isDescriptive, type ExportPlan} from '../../../source/resources/export.js';
import {actionsOf, ownArn, type OperatorStatements} from '../../../source/resources/permissions.js';
import {inputsOf} from '../../../source/resources/resource.js';
import {shellJson, shellText, type ShellPart} from '../../../source/resources/shell.js';
import {
	Expression,
	hclValue,
	importBlock,
	jsonText,
	type TerraformPart,
} from '../../../source/resources/terraform.js';
import {topicArn, topicReads} from './read.js';
import {createTopic, deleteTopic, setTopicPolicy, topicEffects} from './calls.js';

// The topic that a setup makes; an export is planned where nothing is there yet.
function wantedOf({changes}: ExportPlan) {
	const [topic] = inputsOf(changes, createTopic);
	const [policy] = inputsOf(changes, setTopicPolicy);
	return (
		topic &&
		policy && {
			name: topic.Name,
			tags: topic.Tags.map(({Key, Value}) => ({key: Key, value: Value})).filter((tag) =>
				isDescriptive(tag),
			),
			policy: parsePolicyDocument(policy.AttributeValue),
		}
	);
}

// The ARNs of the topics that it has made already.
function madeOf(plan: ExportPlan): string[] {
	return certainEffects(plan, topicEffects.own).flatMap(({arn}) => arn ?? []);
}

/** The topic with its policy, as CloudFormation says it. */
export function topicTemplate(plan: ExportPlan): TemplatePart[] {
	const wanted = wantedOf(plan);
	return wanted
		? [
				{
					resources: {
						Topic: {
							Type: 'AWS::SNS::Topic',
							DeletionPolicy: 'Retain',
							UpdateReplacePolicy: 'Retain',
							Properties: {
								TopicName: wanted.name,
								Tags: wanted.tags.map(({key, value}) => ({
									Key: key,
									Value: value,
								})),
							},
						},
						TopicPolicy: {
							Type: 'AWS::SNS::TopicPolicy',
							Properties: {
								Topics: [new Tagged('!Ref', 'Topic')],
								PolicyDocument: templateValue(wanted.policy, plan),
							},
						},
					},
					// Its policy names it by its ARN, and so its region.
					oneRegionOnly: 'The topic lies in one region.',
					outputs: {
						TopicArn: {
							Description: 'For "Topic ARN" in Workato',
							Value: new Tagged('!Ref', 'Topic'),
						},
					},
					imports: madeOf(plan).map((TopicArn) => ({
						type: 'AWS::SNS::Topic',
						logicalId: 'Topic',
						identifier: {TopicArn},
					})),
				},
			]
		: [];
}

/** The topic with its policy, as Terraform says it. */
export function topicTerraform(plan: ExportPlan): TerraformPart {
	const wanted = wantedOf(plan);
	return wanted
		? {
				imports: madeOf(plan).map((arn) => importBlock('aws_sns_topic.workato', arn)),
				resources: [
					{
						type: 'resource',
						labels: ['aws_sns_topic', 'workato'],
						body: {
							name: wanted.name,
							policy: jsonText(hclValue(wanted.policy, plan)),
							tags: Object.fromEntries(wanted.tags.map(({key, value}) => [key, value])),
						},
					},
				],
				outputs: [
					{
						type: 'output',
						labels: ['topic_arn'],
						body: {
							description: 'For "Topic ARN" in Workato',
							value: new Expression('aws_sns_topic.workato.arn'),
						},
					},
				],
			}
		: {resources: []};
}

/** The topic with its policy, as a script says it. */
export function topicShell(plan: ExportPlan): ShellPart {
	const wanted = wantedOf(plan);
	if (!wanted) {
		return {lines: []};
	}

	const [create] = inputsOf(plan.changes, createTopic);
	const arn = topicArn(plan.planned, plan.region, wanted.name);
	return {
		absentCodes: ['NotFound'],
		lines: [
			`topic=${shellText(arn, plan)}`,
			`policy=${shellJson(wanted.policy, plan)}`,
			'look_for aws sns get-topic-attributes --topic-arn="$topic"',
			'if [[ -z $answer ]]; then',
			`	change aws sns create-topic --cli-input-json ${shellJson(create ?? {}, plan)}`,
			'	say "Made the topic $topic"',
			'	change aws sns set-topic-attributes --topic-arn="$topic" --attribute-name=Policy --attribute-value="$policy"',
			'	say "Set its policy"',
			'else',
			'	found=$(jq -r .Attributes.Policy <<<"$answer")',
			'	ask aws sns list-tags-for-resource --resource-arn="$topic"',
			'	run=$(jq -r \'[.Tags[]? | select(.Key == "workato-aws:run").Value][0] // ""\' <<<"$answer")',
			'	[[ $run == "$mark" ]] ||',
			'		stop "$topic is there already, and this setup did not make it: it does not carry the mark $mark."',
			'	merged=$(merge "$found" "$(jq -c .Statement <<<"$policy")")',
			'	if [[ -n $merged ]]; then',
			'		change aws sns set-topic-attributes --topic-arn="$topic" --attribute-name=Policy --attribute-value="$merged"',
			'		say "Added to its policy"',
			'	fi',
			'fi',
			'say "Topic ARN: $topic"',
		],
	};
}

/** What an operator needs to make the topic, write its policy and see both. */
export function topicPermissions(plan: ExportPlan): OperatorStatements {
	const [topic] = inputsOf(plan.changes, createTopic);
	const Resource = ownArn(plan, 'sns', topic?.Name ?? '*');
	return {
		make: [
			{
				Sid: 'MakeTheTopic',
				Effect: 'Allow',
				Action: actionsOf(createTopic.permission),
				Resource,
			},
		],
		use: [
			{
				Sid: 'WriteAndReadTheTopic',
				Effect: 'Allow',
				Action: actionsOf(setTopicPolicy.permission, ...topicReads),
				Resource,
			},
		],
	};
}

/** What it takes to delete the topic again. */
export function topicUndoPermissions(plan: ExportPlan): Statement[] {
	return inputsOf(plan.changes, createTopic).map(({Name}) => ({
		Sid: 'DeleteTheTopic',
		Effect: 'Allow',
		Action: actionsOf(deleteTopic.permission, ...topicReads),
		Resource: ownArn(plan, 'sns', Name),
	}));
}
