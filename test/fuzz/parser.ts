import {type Random} from './random.js';

/** Something that reads what others wrote, ready to be tried. */
export type FuzzedParser = {
	name: string;
	/** Milliseconds of the processor that no case may take. */
	bound: number;
	/** Cases in the long run. */
	cases: number;
	/** Makes what all cases share; called once. */
	open(): Promise<Fuzz> | Fuzz;
};

/** Tries one case; fails when the parser does what it must not. */
export type Fuzz = {
	try(random: Random): Promise<void> | void;
	/** What there is to say at the end, in a line. */
	summary?(): string;
	close?(): Promise<void>;
};
