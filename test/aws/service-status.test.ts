import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {kmsServiceStatus, statusFeed} from '../../source/aws/service-status.js';

const littleEndian = (text: string) => Buffer.from(text, 'utf16le');
const bigEndian = (text: string) => littleEndian(text).swap16();
const marked = (text: string) => `\u{FEFF}${text}`;

const event = (more: Record<string, unknown> = {}) => ({
	service: 'kms-us-east-1',
	status: '1',
	region_name: 'N. Virginia',
	summary: 'Increased API error rates',
	arn: 'arn:aws:health:us-east-1::event/KMS/AWS_KMS_ISSUE/1',
	...more,
});
const s3 = event({
	service: 's3-us-east-1',
	arn: 'arn:aws:health:us-east-1::event/S3/AWS_S3_ISSUE/1',
});

async function statusOf(feed: unknown, region = 'us-east-1') {
	const body = bigEndian(marked(JSON.stringify(feed)));
	return kmsServiceStatus(region, async () => new Response(new Uint8Array(body)));
}

const fine = {state: 'found', value: {outage: false, summaries: []}};

test.each([
	['UTF-16, big-endian', (text: string) => bigEndian(marked(text))],
	['UTF-16, little-endian', (text: string) => littleEndian(marked(text))],
	['UTF-16, big-endian, without a mark', bigEndian],
	['UTF-16, little-endian, without a mark', littleEndian],
	['utf8', (text: string) => Buffer.from(text)],
	['utf8 with a mark', (text: string) => Buffer.from(marked(text))],
])('the feed is read in %s', async (_, encode) => {
	const body = encode(JSON.stringify([event({summary: 'Größere Störung'})]));
	const asked: string[] = [];
	const status = await kmsServiceStatus('us-east-1', async (url) => {
		asked.push(new Request(url).url);
		return new Response(new Uint8Array(body));
	});
	expect(status).toEqual({
		state: 'found',
		value: {outage: true, summaries: ['Größere Störung']},
	});
	expect(asked).toEqual([statusFeed]);
});

test('another address can be asked', async () => {
	const asked: string[] = [];
	await kmsServiceStatus(
		'us-east-1',
		async (url) => {
			asked.push(new Request(url).url);
			return new Response('[]');
		},
		'http://127.0.0.1:1/events',
	);
	expect(asked).toEqual(['http://127.0.0.1:1/events']);
});

test.each([
	['an empty feed', []],
	['an event that is over', [event({status: '0'})]],
	['another service here', [s3]],
	[
		'KMS elsewhere',
		[
			event({
				service: 'kms-us-west-2',
				arn: 'arn:aws:health:us-west-2::event/KMS/X/1',
			}),
		],
	],
	[
		'a region whose name only begins alike',
		[
			event({
				service: 'kms-us-east-11',
				arn: 'arn:aws:health:us-east-11::event/KMS/X/1',
			}),
		],
	],
	[
		'several services elsewhere',
		[
			event({
				service: 'multipleservices-eu-west-1',
				arn: 'arn:aws:health:eu-west-1::event/MULTIPLE_SERVICES/X/1',
			}),
		],
	],
])('%s is no outage', async (_, feed) => {
	expect(await statusOf(feed)).toEqual(fine);
});

test.each([
	['KMS here', event()],
	['a status given as a number', event({status: 1})],
	['KMS in all regions', event({service: 'kms', arn: 'arn:aws:health:global::event/KMS/X/1'})],
	['KMS told by the ARN only', event({service: 'keymanagement-us-east-1'})],
	[
		'several services, KMS named',
		event({
			service: 'multipleservices-us-east-1',
			arn: 'arn:aws:health:us-east-1::event/MULTIPLE_SERVICES/X/1',
			event_log: [{message: 'AWS KMS and EC2 are affected'}],
		}),
	],
])('%s is an outage', async (_, open) => {
	expect(await statusOf([s3, open])).toEqual({
		state: 'found',
		value: {outage: true, summaries: ['Increased API error rates']},
	});
});

test('several services without a word about KMS: cannot tell', async () => {
	const feed = [
		event({
			service: 'multipleservices-us-east-1',
			arn: '',
			summary: 'Power\u{1B}[31m event',
		}),
	];
	expect(await statusOf(feed)).toMatchObject({
		state: 'unknown',
		code: 'several-services',
		reason: expect.stringContaining(String.raw`Power\u{1b}[31m event`) as string,
	});
});

test.each([
	['an object', {}],
	['a text', 'fine'],
	['an entry that is no event', [null]],
	['an event without service', [{status: '1'}]],
	['an event without status', [{service: 's3-us-east-1'}]],
	['a status of another kind for KMS', [event({status: '2'})]],
])('%s: cannot tell', async (_, feed) => {
	expect(await statusOf(feed)).toMatchObject({
		state: 'unknown',
		code: 'unreadable',
	});
});

test('cut at any byte, the feed is never taken for fine', async () => {
	const text = JSON.stringify([event()]);
	const whole = bigEndian(marked(text));
	const cuts = Array.from({length: whole.length}, (_, length) => whole.subarray(0, length));
	const answers = await Promise.all(
		cuts.map(async (cut) =>
			kmsServiceStatus('us-east-1', async () => new Response(new Uint8Array(cut))),
		),
	);
	for (const answer of answers) {
		expect(answer).toMatchObject({state: 'unknown', code: 'unreadable'});
	}
});

test.each([
	[
		'no network',
		async () => {
			throw new TypeError('fetch failed');
		},
		'unreachable',
	],
	[
		'no answer in time',
		async () => {
			throw new DOMException('', 'TimeoutError');
		},
		'timeout',
	],
	['an error page', async () => new Response('[]', {status: 503}), 'http'],
	['a page of HTML', async () => new Response('<html></html>'), 'unreadable'],
	['too much', async () => new Response(`[${' '.repeat(6_000_000)}]`), 'unreadable'],
])('%s: cannot tell', async (_, fetchFunction, code) => {
	expect(await kmsServiceStatus('us-east-1', fetchFunction)).toMatchObject({
		state: 'unknown',
		code,
	});
});

test('the request can be stopped from within', async () => {
	await kmsServiceStatus('us-east-1', async (_, options) => {
		expect(options?.signal).toBeInstanceOf(AbortSignal);
		return new Response('[]');
	});
	expect.assertions(1);
});

test.each(['cn-north-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1'])(
	'%s is not in the feed: cannot tell, and nobody is asked',
	async (region) => {
		const status = await kmsServiceStatus(region, async () => {
			throw new Error('Nobody should be asked.');
		});
		expect(status).toMatchObject({state: 'unknown', code: 'not-covered'});
	},
);
