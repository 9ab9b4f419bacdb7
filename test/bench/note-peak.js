/*
`node --import ./test/bench/note-peak.js PROGRAM` writes into the file that PEAK_FILE names how much memory the program took at most,
in KB, when it ends. With `--expose-gc` it is what the program held at most, in KB, whenever the rubbish was collected: ten times
a second.
*/
import fs from 'node:fs';
import process from 'node:process';

let held = 0;

function weigh() {
	globalThis.gc();
	held = Math.max(held, process.memoryUsage().heapUsed / 1024);
}

if (globalThis.gc) {
	setInterval(weigh, 100).unref();
}

process.on('exit', () => {
	if (!process.env.PEAK_FILE) {
		return;
	}

	if (globalThis.gc) {
		weigh();
	}

	const peak = globalThis.gc ? held : process.resourceUsage().maxRSS;
	fs.writeFileSync(process.env.PEAK_FILE, String(peak));
});
