import {createContext, useContext, useLayoutEffect, useId} from 'react';
import {type KeyHint} from './frame-keys.js';
import {useIsCovered} from './use-input.js';

/** What an answer sets going; a promise where that takes time. */
export type Effect = void | Promise<void>;

/** One thing that can be chosen by its number. */
type LineChoice = {readonly label: string; readonly hint?: string};

/** One row of a long list. `disabled` says why it cannot be used; `isTicked` is left out where rows are not ticked. */
export type LineRow = {
	readonly id: string;
	readonly label: string;
	readonly detail: string;
	readonly disabled?: string;
	readonly isTicked?: boolean;
	/** Something to do with the others: it does not count. */
	readonly isAction?: boolean;
};

/** One line of text that is asked for. */
export type LineField = {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly placeholder: string;
};

/**
What a component asks the person, where answers are whole lines: a choice, a row of a long list, some lines of text one
after the other, or a text of several lines.
*/
export type Ask =
	| {
			readonly type: 'choice';
			readonly choices: readonly LineChoice[];
			readonly choose: (index: number) => Effect;
			/** A key of the screen that these choices take the place of. */
			readonly insteadOf?: string;
	  }
	| {
			readonly type: 'list';
			/** The rows that hold every word of the query; all for an empty one. */
			readonly find: (query: string) => readonly LineRow[];
			/** What it says when there are none. */
			readonly emptyText: string;
			readonly choose: (id: string) => Effect;
			/** Ticks rows; where all of them are ticked, takes their ticks away. */
			readonly tick?: (ids: readonly string[]) => void;
	  }
	| {
			readonly type: 'fields';
			readonly fields: readonly LineField[];
			readonly change: (id: string, value: string) => void;
			/** Gets the last line, changed just before. */
			readonly submit: (last: {readonly id: string; readonly value: string}) => Effect;
	  }
	| {
			readonly type: 'text';
			readonly label: string;
			readonly value: string;
			readonly change: (value: string) => void;
			readonly submit: (value: string) => Effect;
	  };

/** What stands around the body of a screen, and the keys it knows. */
export type LineFrame = {
	readonly title: string;
	readonly location: string;
	readonly banner: string;
	readonly identity: string;
	readonly keys: readonly KeyHint[];
	/** Whether there is a way home from here. */
	readonly hasHome: boolean;
};

/** Something that goes on by itself. While it `isBlocking`, there is not much to answer. */
export type LineProgress = {
	readonly text: string;
	readonly isBlocking: boolean;
};

/** A line of the screen that says what happened, or what is wrong. */
export type LineMessage = {
	readonly line: string;
	/** It stands until something is done about it. */
	readonly isProblem: boolean;
};

/** Hears what the components of the present screen ask, show and wait for; each under a key of its own. */
export type LineMode = {
	readonly setAsk: (key: string, ask: Ask | undefined) => void;
	readonly setFrame: (key: string, frame: LineFrame | undefined) => void;
	readonly setMessages: (key: string, messages: readonly LineMessage[] | undefined) => void;
	readonly setProgress: (key: string, progress: LineProgress | undefined) => void;
};

const LineModeContext = createContext<LineMode | undefined>(undefined);

/** Lets the components below ask in lines instead of drawing what moves. */
export const LineModeProvider = LineModeContext.Provider;

/** Whether answers are whole lines: nothing may be redrawn, and keys are not heard. */
export function useIsLineMode(): boolean {
	return useContext(LineModeContext) !== undefined;
}

/** Asks in lines while the component stands and there is something to ask. Says whether anyone hears it. */
export function useAsk(ask: Ask | undefined): boolean {
	const mode = useContext(LineModeContext);
	useReport(ask, mode?.setAsk);
	return mode !== undefined;
}

/** Tells the frame of the present screen. Says whether anyone hears it. */
export function useLineFrame(frame: LineFrame): boolean {
	const mode = useContext(LineModeContext);
	useReport(frame, mode?.setFrame);
	return mode !== undefined;
}

/** Tells which of the lines that are drawn are messages. */
export function useLineMessages(messages: readonly LineMessage[]): void {
	const mode = useContext(LineModeContext);
	useReport(messages.length > 0 ? messages : undefined, mode?.setMessages);
}

/** Tells what goes on by itself; nothing while `undefined`. Says whether anyone hears it. */
export function useLineProgress(progress: LineProgress | undefined): boolean {
	const mode = useContext(LineModeContext);
	useReport(progress, mode?.setProgress);
	return mode !== undefined;
}

function useReport<Value>(
	value: Value | undefined,
	report: ((key: string, value: Value | undefined) => void) | undefined,
): void {
	const key = useId();
	// What lies over a screen asks instead of it.
	const isCovered = useIsCovered();
	useLayoutEffect(() => {
		report?.(key, isCovered ? undefined : value);
	});
	useLayoutEffect(
		() => () => {
			report?.(key, undefined);
		},
		[key, report],
	);
}
