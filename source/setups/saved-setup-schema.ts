import * as z from 'zod';
import {type Json, type JsonObject} from '../json.js';
import {currentVersion} from './saved-setup.js';

/** Values inside came from JSON, so being an object is all there is to ask; guides judge their own answers. */
const jsonObject = z.custom<JsonObject>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	'expected a set of fields',
);

const json = z.custom<Json>(() => true);

const call = z.strictObject({
	service: z.string(),
	operation: z.string(),
	input: jsonObject,
});

const journalEntry = z.strictObject({
	change: z.string(),
	group: z.string().optional(),
	state: z.enum(['intent', 'done', 'failed']),
	at: z.iso.datetime(),
	call,
	before: jsonObject.optional(),
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
The saved file, version 1. Strict, so that nothing unforeseen (a credential above all) has a place in it; only the
answers under `setup` are open here, and each guide checks those strictly.
*/
export const savedSetupSchema = z.strictObject({
	version: z.literal(1),
	runId: z.string().min(1),
	isJournalLost: z.literal(true).optional(),
	account: z
		.string()
		.regex(/^\d{12}$/v, 'expected an account ID of 12 digits')
		.optional(),
	source: z.string().optional(),
	names: z.record(z.string(), z.string()).optional(),
	pastedAccounts: z.array(z.string()).optional(),
	step: z.string().optional(),
	unfinished: z
		.strictObject({
			of: z.int().min(0),
			left: z.record(z.string(), z.string()),
		})
		.optional(),
	isApplied: z.literal(true).optional(),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	setup: z
		.object({
			guide: z.string(),
			name: z.string(),
			region: z.string().optional(),
		})
		.catchall(json),
	journal: z.array(journalEntry),
});

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
