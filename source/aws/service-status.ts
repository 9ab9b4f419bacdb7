import {formatProse} from '../terminal/foreign-text.js';
import {type Lookup} from './errors.js';
import {type AwsSession} from './session.js';

/** The code of “cannot tell” where calls go to a stand-in for AWS. */
export const notAws = 'NotAws';

/** Whether AWS reports trouble with KMS in the session's region. A stand-in for AWS has no such feed: cannot tell. */
export async function sessionServiceStatus(session: AwsSession): Promise<Lookup<ServiceStatus>> {
	if (session.sandbox && session.endpoint) {
		const feed = new URL('/_sandbox/currentevents', session.endpoint);
		return kmsServiceStatus(session.region, fetch, feed.href);
	}

	return session.endpoint
		? {
				state: 'unknown',
				code: notAws,
				reason: `${session.endpoint} is not AWS; its public status says nothing about it.`,
			}
		: kmsServiceStatus(session.region, fetch);
}

/** Where AWS publishes its open events; no credentials are needed (facts, section 3.10). */
export const statusFeed = 'https://health.aws.amazon.com/public/currentevents';

/** Whether AWS reports an open event for KMS in a region, and AWS's own words about it. */
export type ServiceStatus = {outage: boolean; summaries: string[]};

type StatusLookup = Exclude<Lookup<ServiceStatus>, {state: 'absent'}>;
type Event = {
	service: string;
	status: string;
	arn: string;
	summary: string;
	mentionsKms: boolean;
};

const giveUpAfter = 5000;
const longestFeed = 5 * 1024 * 1024;

/**
Asks AWS's public status feed about KMS in one region; waits at most 5 seconds and never throws. Whatever is not read and
understood in full is `unknown`, never "fine": no network, an odd answer, a partition that the feed does not cover, or an
event over several services that does not say whether KMS is one of them.
*/
export async function kmsServiceStatus(
	region: string,
	fetchFunction: typeof fetch,
	url: string = statusFeed,
): Promise<StatusLookup> {
	if (/^(?:cn|us-iso[a-z]*|eu-isoe|eusc)-/v.test(region)) {
		return unknown('not-covered', `The public status feed does not cover ${region}`);
	}

	let bytes: Uint8Array;
	try {
		const response = await fetchFunction(url, {
			signal: AbortSignal.timeout(giveUpAfter),
		});
		if (!response.ok) {
			return unknown('http', `The public status feed answered with status ${response.status}`);
		}

		bytes = new Uint8Array(await response.arrayBuffer());
	} catch (error) {
		return error instanceof Error && error.name === 'TimeoutError'
			? unknown('timeout', 'The public status feed did not answer within 5 seconds')
			: unknown('unreachable', 'The public status feed could not be reached');
	}

	return readStatus(bytes, region);
}

function readStatus(bytes: Uint8Array, region: string): StatusLookup {
	const events = longestFeed < bytes.byteLength ? undefined : readEvents(bytes);
	if (!events) {
		return unknown('unreadable', 'The public status feed could not be understood');
	}

	const here = events.filter((event) => isInRegion(event, region) && event.status !== '0');
	const open = here.filter((event) => isAboutKms(event, region));
	if (open.some(({status}) => status !== '1')) {
		return unknown(
			'unreadable',
			'The public status feed has an event for KMS of a kind not known here',
		);
	}

	const unclear = here.find((event) => isOverSeveralServices(event));
	if (unclear && open.length === 0) {
		return unknown(
			'several-services',
			`AWS reports an event over several services in ${region} and does not say whether KMS is one of them: ${unclear.summary}`,
		);
	}

	return {
		state: 'found',
		value: {
			outage: open.length > 0,
			summaries: open.map(({summary}) => summary),
		},
	};
}

function readEvents(bytes: Uint8Array): Event[] | undefined {
	try {
		const feed: unknown = JSON.parse(decodeFeed(bytes));
		return Array.isArray(feed) ? feed.map((entry: unknown) => readEvent(entry)) : undefined;
	} catch {
		return undefined;
	}
}

function readEvent(entry: unknown): Event {
	if (
		typeof entry !== 'object' ||
		entry === null ||
		!('service' in entry) ||
		!('status' in entry)
	) {
		throw new TypeError('Not an event of the status feed.');
	}

	const {service, status} = entry;
	const isStatus = typeof status === 'string' || typeof status === 'number';
	if (typeof service !== 'string' || !isStatus) {
		throw new TypeError('Not an event of the status feed.');
	}

	const summary = 'summary' in entry && typeof entry.summary === 'string' ? entry.summary : '';
	return {
		service: service.toLowerCase(),
		status: String(status),
		arn: 'arn' in entry && typeof entry.arn === 'string' ? entry.arn.toLowerCase() : '',
		summary: summary === '' ? 'no summary given' : formatProse(summary, 300),
		mentionsKms: /\bkms\b|key management service/iv.test(JSON.stringify(entry)),
	};
}

/** By the service's ending (`kms-us-east-1`) or the ARN's region; an event that names no region counts everywhere. */
function isInRegion({service, arn}: Event, region: string): boolean {
	const arnRegion = arn.split(':', 4)[3] ?? '';
	const isEverywhere = !/-\d$/v.test(service) && ['', 'global'].includes(arnRegion);
	return service.endsWith(`-${region}`) || arnRegion === region || isEverywhere;
}

function isAboutKms({service, arn, mentionsKms}: Event, region: string): boolean {
	return (
		service === 'kms' || service === `kms-${region}` || arn.includes('::event/kms/') || mentionsKms
	);
}

function isOverSeveralServices({service, arn}: Event): boolean {
	return service.includes('multi') || arn.includes('::event/multi');
}

function unknown(code: string, reason: string): StatusLookup {
	return {state: 'unknown', code, reason};
}

/**
The status feed's bytes as text: by the byte-order mark (the feed is UTF-16, big-endian when seen), else by where the zero
bytes of its first character lie, else UTF-8. Throws a `TypeError` on bytes that are not text in that encoding.
*/
function decodeFeed(bytes: Uint8Array): string {
	return new TextDecoder(encodingOf(bytes), {fatal: true}).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
	if (first === 0 || (first === 0xfe && second === 0xff)) {
		return 'utf-16be';
	}

	return second === 0 || (first === 0xff && second === 0xfe) ? 'utf-16le' : 'utf8';
}
