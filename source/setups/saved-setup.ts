import {type JsonObject} from '../json.js';
import {type JournalEntry} from './journal-entry.js';

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
