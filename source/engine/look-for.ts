import {type Trace} from '../resources/resource.js';
import {type Sending} from './sending.js';

// After a lost reply, AWS may need a moment before it shows what it made: half a minute in all.
const forNew = [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000];
// What may be sent again without harm is not waited for as long.
const forRepeatable = [500, 1000, 2000];
// How often AWS may fail to answer a look before that counts as “cannot tell”.
const failedLooks = 3;

/**
Looks what has become of a call, again and again where its reply was lost, or where AWS says that the name is taken but
does not show by what: then it was made a moment ago, perhaps by a run of ours that was cut off. `cannot tell` when AWS
did not answer the last look, when the person stopped, or when there is no way to look.
*/
export async function lookFor(
	{kind, session, input, before, setting, wait, signal}: Sending,
	doubt: {readonly isLost: boolean; readonly isTaken: boolean},
): Promise<Trace | 'cannot tell'> {
	const {find, isDuplicating} = kind;
	if (!find) {
		return 'cannot tell';
	}

	let failed = 0;
	let answer: Trace | 'cannot tell' = 'cannot tell';
	for (const pause of pausesFor(doubt, isDuplicating)) {
		if (signal?.aborted === true || failed >= failedLooks) {
			return 'cannot tell';
		}

		await wait(pause);
		try {
			answer = await find(session, input, before, setting);
			if (answer.state !== 'not done') {
				return answer;
			}
		} catch {
			// The error of the call is the one to report.
			answer = 'cannot tell';
			failed++;
		}
	}

	return answer;
}

function pausesFor(
	{isLost, isTaken}: {readonly isLost: boolean; readonly isTaken: boolean},
	isDuplicating: true | undefined,
): readonly number[] {
	if (isTaken) {
		return [0, ...forNew];
	}

	return isLost ? (isDuplicating ? forNew : forRepeatable) : [0];
}
