import {isDeepStrictEqual} from 'node:util';
import {type AwsProblem} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type Call, type Change, type JournalEntry} from '../resources/call.js';
import {callKind} from '../resources/registry.js';
import {sendCall} from './send-call.js';
import {type OutgoingCall} from './outgoing-call.js';
import {waitUntilVisible} from './wait-until-visible.js';
import {type Wait} from './wait.js';

/** What applying one change needs beside the change. */
export type ApplyOneContext = {
	session: AwsSession;
	/** The entry must be on disk when this returns: the intent is written before the call leaves. */
	journal(entry: JournalEntry): void;
	wait: Wait;
	now(): Date;
	signal?: AbortSignal;
};

/** How a change ended. `result` is there when AWS has carried it out, also where a problem came up after that. */
export type Ended = {
	result?: JsonObject;
	problem?: AwsProblem;
	note?: string;
};

/**
Sends one change's call, between its intent and its outcome in the journal, and waits until AWS shows it. An intent stays
open where AWS may have acted without saying so: the next run looks before it tries again. Rejects when the journal cannot
be written. `isOnNew`: an earlier change of this run has just made what the call speaks of.
*/
export async function applyOne(
	change: Change,
	call: Call,
	isOnNew: boolean,
	{session, journal, wait, now, signal}: ApplyOneContext,
): Promise<Ended> {
	const before = change.policy?.before;
	const outgoing: OutgoingCall = {
		session,
		kind: callKind(call),
		input: call.input,
		before,
		...(change.setting && {setting: change.setting}),
		isOnNew: isOnNew || !isDeepStrictEqual(call.input, change.call.input),
		wait,
		signal,
	};
	const write = (
		state: JournalEntry['state'],
		more: Pick<JournalEntry, 'before' | 'result' | 'error'> = {},
	) => {
		journal({
			change: change.id,
			...(change.group !== undefined && {group: change.group}),
			state,
			at: now().toISOString(),
			call,
			...more,
		});
	};

	let hasLeft = false;
	const sent = await sendCall(outgoing, () => {
		const noted = before ?? change.setting;
		write('intent', noted && {before: noted});
		hasLeft = true;
	});
	if (sent.state !== 'done') {
		const {state, problem} = sent;
		if (hasLeft && state === 'failed') {
			const {code, message} = problem;
			write('failed', {error: {code, message}});
		}

		return {problem};
	}

	const {result} = sent;
	if (hasLeft) {
		write('done', {result});
	}

	return {result, ...(await waitUntilVisible(outgoing, result))};
}
