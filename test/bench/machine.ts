import os from 'node:os';
import process from 'node:process';
import {interleave} from './interleave.js';
import {timeUntilExit} from './time-until.js';

/** What the figures were measured on, and how fast it was then: figures of two runs compare only where these are alike. */
export type Machine = {
	readonly node: string;
	readonly platform: string;
	readonly cores: number;
	/** How many programs wanted to run at once, in the last minute. */
	readonly load: number;
	/** Milliseconds that Node takes to start and end. */
	readonly bareNode: number;
	/** Milliseconds for a fixed piece of arithmetic. */
	readonly arithmetic: number;
};

/** Looks at the machine; takes about a second. */
export async function lookAtMachine(
	env: Readonly<Record<string, string>> & {readonly HOME: string},
): Promise<Machine> {
	const [bareNode = 0, arithmetic = 0] = await interleave(
		[async () => timeUntilExit(['-e', ''], env), async () => timeArithmetic()],
		{rounds: 9},
	);
	return {
		node: process.version,
		platform: `${process.platform} ${process.arch}`,
		cores: os.availableParallelism(),
		load: os.loadavg()[0] ?? 0,
		bareNode,
		arithmetic,
	};
}

function timeArithmetic(): number {
	const start = performance.now();
	let sum = 0;
	for (let n = 0; n < 10_000_000; n++) {
		sum = (sum + n * n) % 1_000_003;
	}

	const time = performance.now() - start;
	return sum < 0 ? 0 : time;
}

/** The machine in one line. */
export function machineLine({node, platform, cores, load, bareNode, arithmetic}: Machine): string {
	return `Node ${node} on ${platform}, ${cores} cores, load ${load.toFixed(1)}; bare Node starts and ends in ${bareNode.toFixed(0)} ms, 10 million multiplications take ${arithmetic.toFixed(0)} ms.`;
}
