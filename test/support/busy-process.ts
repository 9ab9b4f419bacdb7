import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';

const pollMs = 3;

/** Whether a process is running or about to. Linux tells; elsewhere it counts as waiting. */
function isBusy(pid: number): boolean {
	try {
		// The state follows the name, which stands in parentheses (proc(5)).
		const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0];
		return state === 'R' || state === 'D';
	} catch {
		return false;
	}
}

/**
Waits until a process waits, too: it has read its input and drawn, and listens again. On a machine with too much to do
this may take a while after its last output. Gives up after `limitMs`.
*/
export async function whileBusy(pid: number, limitMs = 2000): Promise<void> {
	const deadline = performance.now() + limitMs;
	for (let calm = 0; calm < 2 && performance.now() < deadline;) {
		calm = isBusy(pid) ? 0 : calm + 1;
		await delay(pollMs);
	}
}
