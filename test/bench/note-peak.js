/*
`node --import ./test/bench/note-peak.js PROGRAM` writes into the file that PEAK_FILE names how much memory the program held at most,
in KB, when it ends.
*/
import fs from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
	if (process.env.PEAK_FILE) {
		fs.writeFileSync(
			process.env.PEAK_FILE,
			String(process.resourceUsage().maxRSS),
		);
	}
});
