import {
	type Ask,
	type LineFrame,
	type LineMode,
	type LineProgress,
} from '../../ui/line-mode.js';

/** The present screen as its components tell it, and the text they draw. */
export type LineScreen = LineMode & {
	/** What is asked, in the order of the screen. */
	readonly asks: ReadonlyMap<string, Ask>;
	readonly progress: ReadonlyMap<string, LineProgress>;
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
