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

/** What q does on every screen without a text field; the caller hears Ctrl+C. */
export const LeaveProvider = LeaveContext.Provider;

const HomeContext = createContext<(() => void) | undefined>(undefined);

/** Where Ctrl+T leads from every screen; nowhere at home itself. */
export const HomeProvider = HomeContext.Provider;

/**
The keys that every screen has: ? opens its help, and so does Ctrl+Y where a field takes letters; q quits, or Ctrl+C where q is
a letter; Ctrl+T leads home. Gives the hints to draw and in how many lines, and what fields report to.
*/
export function useFrameKeys({
	title,
	help,
	isHomeActive,
	keys,
	columns,
	separatorWidth,
	maxLines,
	isLow,
}: {
	readonly title: string;
	/** Left out on the help itself. */
	readonly help: HelpTopic | undefined;
	/** Not while what is under way has to stay on the screen. */
	readonly isHomeActive: boolean;
	readonly keys: readonly KeyHint[];
	readonly columns: number;
	readonly separatorWidth: number;
	readonly maxLines: number;
	/** Whether every line counts: then these hints take the place of later ones rather than a line of their own. */
	readonly isLow: boolean;
}): {hints: readonly KeyHint[]; lines: number; noteTyping: NoteTyping; hasHome: boolean} {
	const leave = useContext(LeaveContext);
	const home = useContext(HomeContext);
	const hasHome = home !== undefined && isHomeActive;
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
	const needed = [
		...(help ? [{key: isTyping ? 'Ctrl+Y' : '?', does: 'help'}] : []),
		...(leave ? [{key: isTyping ? 'Ctrl+C' : 'q', does: 'quit'}] : []),
	];
	const homeHints = help && hasHome ? [{key: 'Ctrl+T', does: 'home'}] : [];
	useInput((input, key) => {
		if (help && isHelpKey(input, key, isTyping)) {
			desk.ask({
				title,
				topic: help,
				keys: [...keys, ...homeHints, ...needed],
			});
		} else if (key.ctrl && input === 't' && hasHome) {
			home();
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
	const limit = isLow ? Math.max(pack(keys).length, pack([...first, ...needed]).length) : maxLines;
	const hints =
		typing === undefined
			? keys
			: withNeeded(keys, {needed, spare: homeHints}, (some) => pack(some, limit).flat());
	return {hints, lines: pack(hints, limit).length, noteTyping, hasHome};
}

/**
The hints of the frame come last where all fit, else behind the first two of the screen, or the first; the `spare` ones where
there is room behind all others. Gives what `pack` says to fit.
*/
function withNeeded(
	keys: readonly KeyHint[],
	{needed, spare}: {readonly needed: readonly KeyHint[]; readonly spare: readonly KeyHint[]},
	pack: (hints: readonly KeyHint[]) => KeyHint[],
): readonly KeyHint[] {
	const last = [...keys, ...needed];
	if (pack(last).length === last.length) {
		return [...last, ...spare];
	}

	const behind = (count: number) => [...keys.slice(0, count), ...needed, ...keys.slice(count)];
	const ways = [
		{hints: behind(2), must: [...keys.slice(0, 2), ...needed]},
		{hints: behind(1), must: [...keys.slice(0, 2), ...needed]},
		{hints: behind(1), must: [...keys.slice(0, 1), ...needed]},
	];
	const found = ways.find(({hints, must}) => {
		const packed = pack(hints);
		return must.every((hint) => packed.includes(hint));
	});
	return [...(found?.hints ?? behind(2)), ...spare];
}
