import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';

/** Waits; tests pass one that does not. Milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

/** How one AWS call that writes is sent, looked for and waited for. */
export type Operation = {
	/** Sends the call and returns the part of the answer that later changes need. */
	send(session: AwsSession, input: JsonObject): Promise<JsonObject>;
	/**
	Looks whether the call has already happened, after a lost reply or a crash. Its result if so; `undefined` if AWS
	says it has not. Rejects when AWS cannot be asked.
	*/
	find?(
		session: AwsSession,
		input: JsonObject,
	): Promise<JsonObject | undefined>;
	/** Whether the policy that the call overwrites is still the one that was reviewed: KMS itself has no such check. */
	isAsReviewed?(
		session: AwsSession,
		input: JsonObject,
		before: PolicyDocument,
	): Promise<boolean>;
	/** True once AWS shows the change when asked: KMS is eventually consistent (seconds, sometimes minutes). */
	visible?(
		session: AwsSession,
		input: JsonObject,
		result: JsonObject,
	): Promise<boolean>;
};
