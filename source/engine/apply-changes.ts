import {isIdentityLost, type AwsProblem} from '../aws/errors.js';
import {type JsonObject} from '../json.js';
import {callKind} from '../resources/registry.js';
import {resolveReferences, type Call, type Change} from '../resources/call.js';
import {applyOne, type ApplyOneContext} from './apply-one.js';
import {mergeInTurn} from './merge-in-turn.js';
import {checkIdentity, type Reviewer} from './check-identity.js';
import {type Wait} from './wait.js';

/** Where one change stands. `call` has its references filled in once it runs. */
export type Progress = {
	id: string;
	status: 'running' | 'done' | 'failed' | 'skipped';
	call: Call;
	error?: AwsProblem;
	/** Said beside `done`, when AWS has accepted the change but does not show it yet. */
	note?: string;
};

/** The signal stops between two calls, never inside one. */
export type ApplyContext = ApplyOneContext & {
	/** Who the person saw on the review; AWS is asked once more before the first write. */
	reviewed: Reviewer;
};

// AWS support advises few calls at a time to IAM; how many a second is the client's rate limit.
const groupsAtOnce = 4;

type Run = ApplyOneContext & {
	results: Map<string, JsonObject>;
	/** Set when nothing may be started any more. */
	isStopped: boolean;
};

/**
Applies changes and yields where each stands. The one place that writes to AWS. Changes without a group run first, in
order; the groups follow beside one another, each in its own order. A failure skips what is left of its group, one without
a group everything, and so does an identity that AWS no longer takes, or a throttle that lasts. Running the setup again plans what is left. Rejects
when the journal cannot be written.
*/
export async function* applyChanges(
	changes: readonly Change[],
	context: ApplyContext,
): AsyncGenerator<Progress, void> {
	for (const {call} of changes) {
		callKind(call);
	}

	const {reviewed, ...rest} = context;
	const wait: Wait = async (milliseconds) =>
		rest.wait(milliseconds, rest.signal);
	const run: Run = {
		...rest,
		wait,
		results: new Map(),
		isStopped: false,
	};
	const [first] = changes;
	const problem =
		first && !context.signal?.aborted
			? await checkIdentity(context.session, reviewed)
			: undefined;
	if (first && problem) {
		run.isStopped = true;
		yield {id: first.id, status: 'failed', call: first.call, error: problem};
		yield* applyInOrder(changes.slice(1), run);
		return;
	}

	const own = changes.filter(({group}) => group === undefined);
	for await (const progress of applyInOrder(own, run)) {
		run.isStopped ||= progress.status === 'failed';
		yield progress;
	}

	const groups = Map.groupBy(
		changes.filter(({group}) => group !== undefined),
		({group}) => group,
	);
	const sources = Array.from(groups.values(), (group) =>
		applyInOrder(group, run),
	);
	yield* mergeInTurn(sources, groupsAtOnce);
}

async function* applyInOrder(
	changes: readonly Change[],
	run: Run,
): AsyncGenerator<Progress, void> {
	let isStopped = false;
	let isOnNew = false;
	for (const change of changes) {
		const {id} = change;
		if (isStopped || run.isStopped || run.signal?.aborted) {
			yield {id, status: 'skipped', call: change.call};
			continue;
		}

		const input = resolveReferences(change.call.input, run.results);
		const call = {...change.call, input};
		yield {id, status: 'running', call};
		const {result, problem, note} = await applyOne(change, call, isOnNew, run);
		if (result) {
			run.results.set(id, result);
			isOnNew ||= Object.keys(result).length > 0;
		}

		if (problem) {
			isStopped = true;
			// What AWS has throttled for a minute would be throttled for every other group, too.
			run.isStopped ||=
				isIdentityLost(problem.kind) || problem.kind === 'throttled';
			yield {id, status: 'failed', call, error: problem};
		} else {
			yield {id, status: 'done', call, ...(note && {note})};
		}
	}
}
