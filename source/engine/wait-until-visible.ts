import {describeAwsError, type AwsProblem} from '../aws/errors.js';
import {type JsonObject} from '../json.js';
import {overwritten, type OutgoingCall} from './send-call.js';

// AWS shows a change within seconds, sometimes minutes (facts: Terraform waits up to ten); this is a minute in all.
const pauses = [0, 500, 1000, 2000, 4000, ...Array.from({length: 10}, () => 5000)];

// Parts of AWS may show a change before others do: it is believed when it was shown this often in a row.
const inARow = 3;
const betweenLooks = 200;

// Each look has been tried again at AWS's pace before it counts as throttled.
const throttledLooks = 3;

/** What to say beside a change that AWS has accepted, or what has become of it since. */
export type Visibility = {note?: string; problem?: AwsProblem};

/**
Waits until AWS shows a change that it has accepted, or until the signal says stop. A policy that is neither ours nor the
one before is a problem: somebody else wrote at the same time. Never rejects: the change is made.
*/
export async function waitUntilVisible(
	outgoing: OutgoingCall,
	result: JsonObject,
): Promise<Visibility> {
	const {kind: call, wait, signal} = outgoing;
	if (!call.visible && !call.isOverwriting) {
		return {};
	}

	let throttled = 0;
	for (const pause of pauses) {
		if (signal?.aborted) {
			break;
		}

		await wait(pause);
		try {
			const seen = await seeInARow(outgoing, result);
			if (seen !== 'not yet') {
				return seen === 'shown' ? {} : {problem: overwritten};
			}
		} catch (error) {
			const {kind, message} = describeAwsError(error);
			throttled += kind === 'throttled' ? 1 : 0;
			if (throttled >= throttledLooks || (kind !== 'not-found' && kind !== 'throttled')) {
				return {
					note: `AWS accepted this; it could not be read back (${message})`,
				};
			}
		}
	}

	return {
		note: 'AWS accepted this but does not show it yet; it may take some minutes',
	};
}

async function seeInARow(outgoing: OutgoingCall, result: JsonObject): ReturnType<typeof see> {
	const {session, wait, signal} = outgoing;
	let seen = await see(outgoing, result);
	for (let count = 1; count < inARow && seen === 'shown' && !signal?.aborted; count++) {
		// The sandbox is one.
		if (!session.sandbox) {
			await wait(betweenLooks);
		}

		seen = await see(outgoing, result);
	}

	return seen;
}

async function see(
	{kind, session, input, before, setting}: OutgoingCall,
	result: JsonObject,
): Promise<'shown' | 'not yet' | 'other'> {
	if (kind.isOverwriting && kind.find) {
		const {state} = await kind.find(session, input, before, setting);
		return state === 'done' ? 'shown' : state === 'other' ? 'other' : 'not yet';
	}

	return (await kind.visible?.(session, input, result)) ? 'shown' : 'not yet';
}
