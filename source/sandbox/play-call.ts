import {setTimeout as sleep} from 'node:timers/promises';
import {type Answer} from './answer.js';
import {AwsError} from './errors.js';
import {takeFault, type FaultEffect} from './faults.js';
import {isTooFast} from './pace.js';
import {type CommonFailure} from './services.js';
import {recordCall, type CallRecord, type World} from './world.js';

/** How one service acts and how it words what goes wrong. */
type Play = {
	/** Acts and answers at that time of AWS's clock, in milliseconds since 1970; throws AwsError to refuse. */
	perform: (now: number) => Promise<Answer>;
	/** A failure that every service has, under this service's name. */
	failure: (failure: CommonFailure) => AwsError;
	/** An error in this service's protocol. */
	print: (error: AwsError) => Answer;
};

const toldAt = (answer: Answer, time: number): Answer => ({
	...answer,
	headers: {...answer.headers, date: new Date(time).toUTCString()},
});

/** A call over the pace that was set goes as if that fault were due. */
const tooFast = {kind: 'throttle', effect: {failure: 'throttle'}} as const;

/** Plays one call: writes it down, waits as long as was asked for, lets the fault that is due happen, and answers. */
export const playCall = async (
	world: World,
	described: Omit<CallRecord, 'outcome' | 'at'>,
	{perform, failure: failureOf, print}: Play,
): Promise<Answer> => {
	const call = {...described, outcome: 'ok', at: new Date().toISOString()};
	recordCall(world, call);
	if (world.delay > 0) {
		await sleep(world.delay, undefined, {ref: false});
	}

	const fault = isTooFast(world.paces, call.service, call.write)
		? tooFast
		: takeFault(world.faults, call.service, call.operation);
	const {
		failure,
		lost,
		spoiled,
		clockAhead = 0,
	}: FaultEffect = fault?.effect ?? {};
	const now = Date.now() + clockAhead;
	call.outcome = fault?.kind ?? 'ok';
	try {
		if (failure !== undefined) {
			throw failureOf(failure);
		}

		if (lost !== undefined) {
			return {status: 500, headers: {}, body: '', delivery: lost};
		}

		const answer = toldAt(await perform(now), now);
		return {...answer, ...(spoiled !== undefined && {delivery: spoiled})};
	} catch (error) {
		if (!(error instanceof AwsError)) {
			throw error;
		}

		call.outcome = fault?.kind ?? error.code;
		return toldAt(print(error), now);
	}
};
