import {Buffer} from 'node:buffer';
import {CreateKeyCommand, DescribeKeyCommand, ListKeysCommand} from '@aws-sdk/client-kms';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {ListRolesCommand} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {failureOf, keyIds, newKey, openSandbox, type OpenSandbox} from './harness.js';

const createKey = new CreateKeyCommand({});
const countKeys = async (world: OpenSandbox) => {
	const ids = await keyIds(world.kms());
	return ids.length;
};

test.each([
	['throttle', 'ThrottlingException', 'Throttling'],
	['internal', 'KMSInternalException', 'InternalFailure'],
	['unavailable', 'ServiceUnavailableException', 'ServiceUnavailable'],
	['expired-token', 'ExpiredTokenException', 'ExpiredToken'],
	['denied', 'AccessDeniedException', 'AccessDenied'],
])(
	'%s fails the next call only, in the words of its service, and nothing happens',
	async (kind, kmsName, queryName) => {
		await using world = await openSandbox();
		await world.post('/_sandbox/faults', [
			{operation: 'CreateKey', kind},
			{service: 'iam', operation: '*', kind},
		]);
		expect(await failureOf(world.kms().send(createKey))).toMatchObject({
			name: kmsName,
		});
		expect(await failureOf(world.iam().send(new ListRolesCommand({})))).toMatchObject({
			name: queryName,
		});
		expect(await countKeys(world)).toBe(0);
		await expect(world.kms().send(createKey)).resolves.toBeDefined();
	},
);

test.each([
	['reset-before', 0],
	['reset-after', 1],
	['truncated', 1],
])('%s loses the answer, with %i keys made', async (kind, keys) => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [{operation: 'CreateKey', kind}]);
	await expect(world.kms().send(createKey)).rejects.toThrow();
	expect(await countKeys(world)).toBe(keys);
});

test('the SDK gets over two throttled calls by itself', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [{operation: 'ListKeys', kind: 'throttle', times: 2}]);
	await expect(world.kms({maxAttempts: 3}).send(new ListKeysCommand({}))).resolves.toBeDefined();
});

test('a fault can let calls pass first', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [{operation: 'CreateKey', kind: 'internal', after: 1}]);
	await world.kms().send(createKey);
	expect(await failureOf(world.kms().send(createKey))).toMatchObject({
		name: 'KMSInternalException',
	});
});

test('a call that hangs ends when the sandbox closes', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [{operation: 'CreateKey', kind: 'hang'}]);
	const call = failureOf(world.kms().send(createKey));
	await expect.poll(async () => world.get('/_sandbox/calls')).toHaveLength(1);

	await world.sandbox.close();
	await expect(call).resolves.toBeDefined();
});

test('a new key is not seen for as many looks as was asked for', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/consistency', {reads: 2});
	const kms = world.kms();
	const {KeyId} = await newKey(kms);
	const describe = async () => kms.send(new DescribeKeyCommand({KeyId}));
	expect(await failureOf(describe())).toMatchObject({
		name: 'NotFoundException',
	});
	expect(await countKeys(world)).toBe(0);
	await expect(describe()).resolves.toBeDefined();
	expect(await countKeys(world)).toBe(1);
});

test('every call waits as long as was asked for', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/delay', {milliseconds: 30});
	const start = performance.now();
	await world.sts().send(new GetCallerIdentityCommand({}));
	expect(performance.now() - start).toBeGreaterThanOrEqual(25);
});

test('calls are written down, writes told from reads, and can be cleared', async () => {
	await using world = await openSandbox();
	await newKey(world.kms());
	await world.kms({region: 'eu-west-1'}).send(new ListKeysCommand({}));
	await failureOf(world.kms().send(new DescribeKeyCommand({KeyId: 'alias/none'})));
	expect(await world.get('/_sandbox/calls')).toMatchObject([
		{
			service: 'kms',
			operation: 'CreateKey',
			region: 'us-east-1',
			write: true,
			outcome: 'ok',
		},
		{
			service: 'kms',
			operation: 'ListKeys',
			region: 'eu-west-1',
			write: false,
			outcome: 'ok',
		},
		{
			service: 'kms',
			operation: 'DescribeKey',
			write: false,
			outcome: 'NotFoundException',
		},
	]);
	await world.send('DELETE', '/_sandbox/calls');
	expect(await world.get('/_sandbox/calls')).toEqual([]);
});

test('the status feed is UTF-16 with a byte-order mark, and names the outage', async () => {
	await using world = await openSandbox();
	const feed = async () => {
		const response = await world.send('GET', '/_sandbox/currentevents');
		const bytes = Buffer.from(await response.arrayBuffer());
		expect([...bytes.subarray(0, 2)]).toEqual([0xfe, 0xff]);
		const events: unknown = JSON.parse(new TextDecoder('utf-16be').decode(bytes));
		return events;
	};

	expect(await feed()).toEqual([]);
	await world.post('/_sandbox/outage', {
		region: 'eu-west-1',
		summary: 'Increased errors',
	});
	expect(await feed()).toMatchObject([
		{
			service: 'kms-eu-west-1',
			status: '1',
			region_name: 'eu-west-1',
			summary: 'Increased errors',
		},
	]);
	const health = await world.send('GET', '/_sandbox/health?region=eu-west-1');
	await expect(health.json()).resolves.toEqual({
		region: 'eu-west-1',
		outage: 'Increased errors',
	});
});

test('a clock that is an hour off: the answer tells the time, and the SDK signs by it from then on', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [
		{service: 'kms', operation: '*', kind: 'clock-skew', times: 3},
	]);
	const client = world.kms();
	expect(await failureOf(client.send(createKey))).toMatchObject({
		name: 'InvalidSignatureException',
	});
	await expect(client.send(createKey)).resolves.toBeDefined();
});
