import {type JsonObject} from '../json.js';
import {type Call} from '../changes/change.js';

/**
One entry of the journal. `intent` is written before the call leaves; `done` or `failed` once AWS answered.
An `intent` without an outcome means that the process died in between, and AWS has to be asked.
*/
export type JournalEntry = {
	/** The change's id. */
	change: string;
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

/** What a person gives, in the shape of the setup file. Each guide validates its own answers. */
export type SetupFile = {
	guide: string;
	name: string;
	region?: string;
} & JsonObject;

/** A setup as it is saved: the setup file's shape, and what the assistant has to remember beside it. */
export type SavedSetup = {
	/** Version of this schema. */
	version: 1;
	/** Marks what this setup makes in AWS, so that a lost reply never leads to a second key. */
	runId: string;
	/** The account the setup belongs to; empty until AWS has said who we are. */
	account?: string;
	/** The screen to open on resume. */
	step?: string;
	createdAt: string;
	updatedAt: string;
	setup: SetupFile;
	journal: JournalEntry[];
};
