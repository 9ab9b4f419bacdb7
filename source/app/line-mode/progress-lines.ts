import {type LineProgress} from '../../ui/line-mode.js';

// Milliseconds. What is over at once is not worth a word; a count that grows is said now and then.
const tooShort = 400;
const betweenCounts = 10_000;
const betweenSigns = 30_000;

type Said = {readonly since: number; text: string | undefined; at: number};

/** What goes on by itself, said when it starts, when its text has changed, and now and then as a sign of life. */
export function newProgressLines() {
	const known = new Map<string, Said>();
	return {
		/** The lines to say at a time (in milliseconds). */
		at(now: number, progress: ReadonlyMap<string, LineProgress>): string[] {
			for (const key of known.keys()) {
				if (!progress.has(key)) {
					known.delete(key);
				}
			}

			return [...progress].flatMap(([key, {text}]) => {
				const said = known.get(key) ?? {since: now, text: undefined, at: now};
				known.set(key, said);
				const line = lineOf(said, text, now);
				if (line === undefined) {
					return [];
				}

				said.text = text;
				said.at = now;
				return [line];
			});
		},
	};
}

function lineOf(
	{since, text: before, at}: Said,
	text: string,
	now: number,
): string | undefined {
	if (before === undefined) {
		return now - since >= tooShort ? text : undefined;
	}

	if (before !== text) {
		return now - at >= betweenCounts ? text : undefined;
	}

	return now - at >= betweenSigns ? `Still: ${text}` : undefined;
}
