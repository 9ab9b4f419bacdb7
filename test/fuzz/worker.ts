import {inspect} from 'node:util';
import {parentPort, workerData} from 'node:worker_threads';
import * as z from 'zod';
import {parsers} from './parsers.js';
import {randomOf} from './random.js';
import {type WorkerNews} from './watch-worker.js';

const {parser, place, seed, first, count} = z
	.object({
		parser: z.string(),
		place: z.instanceof(SharedArrayBuffer),
		seed: z.int(),
		first: z.int(),
		count: z.int(),
	})
	.parse(workerData);

const say = (news: WorkerNews) => {
	parentPort?.postMessage(news);
};

const known = parsers.find(({name}) => name === parser);
if (!known) {
	throw new Error('There is no such parser.');
}

const fuzz = await known.open();
const at = new Int32Array(place);
for (let index = first; index < first + count; index++) {
	Atomics.store(at, 0, index);
	try {
		await fuzz.try(randomOf(seed, parser, index));
	} catch (error) {
		say({finding: {index, what: inspect(error, {breakLength: Infinity})}});
	}
}

// Clearing up is no case.
Atomics.store(at, 0, -1);
await fuzz.close?.();
const note = fuzz.summary?.();
if (note !== undefined) {
	say({note});
}

say({done: true});
