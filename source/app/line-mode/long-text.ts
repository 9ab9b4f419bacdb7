// Lines. A part can still be kept in mind; a little more than one is sooner heard than asked for.
const part = 40;
const atOnce = 60;

/** The word that leaves out what is still to be said. */
export const stopWord = 'stop';

// What happened is not to wait behind a text, such as where it was saved.
const message = /^(?:OK|Problem|Warning|Careful|Note): /v;

/** What of a text is said at once, messages first, and what after another Enter. */
export function partOf(lines: readonly string[]): {
	readonly now: readonly string[];
	readonly rest: readonly string[];
} {
	if (lines.length <= atOnce) {
		return {now: lines, rest: []};
	}

	const later = lines.slice(part);
	return {
		now: [
			...later.filter((line) => message.test(line)),
			...lines.slice(0, part),
		],
		rest: later.filter((line) => !message.test(line)),
	};
}

/** What stands before the answer whether to go on. */
export function restPrompt(rest: readonly string[]): string {
	return `${rest.length} more lines. Enter goes on, ${stopWord} leaves them out: `;
}
