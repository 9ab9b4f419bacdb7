import process from 'node:process';
import {runCommand} from '../../source/commands/run-command.js';

/*
Watches the saved setups for an hour of a clock that the program is told: every pause is over at once. Prints how much the
heap held, in KB, after the first tenth and at the end. Run with `--expose-gc`, in an environment that leads to an AWS.
*/
const hour = 3_600_000;
const start = Date.now();
const stop = new AbortController();
let now = 0;
let looks = 0;
const heaps: number[] = [];

function weigh(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed / 1024;
}

const code = await runCommand(['check', '--watch'], {
	env: process.env,
	stdin: process.stdin,
	stdout: {write: () => true},
	stderr: {write: () => true},
	isTty: true,
	windowSize: () => ({columns: 80, rows: 24}),
	signal: stop.signal,
	releaseSignals: () => undefined,
	now: () => new Date(start + now),
	async wait(milliseconds) {
		now += milliseconds;
		looks++;
		if (heaps.length === 0 && now >= hour / 10) {
			heaps.push(weigh());
		}

		if (!(now >= hour)) {
			return;
		}

		heaps.push(weigh());
		stop.abort();
	},
});
const [early = 0, late = 0] = heaps;
process.stdout.write(JSON.stringify({code, looks, early, late}));
