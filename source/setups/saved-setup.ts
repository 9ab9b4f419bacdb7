import * as z from 'zod';
import {type Json, type JsonObject} from '../json.js';
import {currentVersion} from './setup-name.js';

/** Values inside came from JSON, so being an object is all there is to ask; guides validate their own answers. */
const jsonObject = z.custom<JsonObject>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	'expected a set of fields',
);

const json = z.custom<Json>(() => true);

/** An AWS service as the aws CLI names it, such as `kms`. */
export type Service = string;

const call = z.strictObject({
	service: z.string(),
	operation: z.string(),
	/** The call's input in AWS's own names. A `Reference` stands for a value that an earlier change gives. */
	input: jsonObject,
});

/** One AWS API call as data: previewed, applied, journaled and printed from the same value. */
export type Call = z.infer<typeof call>;

/** How an entry of the journal is saved. Strict, as everything saved is. */
export const journalEntrySchema = z.strictObject({
	/** The change's id. */
	change: z.string(),
	/** What the change was for, such as a project. */
	group: z.string().optional(),
	state: z.enum(['intent', 'done', 'failed']),
	/** ISO 8601, UTC. */
	at: z.iso.datetime(),
	call,
	/** What stood there before, where undoing needs it (a policy, a rotation setting). */
	before: jsonObject.optional(),
	/** The part of AWS's answer that later changes need, such as `{"KeyId": "…", "Arn": "…"}`. */
	result: jsonObject.optional(),
	error: z
		.strictObject({
			code: z.string(),
			message: z.string(),
			hint: z.string().optional(),
		})
		.optional(),
});

/**
One entry of the journal. `intent` is written before the call leaves; `done` or `failed` once AWS answered.
An `intent` without an outcome means that the process died in between, or that AWS never said what became of the call:
AWS has to be asked.
*/
export type JournalEntry = z.infer<typeof journalEntrySchema>;

const unfinished = z.strictObject({
	/** How many there are in all. */
	of: z.int().min(0),
	/** Each change that is left, and what it is counted with. */
	left: z.record(z.string(), z.string()),
});

/** How much of a run is left. A run is counted in groups where there are any, else in changes. */
export type Unfinished = z.infer<typeof unfinished>;

const setupFile = z
	.object({
		guide: z.string(),
		name: z.string(),
		region: z.string().optional(),
	})
	.catchall(json);

/** What a person gives, in the shape of the setup file. Each guide validates its own answers. */
export type SetupFile = z.infer<typeof setupFile>;

/**
The saved file, version 1. Strict, so that nothing unforeseen (a credential above all) has a place in it; only the
answers under `setup` are open here, and each guide checks those strictly.
*/
export const savedSetupSchema = z.strictObject({
	/** Version of this schema. */
	version: z.literal(currentVersion),
	/** Marks what this setup makes in AWS, so that a lost reply never leads to a second key. */
	runId: z.string().min(1),
	/** An unreadable file stood in its place: what this run made before is known by its mark only, not by the journal. */
	isJournalLost: z.literal(true).optional(),
	/** The account the setup belongs to; missing until AWS has said who we are. */
	account: z
		.string()
		.regex(/^\d{12}$/v, 'expected an account ID of 12 digits')
		.optional(),
	/** Where the identity came from that used it last, such as “profile dev”: not who it was, and no secret. */
	source: z.string().optional(),
	/** What names in the answers (an alias) stood for when they were first used: they may be given to something else later. */
	names: z.record(z.string(), z.string()).optional(),
	/** The accounts that a person gave to the assistant as Workato's, here; one that only a file names is not among them. */
	pastedAccounts: z.array(z.string()).optional(),
	/** The screen to open on resume. */
	step: z.string().optional(),
	/** What a command's last run has still to do; not there once it has done all. */
	unfinished: unfinished.optional(),
	/** A command found nothing left to do, and nothing of this setup's own doing in the journal to tell it by. */
	isApplied: z.literal(true).optional(),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	setup: setupFile,
	journal: z.array(journalEntrySchema),
});

/** A setup as it is saved: the setup file's shape, and what the assistant has to remember beside it. */
export type SavedSetup = z.infer<typeof savedSetupSchema>;

/** From each older version to the next one, as a pure function on the file's content. Version 1 is the first. */
export type Migrations = Readonly<Record<number, (old: JsonObject) => JsonObject>>;

const migrations: Migrations = {};

/** A file's content brought to the current version, or why that cannot be. `newer`: a later program wrote it. */
type Migrated =
	| {state: 'current'; value: JsonObject}
	| {state: 'newer'; version: number}
	| {state: 'unreadable'; reason: string};

/**
Brings the content of a saved file from its `version` to the current one, step by step. The content is not changed in
place; a file of a newer version is never interpreted.
*/
export function migrateSavedSetup(
	value: JsonObject,
	steps: Migrations = migrations,
	target: number = currentVersion,
): Migrated {
	const {version} = value;
	if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
		return {
			state: 'unreadable',
			reason: 'it does not say which version it has',
		};
	}

	if (version > target) {
		return {state: 'newer', version};
	}

	let migrated = value;
	for (let from = version; from < target; from++) {
		const step = steps[from];
		if (!step) {
			return {
				state: 'unreadable',
				reason: `version ${from} is no longer known`,
			};
		}

		migrated = {...step(migrated), version: from + 1};
	}

	return {state: 'current', value: migrated};
}
