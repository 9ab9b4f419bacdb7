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

/** What a person gives, in the shape of the setup file. Each guide validates its own answers. */
export type SetupFile = {
	guide: string;
	name: string;
	region?: string;
} & JsonObject;

/** How much of a run is left. A run is counted in groups where there are any, else in changes. */
export type Unfinished = {
	/** How many there are in all. */
	of: number;
	/** Each change that is left, and what it is counted with. */
	left: Record<string, string>;
};

/** A setup as it is saved: the setup file's shape, and what the assistant has to remember beside it. */
export type SavedSetup = {
	/** Version of this schema. */
	version: 1;
	/** Marks what this setup makes in AWS, so that a lost reply never leads to a second key. */
	runId: string;
	/** An unreadable file stood in its place: what this run made before is known by its mark only, not by the journal. */
	isJournalLost?: true;
	/** The account the setup belongs to; empty until AWS has said who we are. */
	account?: string;
	/** Where the identity came from that used it last, such as “profile dev”: not who it was, and no secret. */
	source?: string;
	/** What names in the answers (an alias) stood for when they were first used: they may be given to something else later. */
	names?: Record<string, string>;
	/** The accounts that a person gave to the assistant as Workato's, here; one that only a file names is not among them. */
	pastedAccounts?: string[];
	/** The screen to open on resume. */
	step?: string;
	/** What a command's last run has still to do; not there once it has done all. */
	unfinished?: Unfinished;
	/** A command found nothing left to do, and nothing of this setup's own doing in the journal to tell it by. */
	isApplied?: true;
	createdAt: string;
	updatedAt: string;
	setup: SetupFile;
	journal: JournalEntry[];
};

/** The version of a saved setup that this program writes. */
export const currentVersion = 1;
