import {median} from './statistics.js';

/**
Runs every candidate in turn, again and again, so that what else the machine does falls on all of them alike; the median
of each, in their order. The first `warmUps` rounds do not count.
*/
export async function interleave(
	candidates: ReadonlyArray<() => Promise<number>>,
	{rounds, warmUps = 1}: {rounds: number; warmUps?: number},
): Promise<number[]> {
	const taken = candidates.map((): number[] => []);
	for (let round = 0; round < warmUps + rounds; round++) {
		for (const [index, measure] of candidates.entries()) {
			const value = await measure();
			if (round >= warmUps) {
				taken[index]?.push(value);
			}
		}
	}

	return taken.map((values) => median(values));
}
