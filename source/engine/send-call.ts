import {isClockCorrected} from '../aws/clock.js';
import {describeAwsError, mayHaveHappened} from '../aws/errors.js';
import {pauseBeforeRetry, writeAttempts} from '../aws/retry-policy.js';
import {judgeReviewed, judgeTraces, notDone, type Doubt} from './judge-try.js';
import {type Sending, type Sent} from './sending.js';

/**
Sends one call until AWS has taken or refused it. Where AWS may have carried it out although no answer came, looks what
became of it before anything is sent again, and sends nothing again that AWS would make twice. A policy is looked at
right before every try. `announce` is called once, before the call first leaves; rejects only when that throws.
*/
export async function sendCall(
	sending: Sending,
	announce: () => void = () => undefined,
): Promise<Sent> {
	const {session, kind, input} = sending;
	let isUnclear = false;
	for (let attempt = 1; ; attempt++) {
		const settled = await judgeReviewed(sending, isUnclear);
		if (settled) {
			return settled;
		}

		if (attempt === 1) {
			announce();
		}

		try {
			const result = await kind.send(session, input);
			return {state: 'done', result};
		} catch (error) {
			if (isClockCorrected(error) && attempt < writeAttempts) {
				continue;
			}

			const isLost = mayHaveHappened(error);
			isUnclear ||= isLost;
			const problem = describeAwsError(error);
			const ended =
				(await judgeTraces(sending, problem, {isLost, isUnclear})) ??
				(await pause(sending, error, {isLost, isUnclear, attempt}));
			if (ended) {
				return ended;
			}
		}
	}
}

// Waits before the next try, or says how it ended when there is none.
async function pause(
	{isOnNew, wait, signal}: Sending,
	error: unknown,
	{isLost, isUnclear, attempt}: Doubt & {attempt: number},
): Promise<Sent | undefined> {
	const milliseconds = signal?.aborted
		? undefined
		: pauseBeforeRetry(error, attempt, {isLost, isEarly: isOnNew});
	if (milliseconds !== undefined) {
		await wait(milliseconds);
		if (!signal?.aborted) {
			return undefined;
		}
	}

	return notDone(describeAwsError(error), isUnclear);
}
