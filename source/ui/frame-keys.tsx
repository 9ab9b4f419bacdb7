import {createContext, useContext, useLayoutEffect, useCallback, useState} from 'react';
import {type HelpTopic} from './help-topic.js';
import {type KeyHint, packHints} from './key-hints.js';
import {isHelpKey, useInput} from './use-input.js';

/** Tells the frame that a field that takes letters has the focus, or has lost it. */
type NoteTyping = (step: 1 | -1) => void;

const TypingContext = createContext<NoteTyping>(() => undefined);

/** Hears of the fields below: where one takes letters, no letter is a key of the screen. */
export const TypingProvider = TypingContext.Provider;

/** Says that this field takes letters while it is active. */
export function useTyping(isActive: boolean): void {
	const note = useContext(TypingContext);
	useLayoutEffect(() => {
		if (!isActive) {
			return;
		}

		note(1);
		return () => {
			note(-1);
		};
	}, [isActive, note]);
}

/** What is asked: about which screen, and the keys that it has now. */
export type HelpQuestion = {
	readonly title: string;
	readonly topic: HelpTopic;
	readonly keys: readonly KeyHint[];
};

type Desk = {
	readonly ask: (question: HelpQuestion) => void;
	readonly close: () => void;
};

const DeskContext = createContext<Desk>({
	ask: () => undefined,
	close: () => undefined,
});

/** Whom the screens below ask for help; `HelpDesk` is it. */
export const DeskProvider = DeskContext.Provider;

/** Opens the help over the screen, and closes it. */
function useHelpDesk(): Desk {
	return useContext(DeskContext);
}

const LeaveContext = createContext<(() => void) | undefined>(undefined);

/** What q does on every screen without a text field. */
export const LeaveProvider = LeaveContext.Provider;

const leaveHint: KeyHint = {key: 'q', does: 'leave'};

/**
The keys that every screen has: ? opens its help, and so does Ctrl+Y where a field takes letters; q leaves, unless it is a
letter. Gives the hints to draw and in how many lines, and what fields report to.
*/
export function useFrameKeys({
	title,
	help,
	keys,
	columns,
	separatorWidth,
	maxLines,
	isLow,
}: {
	readonly title: string;
	/** Left out on the help itself. */
	readonly help: HelpTopic | undefined;
	readonly keys: readonly KeyHint[];
	readonly columns: number;
	readonly separatorWidth: number;
	readonly maxLines: number;
	/** Whether every line counts: then the hint of the help takes the place of a later one rather than a line of its own. */
	readonly isLow: boolean;
}): {hints: readonly KeyHint[]; lines: number; noteTyping: NoteTyping} {
	const leave = useContext(LeaveContext);
	const desk = useHelpDesk();
	// Not known until the fields below have said so, once the screen stands.
	const [typing, setTyping] = useState<number>();
	const isTyping = typing !== 0;
	const noteTyping = useCallback<NoteTyping>((step) => {
		setTyping((count = 0) => count + step);
	}, []);
	useLayoutEffect(() => {
		setTyping((count = 0) => count);
	}, []);
	const helpHint = {key: isTyping ? 'Ctrl+Y' : '?', does: 'help'};
	useInput((input, key) => {
		if (help && isHelpKey(input, key, isTyping)) {
			desk.ask({
				title,
				topic: help,
				keys: [...keys, ...(leave && !isTyping ? [leaveHint] : []), helpHint],
			});
		} else if (input === 'q' && !key.ctrl && !key.meta && !isTyping) {
			leave?.();
		}
	});
	// Help about a screen ends with the screen: another may have come up by itself.
	useLayoutEffect(
		() => () => {
			if (help) {
				desk.close();
			}
		},
		[desk, help],
	);
	const pack = (hints: readonly KeyHint[], lines = maxLines) =>
		packHints(hints, columns, separatorWidth, lines);
	const first = keys.slice(0, 2);
	const limit = isLow ? Math.max(pack(keys).length, pack([...first, helpHint]).length) : maxLines;
	const hints =
		help && typing !== undefined
			? withHelp(keys, helpHint, (some) => pack(some, limit).flat())
			: keys;
	return {hints, lines: pack(hints, limit).length, noteTyping};
}

/**
The hint of the help comes last where all fit, else behind the first two, or between them where only so all three fit. Gives
what `pack` says to fit.
*/
function withHelp(
	keys: readonly KeyHint[],
	help: KeyHint,
	pack: (hints: readonly KeyHint[]) => KeyHint[],
): readonly KeyHint[] {
	const needed = [...keys.slice(0, 2), help];
	const [last = keys, second = keys, ...others] = [keys.length, 2, 1].map((place) =>
		keys.toSpliced(place, 0, help),
	);
	if (pack(last).length === last.length) {
		return last;
	}

	return (
		[second, ...others].find((hints) => {
			const packed = pack(hints);
			return needed.every((hint) => packed.includes(hint));
		}) ?? second
	);
}
