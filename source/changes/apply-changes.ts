import {isDeepStrictEqual} from 'node:util';
import {
	describeAwsError,
	mayHaveHappened,
	type AwsProblem,
} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type Call, type Change} from './change.js';
import {type JournalEntry} from './journal-entry.js';
import {kmsOperations} from './kms-operations.js';
import {type Operation, type Wait} from './operation.js';
import {resolveReferences} from './references.js';
import {sendCall} from './send-call.js';
import {settle} from './settle.js';

/** Where one change stands. `call` has its references filled in once it runs. */
export type Progress = {
	id: string;
	status: 'running' | 'done' | 'failed' | 'skipped';
	call: Call;
	error?: AwsProblem;
	/** Said beside `done`, when AWS has accepted the change but does not show it yet. */
	note?: string;
};

export type ApplyContext = {
	session: AwsSession;
	/** The entry must be on disk when this returns: the intent is written before the call leaves. */
	journal(entry: JournalEntry): void;
	wait: Wait;
	now(): Date;
	/** Stops between two calls, never inside one. */
	signal?: AbortSignal;
};

/**
Applies changes in order and yields where each stands. The one place that writes to AWS. Stops at the first failure and
skips the rest; running the setup again plans what is left. Rejects when the journal cannot be written.
*/
export async function* applyChanges(
	changes: readonly Change[],
	context: ApplyContext,
): AsyncGenerator<Progress> {
	const {session, wait, signal} = context;
	const results = new Map<string, JsonObject>();
	let isStopped = false;
	for (const change of changes) {
		if (isStopped || signal?.aborted) {
			yield {id: change.id, status: 'skipped', call: change.call};
			continue;
		}

		const input = resolveReferences(change.call.input, results);
		const call = {...change.call, input};
		const operation = operationOf(call);
		yield {id: change.id, status: 'running', call};
		const outcome = await applyOne(change, call, operation, context);
		if (outcome.result) {
			const {result} = outcome;
			results.set(change.id, result);
			const note = await settle({
				session,
				operation,
				input,
				result,
				wait,
				signal,
			});
			yield {id: change.id, status: 'done', call, ...(note && {note})};
		} else {
			isStopped = true;
			yield {id: change.id, status: 'failed', call, error: outcome.problem};
		}
	}
}

type Outcome =
	| {result: JsonObject; problem?: undefined}
	| {result?: undefined; problem: AwsProblem};

async function applyOne(
	change: Change,
	call: Call,
	operation: Operation,
	{session, journal, wait, now, signal}: ApplyContext,
): Promise<Outcome> {
	const {input} = call;
	const before = change.policy?.before;
	const obstacle =
		before && (await findInterference(operation, session, input, before));
	if (obstacle) {
		return {problem: obstacle};
	}

	const write = (
		state: JournalEntry['state'],
		more: Pick<JournalEntry, 'before' | 'result' | 'error'> = {},
	) => {
		journal({
			change: change.id,
			state,
			at: now().toISOString(),
			call,
			...more,
		});
	};

	write('intent', before && {before});
	let result: JsonObject;
	try {
		const isOnNew = !isDeepStrictEqual(input, change.call.input);
		result = await sendCall({
			session,
			operation,
			input,
			isOnNew,
			wait,
			signal,
		});
	} catch (error) {
		const problem = describeAwsError(error);
		// An open intent stays open where AWS may have acted: the next run looks before it tries again.
		if (mayHaveHappened(error)) {
			return {problem: {...problem, hint: unclearHint}};
		}

		const {code, message} = problem;
		write('failed', {error: {code, message}});
		return {problem};
	}

	write('done', {result});
	return {result};
}

const unclearHint =
	'AWS may have carried it out all the same. Look again: what is there is found before anything is tried once more.';

async function findInterference(
	{isAsReviewed}: Operation,
	session: AwsSession,
	input: JsonObject,
	before: NonNullable<Change['policy']>['after'],
): Promise<AwsProblem | undefined> {
	try {
		const isFine =
			!isAsReviewed || (await isAsReviewed(session, input, before));
		return isFine ? undefined : changedSinceReview;
	} catch (error) {
		return describeAwsError(error);
	}
}

const changedSinceReview: AwsProblem = {
	kind: 'refused',
	code: 'ChangedSinceReview',
	message: 'Someone else has changed this policy since it was reviewed.',
	hint: 'Nothing was changed by this call. Look again and review the new plan.',
};

function operationOf({service, operation}: Call): Operation {
	const found = service === 'kms' ? kmsOperations.get(operation) : undefined;
	if (!found) {
		throw new Error(`No way to send ${service}:${operation} is known.`);
	}

	return found;
}
