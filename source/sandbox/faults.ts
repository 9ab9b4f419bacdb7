import {type CommonFailure} from './services.js';

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
export type Fault = {
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
