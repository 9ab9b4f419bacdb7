import process from 'node:process';
import open from 'open';

/*
Run as a program of its own: opens the address given as its argument in the platform's browser. The `open` package hands its
own environment on, and only a process of its own can have the person's while the sandbox has another. Ends with the
launcher's exit code, or with 0 once it has been quiet for a while.
*/
const url = process.argv.at(2) ?? '';
// Milliseconds: launchers that find no browser say so sooner.
const giveUpAfter = 5000;

const launcher = await open(url);
launcher.once('exit', (code) => {
	process.exitCode = code ?? 0;
	clearTimeout(quiet);
});
launcher.once('error', () => {
	process.exitCode = 1;
	clearTimeout(quiet);
});
const quiet = setTimeout(() => undefined, giveUpAfter);
