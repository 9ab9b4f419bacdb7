import {differentials} from '../differential/differentials.js';
import {type FuzzedParser} from '../parser.js';

const percent = (part: number, whole: number) =>
	`${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;

/** What the product says about policies against the sandbox's own authoriser: never less careful, and how often needlessly unsure. */
export const compared: readonly FuzzedParser[] = differentials.map(
	({name, longRun, try: compare}) => ({
		name,
		bound: 5000,
		cases: longRun,
		open() {
			const tally = {cases: 0, unknown: 0, needless: 0};
			return {
				try(random) {
					compare(random, tally);
				},
				summary: () =>
					`cannot tell ${percent(tally.unknown, tally.cases)}; needlessly, since all that is not known comes to the same: ${percent(tally.needless, tally.cases)} of all, ${percent(tally.needless, tally.unknown)} of those`,
			};
		},
	}),
);
