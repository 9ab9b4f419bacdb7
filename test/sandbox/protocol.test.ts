import {request, type OutgoingHttpHeaders} from 'node:http';
import {ListKeysCommand, ListRetirableGrantsCommand} from '@aws-sdk/client-kms';
import {ListRolesCommand} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {account, failureOf, openSandbox, type OpenSandbox} from './harness.js';

const authorization =
	'AWS4-HMAC-SHA256 Credential=ASIAPRACTICEEXAMPLE1/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=00';

/** A raw call to KMS, and the status and body that come back. */
const call = async (
	{sandbox}: OpenSandbox,
	target: string,
	body: string,
	headers: Record<string, string> = {},
) => {
	const response = await fetch(sandbox.url, {
		method: 'POST',
		headers: {
			'x-amz-target': target,
			'content-type': 'application/x-amz-json-1.1',
			...headers,
		},
		body,
	});
	const text = await response.text();
	return {status: response.status, text, headers: response.headers};
};

test('errors of KMS are JSON with the type and the message', async () => {
	await using world = await openSandbox();
	const signed = {authorization, 'x-amz-security-token': 'practice-only'};
	const {status, text, headers} = await call(world, 'TrentService.DescribeKey', '{}', signed);
	expect(status).toBe(400);
	expect(JSON.parse(text)).toEqual({
		__type: 'ValidationException',
		message:
			"1 validation error detected: Value at 'keyId' failed to satisfy constraint: Member must not be null",
	});
	expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
	expect(headers.get('x-amzn-requestid')).toMatch(/^[\-0-9a-f]{36}$/v);
});

test.each([
	['a body that is no JSON', '{', 'SerializationException'],
	['a value of the wrong type', '{"KeyId": 1}', 'SerializationException'],
])('%s is refused', async (_what, body, name) => {
	await using world = await openSandbox();
	const signed = {authorization, 'x-amz-security-token': 'practice-only'};
	const {text} = await call(world, 'TrentService.DescribeKey', body, signed);
	expect(JSON.parse(text)).toMatchObject({__type: name});
});

test('a call without credentials is refused', async () => {
	await using world = await openSandbox();
	const {text} = await call(world, 'TrentService.ListKeys', '{}');
	expect(JSON.parse(text)).toMatchObject({
		__type: 'MissingAuthenticationTokenException',
	});
});

test('unknown and expired credentials are refused in the words of each service', async () => {
	await using world = await openSandbox();
	const stranger = {accessKeyId: 'AKIANOBODYKNOWSTHIS1'};
	expect(await failureOf(world.kms(stranger).send(new ListKeysCommand({})))).toMatchObject({
		name: 'UnrecognizedClientException',
	});
	expect(await failureOf(world.iam(stranger).send(new ListRolesCommand({})))).toMatchObject({
		name: 'InvalidClientTokenId',
	});
	const wrongToken = {
		accessKeyId: 'ASIAPRACTICEEXAMPLE1',
		sessionToken: 'wrong',
	};
	expect(await failureOf(world.kms(wrongToken).send(new ListKeysCommand({})))).toMatchObject({
		name: 'UnrecognizedClientException',
	});
	const late = {accessKeyId: 'AKIAEXPIREDIDENTITY1'};
	await world.post('/_sandbox/callers', {
		...late,
		arn: `arn:aws:iam::${account}:user/late`,
		expired: true,
	});
	expect(await failureOf(world.kms(late).send(new ListKeysCommand({})))).toMatchObject({
		name: 'ExpiredTokenException',
	});
	expect(await failureOf(world.iam(late).send(new ListRolesCommand({})))).toMatchObject({
		name: 'ExpiredToken',
	});
});

test('an operation that the sandbox does not play is unknown', async () => {
	await using world = await openSandbox();
	const grants = world.kms().send(new ListRetirableGrantsCommand({RetiringPrincipal: 'a'}));
	expect(await failureOf(grants)).toMatchObject({
		name: 'UnknownOperationException',
	});
});

/** The status of a request with these headers, which `fetch` would not send. */
const statusOf = async (
	url: string,
	method: string,
	headers: OutgoingHttpHeaders,
): Promise<unknown> =>
	new Promise((resolve) => {
		request(url, {method, headers}, (response) => {
			response.resume();
			resolve(response.statusCode);
		}).end();
	});

test('a page in a browser reaches nothing of the sandbox', async () => {
	await using world = await openSandbox();
	const {url} = world.sandbox;
	const json = {'content-type': 'application/json'};
	for (const path of ['/_sandbox/seed', '/_workato/projects', '/start', '/']) {
		for (const foreign of [
			{host: 'evil.example'},
			{origin: 'https://evil.example'},
			{origin: 'http://127.0.0.1:1'},
			{origin: 'null'},
		]) {
			expect(
				await statusOf(url + path, 'POST', {...json, ...foreign}),
				JSON.stringify([path, foreign]),
			).toBe(403);
		}
	}

	expect(await statusOf(`${url}/_sandbox/seed`, 'POST', {...json, origin: url})).toBe(200);
});

test.each([
	{},
	{'content-type': 'text/plain'},
	{'content-type': 'application/x-www-form-urlencoded'},
	{'content-type': 'application/json5'},
])('a control call takes nothing but JSON (%o)', async (headers) => {
	await using world = await openSandbox();
	for (const path of ['/_sandbox/seed', '/_workato/projects']) {
		expect(await statusOf(world.sandbox.url + path, 'POST', headers)).toBe(415);
	}
});

test.each([
	['GET', '/', undefined, 404],
	['GET', '/_sandbox/nothing', undefined, 404],
	['POST', '/_sandbox/faults', {operation: 'CreateKey'}, 400],
	['POST', '/_sandbox/delay', {milliseconds: 'long'}, 400],
])('%s %s answers %s with %i', async (method, target, body, status) => {
	await using world = await openSandbox();
	const response = await world.send(method, target, body);
	expect(response.status).toBe(status);
});
