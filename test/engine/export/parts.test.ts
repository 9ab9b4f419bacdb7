import {afterEach, expect, test} from 'vitest';
import * as z from 'zod';
import {exportFiles} from '../../../source/engine/export/export-text.js';
import {
	operatorStatements,
	permissionRows,
	statementsToStart,
	undoStatements,
} from '../../../source/engine/export/permissions.js';
import {type ExportPlan} from '../../../source/resources/export.js';
import {registerResource} from '../../../source/resources/registry.js';
import {defineCall, inputsOf, type Resource} from '../../../source/resources/resource.js';
import {Tagged} from '../../../source/resources/cloudformation.js';
import {Expression} from '../../../source/resources/terraform.js';
import {actionsOf, ownArn} from '../../../source/resources/permissions.js';

const createTopic = defineCall({
	service: 'sns',
	operation: 'CreateTopic',
	input: z.strictObject({Name: z.string()}),
	permission: {
		actions: ['sns:CreateTopic', 'sns:TagResource'],
		why: 'a topic of its own',
	},
	send: async () => ({}),
});
const deleteTopic = defineCall({
	service: 'sns',
	operation: 'DeleteTopic',
	input: z.strictObject({TopicArn: z.string()}),
	permission: {why: 'take the topic away', when: 'undo'},
	send: async () => ({}),
});
const bare: Resource = {
	id: 'sns-topic',
	title: 'an SNS topic',
	calls: [createTopic, deleteTopic],
};
const exportText = (...args: Parameters<typeof exportFiles>) => exportFiles(...args)[0].text;
const namesOf = ({changes}: ExportPlan) => inputsOf(changes, createTopic).map(({Name}) => Name);
const whole: Resource = {
	...bare,
	reads: [
		{actions: ['sns:GetTopicAttributes'], why: 'whether it is there'},
		{actions: ['sns:ListTopics'], why: 'the list', when: 'optional'},
	],
	permissions: (plan) => ({
		make: namesOf(plan).map((name) => ({
			Sid: 'MakeTheTopic',
			Effect: 'Allow',
			Action: actionsOf(createTopic.permission),
			Resource: ownArn(plan, 'sns', name),
		})),
	}),
	undoPermissions: (plan) =>
		namesOf(plan).map((name) => ({
			Sid: 'TakeTheTopicAway',
			Effect: 'Allow',
			Action: actionsOf(deleteTopic.permission),
			Resource: ownArn(plan, 'sns', name),
		})),
	cloudformation: (plan) =>
		namesOf(plan).map((TopicName) => ({
			resources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName}}},
			outputs: {TopicArn: {Value: new Tagged('!Ref', 'Topic')}},
		})),
	terraform: (plan) => ({
		resources: namesOf(plan).map((name) => ({
			type: 'resource',
			labels: ['aws_sns_topic', 'workato'],
			body: {name},
		})),
		outputs: [
			{
				type: 'output',
				labels: ['topic'],
				body: {value: new Expression('aws_sns_topic.workato.arn')},
			},
		],
	}),
	shell: (plan) => ({
		functions: 'make_topic() {\n\tchange aws sns create-topic --name="$1"\n}',
		lines: namesOf(plan).map((name) => `make_topic ${name}`),
		absentCodes: ['NotFound'],
	}),
};

const plan: ExportPlan = {
	name: 'alarms',
	fileName: 'alarms.txt',
	title: 'Alarms',
	words: {partner: 'Workato', group: 'alarm'},
	resources: ['sns-topic'],
	changes: [
		{
			id: 'create-topic',
			title: 'Make the topic',
			why: '',
			call: {
				service: 'sns',
				operation: 'CreateTopic',
				input: {Name: 'workato-alarms'},
			},
		},
	],
	account: '111122223333',
	planned: {account: '111122223333', partition: 'aws'},
	region: 'us-east-1',
	mark: 'run',
	effects: [],
	unknown: new Set(),
};

let remove: (() => void) | undefined;
afterEach(() => {
	remove?.();
	remove = undefined;
});

test.each([
	['cloudformation', 'A CloudFormation template'],
	['terraform', 'Terraform'],
	['shell', 'A shell script'],
	['permissions', 'An IAM policy'],
] as const)(
	'%s refuses what a kind of thing has no words for, rather than leave it out',
	(format, title) => {
		remove = registerResource(bare);
		expect(() => exportText(format, plan)).toThrow(
			expect.objectContaining({
				code: 'export-cannot-say',
				message: `${title} cannot say what this setup does to an SNS topic.`,
			}),
		);
	},
);

test('undo’s permissions refuse it, too', () => {
	remove = registerResource(bare);
	expect(() => undoStatements(plan)).toThrow(expect.objectContaining({code: 'export-cannot-say'}));
});

test('a call that no kind of thing knows is a fault, not an empty export', () => {
	expect(() => exportText('shell', {...plan, resources: []})).toThrow('create-topic');
});

test('a kind of thing that is added brings its own part to every format', () => {
	remove = registerResource(whole);
	expect(exportText('cloudformation', plan)).toContain(`Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: workato-alarms

Outputs:
  TopicArn:
    Value: !Ref Topic
`);
	expect(exportText('terraform', plan)).toContain(`
resource "aws_sns_topic" "workato" {
  name = "workato-alarms"
}

output "topic" {
  value = aws_sns_topic.workato.arn
}
`);
	const script = exportText('shell', plan);
	expect(script).toContain('NotFoundException | NoSuchEntity | NotFound)');
	expect(script.endsWith('\n}\n\nmake_topic workato-alarms\n')).toBe(true);
});

test('its permissions come from its calls and reads: for an operator, before the answers, for undo, in the reference', () => {
	remove = registerResource(whole);
	const arn = 'arn:aws:sns:us-east-1:111122223333:workato-alarms';
	expect(operatorStatements(plan)).toEqual([
		{
			Sid: 'MakeTheTopic',
			Effect: 'Allow',
			Action: ['sns:CreateTopic', 'sns:TagResource'],
			Resource: arn,
		},
	]);
	expect(statementsToStart(plan).at(-1)).toMatchObject({
		Sid: 'LookAround',
		Action: ['sns:GetTopicAttributes'],
	});
	expect(undoStatements(plan)).toMatchObject([{Action: 'sns:DeleteTopic', Resource: arn}]);
	expect(permissionRows().filter(({resource}) => resource === 'sns-topic')).toEqual([
		{
			action: 'sns:CreateTopic',
			resource: 'sns-topic',
			why: 'a topic of its own',
		},
		{
			action: 'sns:TagResource',
			resource: 'sns-topic',
			why: 'a topic of its own',
		},
		{
			action: 'sns:DeleteTopic',
			resource: 'sns-topic',
			why: 'take the topic away',
			when: 'undo',
		},
		{
			action: 'sns:GetTopicAttributes',
			resource: 'sns-topic',
			why: 'whether it is there',
		},
		{
			action: 'sns:ListTopics',
			resource: 'sns-topic',
			why: 'the list',
			when: 'optional',
		},
	]);
});
