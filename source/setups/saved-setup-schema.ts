import * as z from 'zod';
import {type Json, type JsonObject} from '../json.js';

/** Values inside came from JSON, so being an object is all there is to ask; guides judge their own answers. */
const jsonObject = z.custom<JsonObject>(
	(value) =>
		typeof value === 'object' && value !== null && !Array.isArray(value),
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
