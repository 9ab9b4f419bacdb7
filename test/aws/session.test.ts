import {STSClient} from '@aws-sdk/client-sts';
import {IAMClient} from '@aws-sdk/client-iam';
import {KMSClient} from '@aws-sdk/client-kms';
import {expect, onTestFinished, test} from 'vitest';
import {openSession, type ClientConfig, type SessionOptions} from '../../source/aws/session.js';

const keys = {
	AWS_ACCESS_KEY_ID: 'ASIAPRACTICEEXAMPLE1',
	AWS_SECRET_ACCESS_KEY: 'practice-only',
};
const sandbox = {url: 'http://127.0.0.1:4000', environment: keys};

const noFiles = {HOME: '/nowhere'};

function open(options: Partial<SessionOptions>) {
	const session = openSession({region: 'eu-west-1', env: {}, ...options});
	onTestFinished(() => {
		session.close();
	});
	return session;
}

test.each([
	['AWS itself', {}, undefined],
	['AWS_ENDPOINT_URL', {AWS_ENDPOINT_URL: 'http://all'}, 'http://all'],
	[
		'the service’s own variable',
		{AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_KMS: 'http://kms'},
		'http://kms (KMS) and http://all (IAM, STS, Secrets Manager, company sign-in)',
	],
	['another service’s variable', {AWS_ENDPOINT_URL_STS: 'http://sts'}, 'http://sts (STS)'],
	[
		'an address with a password',
		{AWS_ENDPOINT_URL: 'http://me:hush@all:4566/aws?key=hush'},
		'http://all:4566/aws',
	],
	['an empty variable', {AWS_ENDPOINT_URL: ''}, undefined],
	[
		'variables that are switched off',
		{
			AWS_ENDPOINT_URL: 'http://all',
			AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
		},
		undefined,
	],
])('%s: where calls go is known', (_name, env, endpoint) => {
	expect(open({env: {...noFiles, ...env}})).toMatchObject({
		sandbox: false,
	});
	expect(open({env: {...noFiles, ...env}}).endpoint).toBe(endpoint);
});

test('the sandbox is its own endpoint, whatever the environment says', () => {
	const session = open({sandbox, env: {AWS_ENDPOINT_URL: 'http://all'}});
	expect(session).toMatchObject({sandbox: true, endpoint: sandbox.url});
});

test('in the sandbox the practice keys are used, and said so', async () => {
	const session = open({sandbox});
	expect(await session.source()).toBe('the sandbox');
	expect(await session.client(KMSClient).config.credentials()).toMatchObject({
		accessKeyId: keys.AWS_ACCESS_KEY_ID,
	});
});

test('calls are tried again, except by the client for calls that must not be', async () => {
	const session = open({sandbox});
	const attempts = await Promise.all(
		[
			session.client(KMSClient),
			session.once(KMSClient),
			session.client(IAMClient),
			session.client(STSClient),
		].map(async ({config}) => config.maxAttempts()),
	);
	expect(attempts).toEqual([4, 1, 4, 4]);
});

/** A client of a service that nothing here names. */
class TopicsClient extends KMSClient {
	constructor(config: ClientConfig) {
		super({...config, serviceId: 'Simple Topics'});
	}
}

test.each([
	[{}, undefined],
	[{AWS_ENDPOINT_URL: 'http://all'}, 'all'],
	[
		{
			AWS_ENDPOINT_URL: 'http://all',
			AWS_ENDPOINT_URL_SIMPLE_TOPICS: 'http://topics',
		},
		'topics',
	],
])('any service has its client, at the endpoint of %j', async (env, host) => {
	const session = open({env: {...noFiles, ...env}});
	const {config} = session.client(TopicsClient);
	const {hostname} = (await config.endpoint?.()) ?? {};
	expect(hostname).toBe(host);
	expect(session.client(TopicsClient)).toBe(session.client(TopicsClient));
	expect(session.once(TopicsClient)).not.toBe(session.client(TopicsClient));
	expect(await session.once(TopicsClient).config.maxAttempts()).toBe(1);
});

test('in the sandbox any service is asked there, with the practice keys', async () => {
	const {config} = open({sandbox}).once(TopicsClient);
	expect(await config.endpoint?.()).toMatchObject({hostname: '127.0.0.1'});
	expect(await config.credentials()).toMatchObject({
		accessKeyId: keys.AWS_ACCESS_KEY_ID,
	});
});

test('an endpoint of such a service that is no web address is told when it is asked', async () => {
	const env = {...noFiles, AWS_ENDPOINT_URL_SIMPLE_TOPICS: 'localhost'};
	const {config} = open({env}).client(TopicsClient);
	await expect(config.credentials()).rejects.toThrow(
		'AWS_ENDPOINT_URL_SIMPLE_TOPICS does not hold',
	);
});
