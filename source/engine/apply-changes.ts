import {isDeepStrictEqual} from 'node:util';
import {isIdentityLost, type AwsProblem, describeAwsError} from '../aws/errors.js';
import {type JsonObject} from '../json.js';
import {callKind} from '../resources/registry.js';
import {resolveReferences, type Call, type Change, type JournalEntry} from '../resources/call.js';
import {type AwsSession, whoAmI, type Identity} from '../aws/session.js';
import {sessionRoleName} from '../aws/arn.js';
import {type Wait} from './wait.js';
import {sendCall, type OutgoingCall, waitUntilVisible} from './send-call.js';

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
	const wait: Wait = async (milliseconds) => rest.wait(milliseconds, rest.signal);
	const run: Run = {
		...rest,
		wait,
		results: new Map(),
		isStopped: false,
	};
	const [first] = changes;
	const problem =
		first && !context.signal?.aborted ? await checkIdentity(context.session, reviewed) : undefined;
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
	const sources = Array.from(groups.values(), (group) => applyInOrder(group, run));
	yield* mergeInTurn(sources, groupsAtOnce);
}

async function* applyInOrder(changes: readonly Change[], run: Run): AsyncGenerator<Progress, void> {
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
			run.isStopped ||= isIdentityLost(problem.kind) || problem.kind === 'throttled';
			yield {id, status: 'failed', call, error: problem};
		} else {
			yield {id, status: 'done', call, ...(note && {note})};
		}
	}
}

/** What applying one change needs beside the change. */
type ApplyOneContext = {
	session: AwsSession;
	/** The entry must be on disk when this returns: the intent is written before the call leaves. */
	journal(entry: JournalEntry): void;
	wait: Wait;
	now(): Date;
	signal?: AbortSignal;
};

/** How a change ended. `result` is there when AWS has carried it out, also where a problem came up after that. */
type Ended = {
	result?: JsonObject;
	problem?: AwsProblem;
	note?: string;
};

/**
Sends one change's call, between its intent and its outcome in the journal, and waits until AWS shows it. An intent stays
open where AWS may have acted without saying so: the next run looks before it tries again. Rejects when the journal cannot
be written. `isOnNew`: an earlier change of this run has just made what the call speaks of.
*/
async function applyOne(
	change: Change,
	call: Call,
	isOnNew: boolean,
	{session, journal, wait, now, signal}: ApplyOneContext,
): Promise<Ended> {
	const before = change.policy?.before;
	const outgoing: OutgoingCall = {
		session,
		kind: callKind(call),
		input: call.input,
		before,
		...(change.setting && {setting: change.setting}),
		isOnNew: isOnNew || !isDeepStrictEqual(call.input, change.call.input),
		wait,
		signal,
	};
	const write = (
		state: JournalEntry['state'],
		more: Pick<JournalEntry, 'before' | 'result' | 'error'> = {},
	) => {
		journal({
			change: change.id,
			...(change.group !== undefined && {group: change.group}),
			state,
			at: now().toISOString(),
			call,
			...more,
		});
	};

	let hasLeft = false;
	const sent = await sendCall(outgoing, () => {
		const noted = before ?? change.setting;
		write('intent', noted && {before: noted});
		hasLeft = true;
	});
	if (sent.state !== 'done') {
		const {state, problem} = sent;
		if (hasLeft && state === 'failed') {
			const {code, message} = problem;
			write('failed', {error: {code, message}});
		}

		return {problem};
	}

	const {result} = sent;
	if (hasLeft) {
		write('done', {result});
	}

	return {result, ...(await waitUntilVisible(outgoing, result))};
}

/** Who the review said would write. */
export type Reviewer = Pick<Identity, 'account' | 'arn'>;

/**
Asks AWS right before the first write whether we are still who the review said: a profile may have been switched, or a
sign-in renewed as somebody else. What is wrong, or nothing. The name of a role's session may differ.
*/
async function checkIdentity(
	session: AwsSession,
	reviewed: Reviewer,
): Promise<AwsProblem | undefined> {
	let now: Reviewer;
	try {
		now = await whoAmI(session);
	} catch (error) {
		return describeAwsError(error);
	}

	return isSame(now, reviewed)
		? undefined
		: {
				kind: 'refused',
				code: 'OtherIdentity',
				message: `The plan was reviewed as ${reviewed.arn}, and now you are signed in as ${now.arn}.`,
				hint: `Nothing was written. Sign in as ${reviewed.arn} again, or look again and review the plan as ${now.arn}.`,
			};
}

function isSame(one: Reviewer, other: Reviewer): boolean {
	return one.account === other.account && whoOf(one.arn) === whoOf(other.arn);
}

function whoOf(arn: string): string {
	const role = sessionRoleName(arn);
	return role === undefined ? arn : `role ${role}`;
}

/**
Everything that several sources give, as it comes. At most `atOnce` of them are asked at a time, in their order; a source
goes on when its last value has been taken. The first one that fails ends it: the others are not asked again.
*/
export async function* mergeInTurn<T>(
	sources: ReadonlyArray<AsyncIterator<T, void>>,
	atOnce: number,
): AsyncGenerator<T, void> {
	const waiting = [...sources];
	const running = new Map<AsyncIterator<T, void>, Promise<Answer<T>>>();
	const ask = (source: AsyncIterator<T, void>) => {
		running.set(source, answerOf(source));
	};

	const startNext = () => {
		const source = waiting.shift();
		if (source) {
			ask(source);
		}
	};

	for (let count = 0; count < atOnce; count++) {
		startNext();
	}

	try {
		while (running.size > 0) {
			const {source, next} = await Promise.race(running.values());
			if (next.done) {
				running.delete(source);
				startNext();
			} else {
				yield next.value;
				// Asked last again, so that everyone gets a turn.
				running.delete(source);
				ask(source);
			}
		}
	} finally {
		// Calls under way end; what they give is no longer wanted.
		await Promise.allSettled(running.values());
	}
}

type Answer<T> = {
	source: AsyncIterator<T, void>;
	next: IteratorResult<T, void>;
};

async function answerOf<T>(source: AsyncIterator<T, void>): Promise<Answer<T>> {
	return {source, next: await source.next()};
}
