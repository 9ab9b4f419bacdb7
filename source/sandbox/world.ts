import {type Fault} from './faults.js';
import {type Pace} from './pace.js';
import {type StateFile} from './state-file.js';
import {inSeconds} from './time.js';

/** One AWS call that arrived, for tests that count them. */
export type CallRecord = {
	service: string;
	operation: string;
	region: string;
	accessKeyId: string;
	/** Whether the operation changes something in AWS (using a key does not). */
	write: boolean;
	/** `ok`, an error's code, or the kind of a fault. */
	outcome: string;
	/** ISO 8601, UTC. */
	at: string;
};

/**
How long a new key, role or secret stays unseen: a number of looks, or until a time in milliseconds. For a change of what was
there already, `before` is what is seen until then.
*/
type Spreading = {looks: number; until: number; before?: string | undefined};

/** One running sandbox: the state on disk, and what is set for this process only. */
export type World = {
	file: StateFile;
	faults: Fault[];
	/** How fast services take calls; one that is not here takes any number. */
	paces: Pace[];
	/** Milliseconds that every AWS call waits before it acts. */
	delay: number;
	/** What a key, a role or a secret made from now on has to go through before it is seen. */
	consistency: {reads: number; seconds: number};
	spreading: Map<string, Spreading>;
	calls: CallRecord[];
	/** Region → what the public status page says is wrong with KMS there. */
	outages: Map<string, string>;
};

/** A sandbox in which nothing goes wrong yet. */
export const newWorld = (file: StateFile): World => ({
	file,
	faults: [],
	paces: [],
	delay: 0,
	consistency: {reads: 0, seconds: 0},
	spreading: new Map(),
	calls: [],
	outages: new Map(),
});

/** Remembers that something was made just now, so that it can stay unseen for a while. */
export const startSpreading = (
	world: World,
	arn: string,
	before?: string,
): void => {
	const {reads, seconds} = world.consistency;
	if (reads > 0 || seconds > 0) {
		world.spreading.set(arn, {
			looks: reads,
			until: inSeconds(seconds),
			before,
		});
	}
};

/** Whether something is still unseen. Each call that asks counts as one look. */
export const isStillSpreading = (world: World, arn: string): boolean => {
	const spreading = world.spreading.get(arn);
	if (!spreading) {
		return false;
	}

	const isHidden = spreading.looks > 0 || Date.now() < spreading.until;
	spreading.looks--;
	if (!isHidden) {
		world.spreading.delete(arn);
	}

	return isHidden;
};

/** How many calls the log keeps. */
const logSize = 10_000;

/** Adds a call to the log; the oldest fall out. */
export const recordCall = (world: World, call: CallRecord): void => {
	world.calls.push(call);
	if (world.calls.length > logSize) {
		world.calls.shift();
	}
};
