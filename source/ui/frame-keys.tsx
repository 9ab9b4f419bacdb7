import {Box, Text} from 'ink';
import {createContext, useContext, useId, useLayoutEffect, useMemo, useState} from 'react';
import {type Symbols} from '../terminal/symbols.js';
import {cleanLine, textWidth} from '../terminal/text.js';
import {useBodySize, Toned, useTheme} from './theme.js';
import {isHelpKey, useInput} from './use-input.js';

/** A word of AWS or Workato, explained in a sentence or two. */
export type Term = {readonly name: string; readonly meaning: string};

/** A page of Workato's or AWS's documentation. */
export type Page = {readonly title: string; readonly address: string};

/** What the help says about one screen. Everything is plain text; each part is a sentence or two. */
export type HelpTopic = {
	/** What is done here. */
	readonly what: string;
	readonly why: string;
	/** What can go wrong, and what then. */
	readonly troubles: ReadonlyArray<{
		readonly problem: string;
		readonly solution: string;
	}>;
	/** The words that the screen uses and that not everybody knows. */
	readonly terms: readonly Term[];
	readonly pages: readonly Page[];
};

/** A key and what it does here, as in `{key: 'Enter', does: 'continue'}`. */
export type KeyHint = {
	readonly key: string;
	readonly does: string;
	/** What it does in the words for a screen reader, where these are others; empty where it has no use for the key. */
	readonly screenReader?: string;
};

/** A key's name as it is drawn: without Unicode the arrows are words, for “^v” would be read as Ctrl+V. */
export function keyName(key: string, {up, down}: Symbols): string {
	const names: Readonly<Record<string, string>> = {'↑↓': `${up}/${down}`, '←→': 'Left/Right'};
	return (up === '↑' ? undefined : names[key]) ?? key;
}

const hintWidth = ({key, does}: KeyHint): number =>
	textWidth(cleanLine(key)) + 1 + textWidth(cleanLine(does));

/**
Shares hints out over at most `maxLines` lines of `columns`, in their order; put the important ones first. A hint
that fits nowhere any more is left out, and so is one wider than a whole line.
*/
export function packHints(
	hints: readonly KeyHint[],
	columns: number,
	separatorWidth: number,
	maxLines: number,
): KeyHint[][] {
	const lines: KeyHint[][] = [];
	let used = columns + 1;
	for (const hint of hints) {
		const width = hintWidth(hint);
		if (used + separatorWidth + width <= columns) {
			lines.at(-1)?.push(hint);
			used += separatorWidth + width;
		} else if (lines.length < maxLines && width <= columns) {
			lines.push([hint]);
			used = width;
		}
	}

	return lines;
}

/** The keys that count on this screen: one line, wrapped to `maxLines` where the terminal is narrow. */
export function KeyHints({
	keys,
	maxLines = 2,
	columns,
}: {
	readonly keys: readonly KeyHint[];
	readonly maxLines?: number;
	/** The whole width; the body's when left out. */
	readonly columns?: number;
}) {
	const body = useBodySize();
	const {symbols} = useTheme();
	const separator = ` ${symbols.separator} `;
	const lines = packHints(keys, columns ?? body.columns, textWidth(separator), maxLines);
	return (
		<Box flexDirection="column" flexShrink={0} aria-role="toolbar">
			{lines.map((line) => (
				<Text key={line[0]?.key}>
					{line.map(({key, does}, index) => (
						<Text key={key}>
							{index === 0 ? '' : <Toned tone="quiet">{separator}</Toned>}
							<Toned isStrong>{cleanLine(key)}</Toned>
							<Toned>{` ${cleanLine(does)}`}</Toned>
						</Text>
					))}
				</Text>
			))}
		</Box>
	);
}

/** What the components of a screen tell its frame about the keys. */
type KeyNotes = {
	/** A field that takes letters has the focus, or has lost it. */
	readonly noteTyping: (step: 1 | -1) => void;
	/** These keys do nothing now, says the component of this id. */
	readonly noteIdle: (id: string, keys: readonly string[]) => void;
};

const KeyNotesContext = createContext<KeyNotes>({
	noteTyping: () => undefined,
	noteIdle: () => undefined,
});

/** Hears of the components below: where one takes letters, no letter is a key of the screen; keys that do nothing are not named. */
export const KeyNotesProvider = KeyNotesContext.Provider;

/** Says that this field takes letters while it is active. */
export function useTyping(isActive: boolean): void {
	const {noteTyping} = useContext(KeyNotesContext);
	useLayoutEffect(() => {
		if (!isActive) {
			return;
		}

		noteTyping(1);
		return () => {
			noteTyping(-1);
		};
	}, [isActive, noteTyping]);
}

/** Says which keys do nothing now: there is nothing to scroll, or nothing to choose. */
export function useIdleKeys(keys: readonly string[]): void {
	const {noteIdle} = useContext(KeyNotesContext);
	const id = useId();
	const {symbols} = useTheme();
	const names = keys.map((key) => keyName(key, symbols)).join('\n');
	useLayoutEffect(() => {
		if (names === '') {
			return;
		}

		noteIdle(id, names.split('\n'));
		return () => {
			noteIdle(id, []);
		};
	}, [id, names, noteIdle]);
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
	keys: all,
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
}): {hints: readonly KeyHint[]; lines: number; notes: KeyNotes; hasHome: boolean} {
	const leave = useContext(LeaveContext);
	const home = useContext(HomeContext);
	const hasHome = home !== undefined && isHomeActive;
	const desk = useHelpDesk();
	// Not known until the fields below have said so, once the screen stands.
	const [typing, setTyping] = useState<number>();
	const isTyping = typing !== 0;
	const [idle, setIdle] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
	const notes = useMemo<KeyNotes>(
		() => ({
			noteTyping(step) {
				setTyping((count = 0) => count + step);
			},
			noteIdle(id, names) {
				setIdle((before) => new Map(before).set(id, names));
			},
		}),
		[],
	);
	const idleKeys = new Set([...idle].flatMap(([, names]) => names));
	const keys = all.filter(({key}) => !idleKeys.has(key));
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
	const own =
		typing === undefined ? keys : withNeeded(keys, needed, (some) => pack(some, limit).flat());
	// The way home is named where that takes no line of its own; the help names it always.
	return {hints: [...own, ...homeHints], lines: pack(own, limit).length, notes, hasHome};
}

/**
The hints of the frame come last where all fit, else behind the first two of the screen, or the first. Gives what
`pack` says to fit.
*/
function withNeeded(
	keys: readonly KeyHint[],
	needed: readonly KeyHint[],
	pack: (hints: readonly KeyHint[]) => KeyHint[],
): readonly KeyHint[] {
	const last = [...keys, ...needed];
	if (pack(last).length === last.length) {
		return last;
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
	return found?.hints ?? behind(2);
}
