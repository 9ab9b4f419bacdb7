import {isDeepStrictEqual} from 'node:util';
import {
	type Ask,
	type LineFrame,
	type LineMessage,
	type LineMode,
	type LineProgress,
} from '../../ui/line-mode.js';

/** What of a line that is drawn is known beside its words: whether it says what happened, or what is wrong. */
export type MessageOf = (line: string) => LineMessage | undefined;

/** What was said of a screen, or would be. */
export type ScreenText = {
	readonly title: string;
	readonly location: string;
	readonly banner: string;
	readonly identity: string;
	readonly body: readonly string[];
};

/**
Why something is said: the person answered; wants to hear it all again, or only what can be answered; or it came by itself.
*/
export type Cause = 'answer' | 'again' | 'menu' | 'itself';

/**
What of a screen is new to the person, line by line: all of another screen, and of the same one what was not there
before. After an answer that changed nothing its problems are said again.
*/
export function screenNews(
	before: ScreenText | undefined,
	now: ScreenText,
	cause: Cause,
	messageOf: MessageOf,
): string[] {
	const isNew =
		cause === 'again' || before?.title !== now.title || before.location !== now.location;
	const {title, location, banner, identity, body} = now;
	const head = [
		...(isNew ? [title, location] : []),
		// What must not be overlooked is on every screen; who we are, where it has changed.
		...(isNew || before.banner !== banner ? [banner] : []),
		...(cause === 'again' || before?.identity !== identity ? [identity] : []),
	].filter((line) => line !== '');
	if (isNew) {
		return ['', ...head, ...body];
	}

	const news = [...head, ...added(before.body, body)];
	return news.length === 0 && cause === 'answer' ? problemsIn(body, messageOf) : news;
}

/** The lines of `now` that were not there before; one that is there twice counts twice. */
function added(before: readonly string[], now: readonly string[]): string[] {
	const left = new Map<string, number>();
	for (const line of before) {
		left.set(line, (left.get(line) ?? 0) + 1);
	}

	return now.filter((line) => {
		const count = left.get(line) ?? 0;
		left.set(line, count - 1);
		return count <= 0;
	});
}

function problemsIn(body: readonly string[], messageOf: MessageOf): string[] {
	const problems = body.filter((line) => messageOf(line)?.isProblem);
	return problems.length > 0 ? problems : ['Nothing new here.'];
}

// Lines. A part can still be kept in mind; a little more than one is sooner heard than asked for.
const part = 40;
const atOnce = 60;

/** The word that leaves out what is still to be said. */
export const stopWord = 'stop';

/** What of a text is said at once, and what after another Enter. What happened does not wait behind a text, such as where it was saved. */
export function partOf(
	lines: readonly string[],
	messageOf: MessageOf,
): {
	readonly now: readonly string[];
	readonly rest: readonly string[];
} {
	if (lines.length <= atOnce) {
		return {now: lines, rest: []};
	}

	const later = lines.slice(part);
	return {
		now: [...later.filter((line) => messageOf(line)), ...lines.slice(0, part)],
		rest: later.filter((line) => !messageOf(line)),
	};
}

/** What is said instead of a long text that was said on this screen before. */
export const sameText = 'The text is the same as before; again says it.';

/** What is new beside a long text that was said before and stands there once more, whole; all of it otherwise. */
function withoutSaid(lines: readonly string[], said: readonly string[]): readonly string[] {
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
export function newLongText(messageOf: MessageOf) {
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
			const next = partOf(withoutSaid(news, said), messageOf);
			({rest} = next);
			if (rest.length > 0) {
				said = body.filter((line) => !messageOf(line));
			}

			return next.now;
		},
		/** The next part. */
		goOn(): readonly string[] {
			const next = partOf(rest, messageOf);
			({rest} = next);
			return next.now;
		},
	};
}

/** The present screen as its components tell it, and the text they draw. */
export type LineScreen = LineMode & {
	/** What is asked, in the order of the screen. */
	readonly asks: ReadonlyMap<string, Ask>;
	readonly progress: ReadonlyMap<string, LineProgress>;
	readonly messageOf: MessageOf;
	readonly frame: () => LineFrame | undefined;
	/** Another text for each other set of questions. */
	readonly view: () => string;
	/** The lines of the body. */
	readonly body: () => readonly string[];
	readonly setText: (text: string) => void;
};

/** Collects what a screen is made of. `onChange` is called whenever something was told. */
export function newLineScreen(onChange: () => void): LineScreen {
	const asks = new Map<string, Ask>();
	const progress = new Map<string, LineProgress>();
	const frames = new Map<string, LineFrame>();
	const messages = new Map<string, readonly LineMessage[]>();
	let body: readonly string[] = [];
	const setIn =
		<Value>(all: Map<string, Value>) =>
		(key: string, value: Value | undefined) => {
			if (value === undefined) {
				all.delete(key);
			} else {
				all.set(key, value);
			}

			onChange();
		};

	return {
		asks,
		progress,
		setAsk: setIn(asks),
		setProgress: setIn(progress),
		setMessages: setIn(messages),
		messageOf: (line) =>
			Array.from(messages, ([, some]) => some)
				.flat()
				.find((message) => message.line === line),
		setFrame: setIn(frames),
		frame: () => [...frames].at(-1)?.[1],
		view: () => Array.from(asks, ([key]) => key).join(' '),
		body: () => body,
		setText(text) {
			body = text
				.split('\n')
				.map((line) => line.trimEnd())
				.filter((line) => line !== '');
			onChange();
		},
	};
}
