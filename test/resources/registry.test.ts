import {expect, test} from 'vitest';
import * as z from 'zod';
import {reference} from '../../source/resources/call.js';
import {
	allResources,
	callKind,
	findCallKind,
	registerResource,
} from '../../source/resources/registry.js';
import {defineCall} from '../../source/resources/resource.js';
import {openSession} from '../../source/aws/session.js';

const session = openSession({region: 'us-east-1', env: {}});

const sent: unknown[] = [];
const createTopic = defineCall({
	service: 'sns',
	operation: 'CreateTopic',
	permission: {why: 'a topic for the test'},
	input: z.strictObject({Name: z.string(), KeyId: z.string().optional()}),
	async send(_session, input) {
		sent.push(input);
		return {TopicArn: `arn:aws:sns:us-east-1:111122223333:${input.Name}`};
	},
});

test('each call is known by its service and operation, to one resource alone', () => {
	const names = allResources()
		.flatMap(({calls}) => calls)
		.map(({service, operation}) => `${service}:${operation}`);
	expect(new Set(names).size).toBe(names.length);
	expect(callKind({service: 'kms', operation: 'CreateKey'})).toMatchObject({
		isDuplicating: true,
	});
	expect(() => callKind({service: 'iam', operation: 'CreateKey'})).toThrow('iam:CreateKey');
});

test('a resource can be added, once, and taken away again', () => {
	const topic = {id: 'sns-topic', title: 'an SNS topic', calls: [createTopic]};
	expect(findCallKind(createTopic)).toBeUndefined();
	const remove = registerResource(topic);
	expect(() => registerResource(topic)).toThrow('sns-topic');
	expect(allResources().at(-1)).toBe(topic);
	expect(callKind(createTopic)).toBe(createTopic);
	remove();
	expect(findCallKind(createTopic)).toBeUndefined();
});

test('an input is checked before it is sent, and no field goes beside those that are described', async () => {
	await createTopic.send(session, {Name: 'one'});
	expect(sent).toEqual([{Name: 'one'}]);
	await expect(createTopic.send(session, {Name: 'two', Policy: '*'})).rejects.toThrow(z.ZodError);
	expect(sent).toHaveLength(1);
});

test('a planned input is read with its own type, and its references as words', () => {
	const {Name, KeyId} = createTopic.read({
		Name: 'one',
		KeyId: reference('create-key', 'KeyId'),
	});
	expect([Name, KeyId]).toEqual(['one', '<KeyId from create-key>']);
	expect(() => createTopic.read({KeyId: 'two'})).toThrow(z.ZodError);
});
