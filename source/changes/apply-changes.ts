import {
	describeAwsError,
	mayHaveHappened,
	type AwsProblem,
} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type JournalEntry} from '../setups/saved-setup.js';
import {type Call, type Change} from './change.js';
import {kmsOperations} from './kms-operations.js';
import {type Operation, type Wait} from './operation.js';
import {resolveReferences} from './references.js';

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
	/** Must have reached the disk when it resolves: the intent is written before the call leaves. */
	journal(entry: JournalEntry): void;
	wait: Wait;
	now(): Date;
	/** Stops between two calls, never inside one. */
	signal?: AbortSignal;
};

const tries = 3;
// After a lost reply, AWS may need a moment before it lists what it made.
const lookAgain = [500, 2000, 4000];
// KMS shows a change within seconds, sometimes minutes (facts: Terraform waits up to ten).
const untilVisible = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
Applies changes in order and yields where each stands. The one place that writes to AWS. Stops at the first failure and
skips the rest; running the setup again plans what is left.
*/
export async function* applyChanges(
	changes: readonly Change[],
	context: ApplyContext,
): AsyncGenerator<Progress> {
	const results = new Map<string, JsonObject>();
	let isStopped = false;
	for (const change of changes) {
		if (isStopped || context.signal?.aborted) {
			yield {id: change.id, status: 'skipped', call: change.call};
			continue;
		}

		const call = {
			...change.call,
			input: resolveReferences(change.call.input, results),
		};
		yield {id: change.id, status: 'running', call};
		const outcome = await applyOne(change, call, context);
		if (outcome.result) {
			results.set(change.id, outcome.result);
			const note = await settle(call, outcome.result, context);
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
	context: ApplyContext,
): Promise<Outcome> {
	const entry = (state: JournalEntry['state']) => ({
		change: change.id,
		state,
		at: context.now().toISOString(),
		call,
	});
	const before = change.policy?.before;
	context.journal({...entry('intent'), ...(before && {before})});
	try {
		const result = await send(call, context);
		context.journal({...entry('done'), result});
		return {result};
	} catch (error) {
		const problem = describeAwsError(error);
		// An open intent stays open where AWS may have acted: the next run looks before it tries again.
		if (!mayHaveHappened(error)) {
			const {code, message} = problem;
			context.journal({...entry('failed'), error: {code, message}});
		}

		return {problem};
	}
}

async function send(call: Call, context: ApplyContext): Promise<JsonObject> {
	const operation = operationOf(call);
	for (let attempt = 1; ; attempt++) {
		try {
			return await operation.send(context.session, call.input);
		} catch (error) {
			const {kind, code} = describeAwsError(error);
			const isUnclear = mayHaveHappened(error);
			if (operation.find && (isUnclear || code === 'AlreadyExistsException')) {
				const found = await look(operation, call, context, isUnclear);
				if (found === 'cannot tell') {
					throw error;
				}

				if (found) {
					return found;
				}
			}

			const isMayTryAgain = isUnclear || kind === 'throttled';
			if (!isMayTryAgain || attempt >= tries) {
				throw error;
			}

			await context.wait(1000 * 2 ** attempt);
		}
	}
}

async function look(
	operation: Operation,
	call: Call,
	context: ApplyContext,
	isPatient: boolean,
): Promise<JsonObject | 'cannot tell' | undefined> {
	let found: JsonObject | 'cannot tell' | undefined;
	for (const pause of isPatient ? lookAgain : [0]) {
		await context.wait(pause);
		try {
			found = await operation.find?.(context.session, call.input);
		} catch {
			// The first error is the one to report; trying again without having looked could make a second key.
			found = 'cannot tell';
		}

		if (found && found !== 'cannot tell') {
			return found;
		}
	}

	return found;
}

async function settle(
	call: Call,
	result: JsonObject,
	{session, wait}: ApplyContext,
): Promise<string | undefined> {
	const {visible} = operationOf(call);
	if (!visible) {
		return undefined;
	}

	for (const pause of [0, ...untilVisible]) {
		await wait(pause);
		try {
			if (await visible(session, call.input, result)) {
				return undefined;
			}
		} catch (error) {
			const {kind, message} = describeAwsError(error);
			if (kind !== 'not-found') {
				return `AWS accepted this; it could not be read back (${message})`;
			}
		}
	}

	return 'AWS accepted this but does not show it yet; it may take some minutes';
}

function operationOf({service, operation}: Call): Operation {
	const found = service === 'kms' ? kmsOperations.get(operation) : undefined;
	if (!found) {
		throw new Error(`No way to send ${service}:${operation} is known.`);
	}

	return found;
}
