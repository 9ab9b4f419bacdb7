import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {Worker} from 'node:worker_threads';
import {type FuzzedParser} from './parser.js';

/** Which cases of a parser to try. */
export type Range = {seed: number; first: number; count: number};

/** What a case did that it must not. */
export type Finding = {index: number; what: string};

/** How a parser fared. */
export type Outcome = {
	tried: number;
	seconds: number;
	findings: Finding[];
	/** What the parser had to say at its end. */
	notes: string[];
};

/** What a worker is started with: the parser by name, and where it notes the case it is at. */
export type WorkerTask = Range & {parser: string; place: SharedArrayBuffer};

/** What a worker says: a finding, something at its end, or that it has come to it. */
export type WorkerNews = {finding: Finding} | {note: string} | {done: true};

// A parser that fails everywhere need not say so a hundred thousand times.
const mostFindings = 5;
const look = 200;
// A busy machine may leave a case waiting; one that waits for something that never comes takes no time of the processor.
const longestWait = 20;

/**
Tries a parser's cases in a thread of its own, and watches it from outside: a case that takes more of the processor than the
parser's bound, or waits much longer, is a finding, too, and the rest is tried by another thread.
*/
export async function runParser(
	parser: FuzzedParser,
	{seed, first, count}: Range,
): Promise<Outcome> {
	const started = performance.now();
	const findings: Finding[] = [];
	const notes: string[] = [];
	const end = first + count;
	let next = first;
	while (next < end && findings.length < mostFindings) {
		const range = {seed, first: next, count: end - next};
		const stopped = await runThread(parser, range, {findings, notes});
		next = stopped + 1;
	}

	return {
		tried: next - first,
		seconds: (performance.now() - started) / 1000,
		findings,
		notes,
	};
}

// Gives the last case that was tried.
async function runThread(
	{name, bound}: FuzzedParser,
	range: Range,
	{findings, notes}: Pick<Outcome, 'findings' | 'notes'>,
): Promise<number> {
	const place = new SharedArrayBuffer(4);
	const at = new Int32Array(place);
	Atomics.store(at, 0, -1);
	const worker = new Worker(new URL('worker.mjs', import.meta.url), {
		workerData: {...range, parser: name, place} satisfies WorkerTask,
	});
	const {promise, resolve, reject} = Promise.withResolvers<number>();
	let seen = -1;
	let since = performance.now();
	let spentBefore = spent();
	const watch = setInterval(() => {
		const index = Atomics.load(at, 0);
		const now = performance.now();
		if (index !== seen) {
			seen = index;
			since = now;
			spentBefore = spent();
		} else if (index >= 0 && (spent() - spentBefore > bound || now - since > bound * longestWait)) {
			findings.push({index, what: `took longer than ${bound} ms`});
			resolve(index);
		}
	}, look);
	worker.on('message', (news: WorkerNews) => {
		if ('done' in news) {
			resolve(range.first + range.count - 1);
			return;
		}

		if ('note' in news) {
			notes.push(news.note);
			return;
		}

		findings.push(news.finding);
		if (findings.length >= mostFindings) {
			resolve(news.finding.index);
		}
	});
	worker.on('error', reject);
	try {
		return await promise;
	} finally {
		clearInterval(watch);
		await worker.terminate();
	}
}

// Milliseconds of the processor, all threads together.
function spent(): number {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
}
