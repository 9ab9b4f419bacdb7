import {type AwsProblem, describeAwsError, mayHaveHappened} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {type CallKind, type WriteState} from '../resources/resource.js';
import {isClockCorrected} from '../aws/answers.js';
import {pauseBeforeRetry, writeAttempts} from '../aws/rate-limit.js';
import {type Wait} from './wait.js';

/** One call, ready to be sent. */
export type OutgoingCall = {
	session: AwsSession;
	kind: CallKind;
	input: JsonObject;
	/** The policy that was reviewed, where the call overwrites one. */
	before: PolicyDocument | undefined;
	/** What else was reviewed, where the call must not leave when that has changed. */
	setting?: JsonObject;
	/** It speaks of something that this run has just made, and that not every part of AWS may know yet. */
	isOnNew: boolean;
	wait: Wait;
	signal: AbortSignal | undefined;
};

/** What became of a call. `failed`: AWS has not carried it out. `unclear`: AWS may have; only AWS can say, later. */
type CallOutcome =
	{state: 'done'; result: JsonObject} | {state: 'failed' | 'unclear'; problem: AwsProblem};

/** Somebody else wrote the policy between the review and this call. */
const changedSinceReview: AwsProblem = {
	kind: 'refused',
	code: 'ChangedSinceReview',
	message: 'Someone else has changed this policy since it was reviewed.',
	hint: 'Nothing was changed by this call. Look again and review the new plan.',
};

/** The same for what is not a policy: an alias that names another key by now, a key that was used. */
const settingChanged = 'This is not as it was reviewed any more: it was changed or used meanwhile.';

/** The same, seen after a try whose answer never came. */
const changedAfterLostReply: AwsProblem = {
	...changedSinceReview,
	hint: 'AWS did not answer, and what stands there now is neither the policy that was reviewed nor the new one. Look again and review the new plan.',
};

/** Our write was taken, and then something else stood there. */
const overwritten: AwsProblem = {
	kind: 'refused',
	code: 'OverwrittenMeanwhile',
	message: 'Somebody else wrote this policy at the same time.',
	hint: 'AWS took this call, but another policy stands there now. Find out who else is changing it, then look again and review the new plan.',
};

/** A problem of a call that AWS may have carried out although it did not say so. */
export function unclear(problem: AwsProblem): AwsProblem {
	return {
		...problem,
		hint: 'AWS may have carried it out all the same. Look again: what is there is found before anything is tried once more.',
	};
}

/** The program was told to end before AWS had said what became of a call. */
export const interrupted: AwsProblem = unclear({
	kind: 'refused',
	code: 'Interrupted',
	message: 'Stopped before AWS had answered: whether this was done is unclear.',
	hint: '',
});

/** The same for a call that would make a second thing of its kind, when what it may have made is not shown. */
function unseen(problem: AwsProblem): AwsProblem {
	return {
		...problem,
		hint: 'AWS may have made it all the same, although it does not show it yet, so it is not made again now. Wait five minutes and look again: what is there is found first.',
	};
}

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

// After a lost reply, AWS may need a moment before it shows what it made: half a minute in all.
const forNew = [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000];
// What may be sent again without harm is not waited for as long.
const forRepeatable = [500, 1000, 2000];
// How often AWS may fail to answer a look before that counts as “cannot tell”.
const failedPolls = 3;

/** What is not known of a call: whether the last try, and whether any try, may have been carried out without an answer. */
type Uncertainty = {isLost: boolean; isUnclear: boolean};

/** Checks before a try whether the call is still needed and still as reviewed. Nothing when it may be sent. */
async function checkBeforeWrite(
	{kind, session, input, before, setting}: OutgoingCall,
	isUnclear: boolean,
): Promise<CallOutcome | undefined> {
	if (!kind.isOverwriting || !kind.find) {
		return undefined;
	}

	try {
		const seen = await kind.find(session, input, before, setting);
		return seen.state === 'other'
			? changed(isUnclear, setting)
			: seen.state === 'done'
				? seen
				: undefined;
	} catch (error) {
		return notDone(describeAwsError(error), isUnclear);
	}
}

/** Finds out by what AWS shows what became of a write whose reply was lost, or whose name is taken; nothing where that does not decide it. */
async function resolveUncertainWrite(
	outgoing: OutgoingCall,
	problem: AwsProblem,
	{isLost, isUnclear}: Uncertainty,
): Promise<CallOutcome | undefined> {
	const {isOverwriting, isDuplicating, find} = outgoing.kind;
	const isTaken = problem.code.includes('AlreadyExists');
	if (!find || !(isLost || isTaken)) {
		return undefined;
	}

	const seen = await pollForWrite(outgoing, {isLost: isUnclear, isTaken});
	if (seen === 'cannot tell') {
		return notDone(problem, isUnclear);
	}

	if (seen.state === 'done') {
		return seen;
	}

	if (seen.state === 'other') {
		// A name that stands for something else was never given to ours: AWS's own state is the proof.
		return isOverwriting
			? changed(isUnclear, outgoing.setting)
			: isTaken
				? {state: 'failed', problem}
				: undefined;
	}

	return isLost && isDuplicating ? {state: 'unclear', problem: unseen(problem)} : undefined;
}

/** A call that did not get through: `failed`, or `unclear` when one of its tries may have been carried out. */
function notDone(problem: AwsProblem, isUnclear: boolean): CallOutcome {
	return isUnclear ? {state: 'unclear', problem: unclear(problem)} : {state: 'failed', problem};
}

function changed(isUnclear: boolean, setting: OutgoingCall['setting']): CallOutcome {
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
): Promise<WriteState | 'cannot tell'> {
	const {find, isDuplicating} = kind;
	if (!find) {
		return 'cannot tell';
	}

	let failed = 0;
	let answer: WriteState | 'cannot tell' = 'cannot tell';
	for (const milliseconds of pausesFor(uncertainty, isDuplicating)) {
		if (signal?.aborted === true || failed >= failedPolls) {
			return 'cannot tell';
		}

		await wait(milliseconds);
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

// AWS shows a change within seconds, sometimes minutes (facts: Terraform waits up to ten); this is a minute in all.
const pauses = [0, 500, 1000, 2000, 4000, ...Array.from({length: 10}, () => 5000)];

// Parts of AWS may show a change before others do: it is believed when it was shown this often in a row.
const inARow = 3;
const pollPauses = 200;

// Each look has been tried again at AWS's pace before it counts as throttled.
const throttledPolls = 3;

/** What to say beside a change that AWS has accepted, or what has become of it since. */
type Visibility = {note?: string; problem?: AwsProblem};

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
	for (const milliseconds of pauses) {
		if (signal?.aborted) {
			break;
		}

		await wait(milliseconds);
		try {
			const seen = await seeInARow(outgoing, result);
			if (seen !== 'not yet') {
				return seen === 'shown' ? {} : {problem: overwritten};
			}
		} catch (error) {
			const {kind, message} = describeAwsError(error);
			throttled += kind === 'throttled' ? 1 : 0;
			if (throttled >= throttledPolls || (kind !== 'not-found' && kind !== 'throttled')) {
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
			await wait(pollPauses);
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
