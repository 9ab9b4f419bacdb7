import {describeAwsError, type AwsProblem} from '../aws/errors.js';
import {type Trace} from '../resources/resource.js';
import {type OutgoingCall, type CallOutcome} from './outgoing-call.js';
import {
	changedAfterLostReply,
	changedSinceReview,
	settingChanged,
	unclear,
	unseen,
} from './messages.js';

// After a lost reply, AWS may need a moment before it shows what it made: half a minute in all.
const forNew = [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000];
// What may be sent again without harm is not waited for as long.
const forRepeatable = [500, 1000, 2000];
// How often AWS may fail to answer a look before that counts as “cannot tell”.
const failedLooks = 3;

/** What is not known of a call: whether the last try, and whether any try, may have been carried out without an answer. */
export type Uncertainty = {isLost: boolean; isUnclear: boolean};

/** Checks before a try whether the call is still needed and still as reviewed. Nothing when it may be sent. */
export async function checkBeforeWrite(
	{kind, session, input, before, setting}: OutgoingCall,
	isUnclear: boolean,
): Promise<CallOutcome | undefined> {
	if (!kind.isOverwriting || !kind.find) {
		return undefined;
	}

	try {
		const trace = await kind.find(session, input, before, setting);
		return trace.state === 'other'
			? changed(isUnclear, setting)
			: trace.state === 'done'
				? trace
				: undefined;
	} catch (error) {
		return notDone(describeAwsError(error), isUnclear);
	}
}

/** Finds out by what AWS shows what became of a write whose reply was lost, or whose name is taken; nothing where that does not decide it. */
export async function resolveUncertainWrite(
	outgoing: OutgoingCall,
	problem: AwsProblem,
	{isLost, isUnclear}: Uncertainty,
): Promise<CallOutcome | undefined> {
	const {isOverwriting, isDuplicating, find} = outgoing.kind;
	const isTaken = problem.code.includes('AlreadyExists');
	if (!find || !(isLost || isTaken)) {
		return undefined;
	}

	const trace = await pollForWrite(outgoing, {isLost: isUnclear, isTaken});
	if (trace === 'cannot tell') {
		return notDone(problem, isUnclear);
	}

	if (trace.state === 'done') {
		return trace;
	}

	if (trace.state === 'other') {
		// A name that stands for something else was never given to ours: AWS's own state is the proof.
		return isOverwriting
			? changed(isUnclear, outgoing.setting)
			: isTaken
				? {state: 'failed', problem}
				: undefined;
	}

	return isLost && isDuplicating
		? {state: 'unclear', problem: unseen(problem)}
		: undefined;
}

/** A call that did not get through: `failed`, or `unclear` when one of its tries may have been carried out. */
export function notDone(problem: AwsProblem, isUnclear: boolean): CallOutcome {
	return isUnclear
		? {state: 'unclear', problem: unclear(problem)}
		: {state: 'failed', problem};
}

function changed(
	isUnclear: boolean,
	setting: OutgoingCall['setting'],
): CallOutcome {
	const problem = isUnclear ? changedAfterLostReply : changedSinceReview;
	return {
		state: isUnclear ? 'unclear' : 'failed',
		problem: setting ? {...problem, message: settingChanged} : problem,
	};
}

/*
Asks what has become of a call, again and again where its reply was lost, or where AWS says that the name is taken but
does not show by what: then it was made a moment ago, perhaps by a run of ours that was cut off. `cannot tell` when AWS
did not answer the last look, when the person stopped, or when there is no way to look.
*/
async function pollForWrite(
	{kind, session, input, before, setting, wait, signal}: OutgoingCall,
	uncertainty: {readonly isLost: boolean; readonly isTaken: boolean},
): Promise<Trace | 'cannot tell'> {
	const {find, isDuplicating} = kind;
	if (!find) {
		return 'cannot tell';
	}

	let failed = 0;
	let answer: Trace | 'cannot tell' = 'cannot tell';
	for (const pause of pausesFor(uncertainty, isDuplicating)) {
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
