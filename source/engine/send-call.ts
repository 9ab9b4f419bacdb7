import {isClockCorrected} from '../aws/clock.js';
import {
	describeAwsError,
	mayHaveHappened,
	type AwsProblem,
} from '../aws/errors.js';
import {judgeReviewed, judgeTraces, notDone, type Doubt} from './judge-try.js';
import {type Sending, type Sent} from './sending.js';

// Where AWS asks for a slower pace, the pace knows how often.
const tries = 5;
const longestWait = 8000;

/**
Sends one call until AWS has taken or refused it. Where AWS may have carried it out although no answer came, looks what
became of it before anything is sent again, and sends nothing again that AWS would make twice. A policy is looked at
right before every try. `announce` is called once, before the call first leaves; rejects only when that throws.
*/
export async function sendCall(
	sending: Sending,
	announce: () => void = () => undefined,
): Promise<Sent> {
	const {session, kind, input, pace} = sending;
	const {service} = kind;
	let isUnclear = false;
	for (let attempt = 1; ; attempt++) {
		await pace.turn(service);
		const settled = await judgeReviewed(sending, isUnclear);
		if (settled) {
			return settled;
		}

		if (attempt === 1) {
			announce();
		}

		try {
			const result = await kind.send(session, input);
			pace.goOn(service);
			return {state: 'done', result};
		} catch (error) {
			if (isClockCorrected(error) && attempt < tries) {
				continue;
			}

			const isLost = mayHaveHappened(error);
			isUnclear ||= isLost;
			const problem = describeAwsError(error);
			const ended =
				(await judgeTraces(sending, problem, {isLost, isUnclear})) ??
				(await pause(sending, problem, {isLost, isUnclear, attempt}));
			if (ended) {
				return ended;
			}
		}
	}
}

// Waits before the next try, or says how it ended when there is none.
async function pause(
	{isOnNew, kind: call, pace, wait, signal}: Sending,
	problem: AwsProblem,
	{isLost, isUnclear, attempt}: Doubt & {attempt: number},
): Promise<Sent | undefined> {
	const {kind} = problem;
	const isThrottled = kind === 'throttled';
	const mayTryAgain =
		isThrottled ||
		(attempt < tries &&
			(isLost || kind === 'unreachable' || (isOnNew && kind === 'not-found')));
	if (!mayTryAgain || signal?.aborted) {
		return notDone(problem, isUnclear);
	}

	if (!isThrottled) {
		await wait(Math.min(1000 * 2 ** attempt, longestWait));
	} else if (!(await pace.slowDown(call.service, attempt))) {
		return notDone(problem, isUnclear);
	}

	return signal?.aborted ? notDone(problem, isUnclear) : undefined;
}
