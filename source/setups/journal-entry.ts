import {type JsonObject} from '../json.js';

/** An AWS service as the aws CLI names it, such as `kms`. */
export type Service = string;

/** One AWS API call as data: previewed, applied, journaled and printed from the same value. */
export type Call = {
	service: Service;
	operation: string;
	/** The call's input in AWS's own names. A `Reference` stands for a value that an earlier change gives. */
	input: JsonObject;
};

/**
One entry of the journal. `intent` is written before the call leaves; `done` or `failed` once AWS answered.
An `intent` without an outcome means that the process died in between, or that AWS never said what became of the call:
AWS has to be asked.
*/
export type JournalEntry = {
	/** The change's id. */
	change: string;
	/** What the change was for, such as a project. */
	group?: string;
	state: 'intent' | 'done' | 'failed';
	/** ISO 8601, UTC. */
	at: string;
	call: Call;
	/** What stood there before, where undoing needs it (a policy, a rotation setting). */
	before?: JsonObject;
	/** The part of AWS's answer that later changes need, such as `{"KeyId": "…", "Arn": "…"}`. */
	result?: JsonObject;
	error?: {code: string; message: string; hint?: string};
};
