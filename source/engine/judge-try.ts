import {describeAwsError, type AwsProblem} from '../aws/errors.js';
import {lookFor} from './look-for.js';
import {type Sending, type Sent} from './sending.js';
import {
	changedAfterLostReply,
	changedSinceReview,
	settingChanged,
	unclear,
	unseen,
} from './sent-words.js';

/** What is not known of a call: whether the last try, and whether any try, may have been carried out without an answer. */
export type Doubt = {isLost: boolean; isUnclear: boolean};

/** Judges before a try whether the call is still needed and still as reviewed. Nothing when it may be sent. */
export async function judgeReviewed(
	{kind, session, input, before, setting}: Sending,
	isUnclear: boolean,
): Promise<Sent | undefined> {
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

/** Judges what AWS shows after a lost reply, or when the name is taken; nothing when that decides nothing. */
export async function judgeTraces(
	sending: Sending,
	problem: AwsProblem,
	{isLost, isUnclear}: Doubt,
): Promise<Sent | undefined> {
	const {isOverwriting, isDuplicating, find} = sending.kind;
	const isTaken = problem.code.includes('AlreadyExists');
	if (!find || !(isLost || isTaken)) {
		return undefined;
	}

	const trace = await lookFor(sending, {isLost: isUnclear, isTaken});
	if (trace === 'cannot tell') {
		return notDone(problem, isUnclear);
	}

	if (trace.state === 'done') {
		return trace;
	}

	if (trace.state === 'other') {
		// A name that stands for something else was never given to ours: AWS's own state is the proof.
		return isOverwriting
			? changed(isUnclear, sending.setting)
			: isTaken
				? {state: 'failed', problem}
				: undefined;
	}

	return isLost && isDuplicating
		? {state: 'unclear', problem: unseen(problem)}
		: undefined;
}

/** A call that did not get through: `failed`, or `unclear` when one of its tries may have been carried out. */
export function notDone(problem: AwsProblem, isUnclear: boolean): Sent {
	return isUnclear
		? {state: 'unclear', problem: unclear(problem)}
		: {state: 'failed', problem};
}

function changed(isUnclear: boolean, setting: Sending['setting']): Sent {
	const problem = isUnclear ? changedAfterLostReply : changedSinceReview;
	return {
		state: isUnclear ? 'unclear' : 'failed',
		problem: setting ? {...problem, message: settingChanged} : problem,
	};
}
