import process from 'node:process';
import {runCommand} from '../../source/main.js';

/*
Watches the saved setups for six hours of a clock that the program is told: every pause is over at once. Prints after each tenth
how often it looked until then, and how much the heap held, in KB, once the rubbish was collected. Run with `--expose-gc`, in an environment that leads to an AWS.
*/
const hours = 6 * 3_600_000;
const start = Date.now();
const stop = new AbortController();
let now = 0;
let looks = 0;
const weights: Array<{looks: number; held: number}> = [];

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
	halt: new AbortController().signal,
	releaseSignals: () => undefined,
	now: () => new Date(start + now),
	async wait(milliseconds) {
		now += milliseconds;
		looks++;
		if (now >= ((weights.length + 1) * hours) / 10) {
			weights.push({looks, held: weigh()});
		}

		if (now >= hours) {
			stop.abort();
		}
	},
});
process.stdout.write(JSON.stringify({code, weights}));
