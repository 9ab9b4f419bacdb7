import {isClockCorrected} from '../aws/clock.js';
import {describeAwsError, mayHaveHappened} from '../aws/errors.js';
import {pauseBeforeRetry, writeAttempts} from '../aws/retry-policy.js';
import {
	checkBeforeWrite,
	resolveUncertainWrite,
	notDone,
	type Uncertainty,
} from './resolve-uncertain-write.js';
import {type OutgoingCall, type CallOutcome} from './outgoing-call.js';

/**
Sends one call until AWS has taken or refused it. Where AWS may have carried it out although no answer came, looks what
became of it before anything is sent again, and sends nothing again that AWS would make twice. A policy is looked at
right before every try. `announce` is called once, before the call first leaves; rejects only when that throws.
*/
export async function sendCall(
	outgoing: OutgoingCall,
	announce: () => void = () => undefined,
): Promise<CallOutcome> {
	const {session, kind, input} = outgoing;
	let isUnclear = false;
	for (let attempt = 1; ; attempt++) {
		const decided = await checkBeforeWrite(outgoing, isUnclear);
		if (decided) {
			return decided;
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
				(await resolveUncertainWrite(outgoing, problem, {isLost, isUnclear})) ??
				(await pause(outgoing, error, {isLost, isUnclear, attempt}));
			if (ended) {
				return ended;
			}
		}
	}
}

// Waits before the next try, or says how it ended when there is none.
async function pause(
	{isOnNew, wait, signal}: OutgoingCall,
	error: unknown,
	{isLost, isUnclear, attempt}: Uncertainty & {attempt: number},
): Promise<CallOutcome | undefined> {
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
