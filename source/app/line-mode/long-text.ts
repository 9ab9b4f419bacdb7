import {isDeepStrictEqual} from 'node:util';

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

/** What is said instead of a long text that was said on this screen before. */
export const sameText = 'The text is the same as before; again says it.';

/** What is new beside a long text that was said before and stands there once more, whole; all of it otherwise. */
export function withoutSaid(
	lines: readonly string[],
	said: readonly string[],
): readonly string[] {
	const known = new Set(said);
	const again = lines.filter((line) => known.has(line));
	// A line that is there more often now stands in something new, too: that is not told apart.
	return said.length === 0 || !isDeepStrictEqual(again, said)
		? lines
		: [...lines.filter((line) => !known.has(line)), sameText];
}

/** What stands before the answer whether to go on. */
export function restPrompt(rest: readonly string[]): string {
	return `${rest.length} more lines. Enter goes on, ${stopWord} leaves them out: `;
}

/** The text that is being said, part by part. */
export function newLongText() {
	let rest: readonly string[] = [];
	let said: readonly string[] = [];
	return {
		/** What is still to be said. */
		rest: () => rest,
		leaveOut() {
			rest = [];
		},
		/** What of news is said at once. `body` is all that stands on the screen; `isFresh`: whatever was said before. */
		begin(
			news: readonly string[],
			{body, isFresh}: {body: readonly string[]; isFresh: boolean},
		): readonly string[] {
			// What comes by itself does not wait for the rest of a text.
			if (rest.length > 0 && !isFresh) {
				return news;
			}

			said = isFresh ? [] : said;
			const next = partOf(withoutSaid(news, said));
			({rest} = next);
			if (rest.length > 0) {
				said = body.filter((line) => !message.test(line));
			}

			return next.now;
		},
		/** The next part. */
		goOn(): readonly string[] {
			const next = partOf(rest);
			({rest} = next);
			return next.now;
		},
	};
}
