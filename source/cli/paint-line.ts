import {styleText} from 'node:util';

// A verdict's sign and its word; the sign's form without Unicode, too.
const verdicts = [
	{start: /^ *(?:✔|\[ok\]) [^:]+:?/v, colour: 'green'},
	{start: /^ *(?:✘|\[fail\]) [^:]+:?/v, colour: 'red'},
	{start: /^ *(?:[!?]|\[warn\]|\[\?\]) [^:]+:?/v, colour: 'yellow'},
	// The lines of a policy's diff.
	{start: /^ {5}\+ .*/v, colour: 'green'},
	{start: /^ {5}- .*/v, colour: 'red'},
] as const;

/** A line of a command as a terminal with colours shows it: verdicts stand out, and what a policy gains and loses. The words are the same. */
export function paintLine(line: string): string {
	for (const {start, colour} of verdicts) {
		const found = start.exec(line)?.[0];
		if (found !== undefined) {
			return (
				styleText(colour, found, {validateStream: false}) +
				line.slice(found.length)
			);
		}
	}

	return line;
}
