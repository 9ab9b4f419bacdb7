import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';

/** Waits, or stops waiting when the signal says so; tests pass one that does not wait. Milliseconds. */
export type Wait = (
	milliseconds: number,
	signal?: AbortSignal,
) => Promise<void>;

/**
What AWS shows of a call that writes. `done`: it has been carried out, with its result. `not done`: things stand as they
stood before (AWS may be slow to show it). `other`: something stands there that is neither.
*/
export type Trace =
	{state: 'done'; result: JsonObject} | {state: 'not done'} | {state: 'other'};

/** How one AWS call that writes is sent, looked for and waited for. */
export type Operation = {
	/**
	Sends the call once, without the SDK's own tries: a try whose reply was lost must not hide behind a later one. Returns the
	part of the answer that later changes need.
	*/
	send(session: AwsSession, input: JsonObject): Promise<JsonObject>;
	/**
	Looks what has become of the call, after a lost reply or when the name is taken. `before` is the policy that was reviewed,
	if there was one, and `setting` what else was. Rejects when AWS cannot be asked.
	*/
	find?(
		session: AwsSession,
		input: JsonObject,
		before: PolicyDocument | undefined,
		setting?: JsonObject,
	): Promise<Trace>;
	/** AWS overwrites what stands there without asking, so `find` is asked before every try. */
	isOverwriting?: true;
	/** AWS would make another one: after a lost reply it is never sent again, because not to be seen is no proof. */
	isDuplicating?: true;
	/** True once AWS shows the change when asked: AWS is eventually consistent (seconds, sometimes minutes). */
	visible?(
		session: AwsSession,
		input: JsonObject,
		result: JsonObject,
	): Promise<boolean>;
};
