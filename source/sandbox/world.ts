import {type CommonFailure} from './answer.js';
import {type StateFile} from './state-file.js';
import {inSeconds} from './state.js';

/**
What can be made to go wrong with a call. `reset-after` and `truncated` act first and then spoil the answer. `clock-skew`: AWS's
clock is an hour ahead of the caller's.
*/
export const faultKinds = [
	'throttle',
	'internal',
	'unavailable',
	'reset-before',
	'reset-after',
	'hang',
	'expired-token',
	'denied',
	'truncated',
	'clock-skew',
] as const;

/** A fault that waits for its call. `operation` may be `*`. */
type Fault = {
	service?: string | undefined;
	operation: string;
	kind: (typeof faultKinds)[number];
	/** How many calls it still hits. */
	times: number;
	/** How many calls it still lets pass first. */
	after: number;
};

/** What a fault does: fail instead of acting, lose the call before it acts, or act and spoil the answer; or tell another time. */
export type FaultEffect = {
	failure?: CommonFailure;
	lost?: 'reset' | 'hang';
	spoiled?: 'reset' | 'truncated';
	/** Milliseconds that AWS's clock is ahead. */
	clockAhead?: number;
};

/** What each kind of fault does. */
const effects: Record<Fault['kind'], FaultEffect> = {
	throttle: {failure: 'throttle'},
	internal: {failure: 'internal'},
	unavailable: {failure: 'unavailable'},
	'expired-token': {failure: 'expired-token'},
	denied: {failure: 'denied'},
	'reset-before': {lost: 'reset'},
	hang: {lost: 'hang'},
	'reset-after': {spoiled: 'reset'},
	truncated: {spoiled: 'truncated'},
	'clock-skew': {clockAhead: 3_600_000},
};

/** Takes the fault that is due for a call, if any, and counts it down. */
export const takeFault = (
	faults: Fault[],
	service: string,
	operation: string,
): {kind: Fault['kind']; effect: FaultEffect} | undefined => {
	const due = faults.find(
		(fault) =>
			fault.times > 0 &&
			(fault.service ?? service) === service &&
			(fault.operation === '*' || fault.operation === operation),
	);
	if (!due) {
		return undefined;
	}

	if (due.after > 0) {
		due.after--;
		return undefined;
	}

	due.times--;
	return {kind: due.kind, effect: effects[due.kind]};
};

/** How fast a service takes calls: a bucket of `burst` calls that fills up again at `perSecond`. */
type RateLimit = {
	service: string;
	perSecond: number;
	burst: number;
	/** Whether only calls that change something are counted. */
	writesOnly: boolean;
	/** How many calls are left in the bucket, and when that was so, in milliseconds since 1970. */
	left: number;
	at: number;
};

/** Takes one call out of the buckets of its service; says whether one of them was empty, which throttles the call. */
export const isTooFast = (
	rateLimits: RateLimit[],
	service: string,
	isWrite: boolean,
	now = Date.now(),
): boolean => {
	const counted = rateLimits.filter(
		(limit) => limit.service === service && (isWrite || !limit.writesOnly),
	);
	for (const limit of counted) {
		const more = ((now - limit.at) / 1000) * limit.perSecond;
		limit.left = Math.min(limit.burst, limit.left + more);
		limit.at = now;
	}

	if (counted.some(({left}) => left < 1)) {
		return true;
	}

	for (const limit of counted) {
		limit.left--;
	}

	return false;
};

/** One AWS call that arrived, for tests that count them. */
export type CallRecord = {
	service: string;
	operation: string;
	region: string;
	accessKeyId: string;
	/** Whether the operation changes something in AWS (using a key does not). */
	write: boolean;
	/** `ok`, an error's code, or the kind of a fault. */
	outcome: string;
	/** ISO 8601, UTC. */
	at: string;
};

/**
How long a new key, role or secret stays unseen: a number of looks, or until a time in milliseconds. For a change of what was
there already, `before` is what is seen until then.
*/
type Spreading = {reads: number; until: number; before?: string | undefined};

/** One running sandbox: the state on disk, and what is set for this process only. */
export type World = {
	file: StateFile;
	faults: Fault[];
	/** How fast services take calls; one that is not here takes any number. */
	rateLimits: RateLimit[];
	/** Milliseconds that every AWS call waits before it acts. */
	delay: number;
	/** What a key, a role or a secret made from now on has to go through before it is seen. */
	consistency: {reads: number; seconds: number};
	spreading: Map<string, Spreading>;
	calls: CallRecord[];
	/** Region → what the public status page says is wrong with KMS there. */
	outages: Map<string, string>;
};

/** A sandbox in which nothing goes wrong yet. */
export const newWorld = (file: StateFile): World => ({
	file,
	faults: [],
	rateLimits: [],
	delay: 0,
	consistency: {reads: 0, seconds: 0},
	spreading: new Map(),
	calls: [],
	outages: new Map(),
});

/** Remembers that something was made just now, so that it can stay unseen for a while. */
export const startSpreading = (world: World, arn: string, before?: string): void => {
	const {reads, seconds} = world.consistency;
	if (reads > 0 || seconds > 0) {
		world.spreading.set(arn, {
			reads,
			until: inSeconds(seconds),
			before,
		});
	}
};

/** Whether something is still unseen. Each call that asks counts as one look. */
export const isStillSpreading = (world: World, arn: string): boolean => {
	const spreading = world.spreading.get(arn);
	if (!spreading) {
		return false;
	}

	const isHidden = spreading.reads > 0 || Date.now() < spreading.until;
	spreading.reads--;
	if (!isHidden) {
		world.spreading.delete(arn);
	}

	return isHidden;
};

/** How many calls the log keeps. */
const logSize = 10_000;

/** Adds a call to the log; the oldest fall out. */
export const recordCall = (world: World, call: CallRecord): void => {
	world.calls.push(call);
	if (world.calls.length > logSize) {
		world.calls.shift();
	}
};
