import {describeAwsError, mayHaveHappened} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type Operation, type Wait} from './operation.js';

/** One call, ready to be sent. */
export type Sending = {
	session: AwsSession;
	operation: Operation;
	input: JsonObject;
	/** It speaks of something that this run has just made, and that not every part of AWS may know yet. */
	isOnNew: boolean;
	wait: Wait;
	signal: AbortSignal | undefined;
};

const tries = 3;
// After a lost reply, AWS may need a moment before it lists what it made: half a minute in all.
const lookAgain = [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000];
// How often AWS may fail to answer a look before that counts as “cannot tell”.
const failedLooks = 3;

/**
Sends one call and returns its result. Where AWS may have carried it out although no answer came, looks for the result
before a second try, and gives up where it cannot look. Tries again what was throttled, lost, or came too early. Rejects
with the error of the last try.
*/
export async function sendCall(sending: Sending): Promise<JsonObject> {
	const {session, operation, input, isOnNew, wait, signal} = sending;
	for (let attempt = 1; ; attempt++) {
		try {
			return await operation.send(session, input);
		} catch (error) {
			const {kind, code} = describeAwsError(error);
			const isUnclear = mayHaveHappened(error);
			if (operation.find && (isUnclear || code === 'AlreadyExistsException')) {
				const found = await look(sending, isUnclear ? lookAgain : [0]);
				if (found === 'cannot tell') {
					throw error;
				}

				if (found) {
					return found;
				}
			}

			const isMayTryAgain =
				isUnclear || kind === 'throttled' || (isOnNew && kind === 'not-found');
			const isEnough = attempt >= tries || signal?.aborted === true;
			if (!isMayTryAgain || isEnough) {
				throw error;
			}

			await wait(1000 * 2 ** attempt);
		}
	}
}

async function look(
	{session, operation, input, wait, signal}: Sending,
	pauses: readonly number[],
): Promise<JsonObject | 'cannot tell' | undefined> {
	let failed = 0;
	let isAnswered = false;
	for (const pause of pauses) {
		if (signal?.aborted === true || failed >= failedLooks) {
			return 'cannot tell';
		}

		await wait(pause);
		try {
			const found = await operation.find?.(session, input);
			if (found) {
				return found;
			}

			isAnswered = true;
		} catch {
			// The first error is the one to report; trying again without having looked could make a second key.
			isAnswered = false;
			failed++;
		}
	}

	return isAnswered ? undefined : 'cannot tell';
}
