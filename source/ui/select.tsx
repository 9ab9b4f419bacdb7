import {createContext, useContext, useMemo, useRef} from 'react';
import {Box, Text, type Key} from 'ink';
import SelectInput from 'ink-select-input';
import {cleanLine, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize, Toned, useTheme} from './theme.js';
import {type Effect} from './line-mode.js';
import {useIsBodyScrolling} from './scroll-box.js';
import {useInput, useIsCovered, useKeyState, menuKeys, moveTo} from './use-input.js';

/** One entry of a menu. The hint is shown below it; in a low window only while it is highlighted. */
export type SelectItem<Value> = {
	readonly label: string;
	readonly value: Value;
	readonly hint?: string;
};

type Row = {
	readonly label: string;
	readonly hint?: string;
	readonly number: string;
	readonly columns: number;
	/** Whether its hint shows while it is not highlighted, too. */
	readonly isHintKept: boolean;
};

const RowsContext = createContext<ReadonlyMap<string, Row>>(new Map());

/**
Where a menu is: the entry that is highlighted, and the first of those that are shown. ink-select-input keeps both to itself
and begins anew at `start` with each new `turn`. Without `start` the person has not moved yet.
*/
type MenuPosition = {
	readonly index?: number;
	readonly first: number;
	readonly start?: number;
	readonly turn: number;
};

/**
A short menu: ↑ ↓ (or j, k) move, round the ends too, Home and End go there, Enter selects, and the digit before an entry
selects it at once: 1 to 9, and 0 for the tenth. Where not all entries fit, as many as fit are shown.

ink-select-input reads the keys, moves and draws. This adds what it has not: hints, numbers, Home and End, several letters
in one read. It sees the state last drawn, so keys must come one by one, as `keyByKey` gives them out.
*/
export function Select<Value>({
	items,
	onSelect,
	initialIndex = 0,
	rows: given,
}: {
	readonly items: ReadonlyArray<SelectItem<Value>>;
	readonly onSelect: (value: Value) => Effect;
	/** The entry to start on; it may change until the person moves. */
	readonly initialIndex?: number;
	/** The whole height it may take, all hints included; half of the body's when left out, for there is text above most menus. */
	readonly rows?: number;
}) {
	const {columns: width, rows: bodyRows} = useBodySize();
	const isBodyScrolling = useIsBodyScrolling();
	const isCovered = useIsCovered();
	const isChord = useRef(false);
	const total = items.length;
	const limit = shownAtOnce(items, width, given ?? bodyRows);
	const {drawn, newest, set} = useKeyState<MenuPosition>({first: 0, turn: 0});
	const within = (index: number) => Math.max(0, Math.min(total - 1, index));
	const start = within(drawn.start ?? initialIndex);
	const highlighted = within(drawn.index ?? initialIndex);
	const first = drawn.start === undefined ? firstShown(start, limit) : drawn.first;
	const goTo = (index: number) => {
		const {turn} = newest() ?? drawn;
		set({
			index,
			first: firstShown(index, limit),
			start: index,
			turn: turn + 1,
		});
	};

	const choose = (index: number): Effect => {
		const item = items[index];
		if (!item) {
			return;
		}

		if (index !== within(newest()?.index ?? highlighted)) {
			goTo(index);
		}

		return onSelect(item.value);
	};

	const isActive = !isCovered;
	const onKeys = (input: string, key: Key) => {
		isChord.current = key.ctrl || key.meta;
		const {motion, digit, isEnter} = menuKeys(input, key);
		const at = within(newest()?.index ?? highlighted);
		if (input.length > 1) {
			const by = typeof motion === 'object' ? motion.by : 0;
			const index = (((at + by) % total) + total) % total;
			if (by !== 0) {
				goTo(index);
			}

			if (digit !== undefined && digit <= total) {
				void choose((first + digit - 1) % total);
			} else if (isEnter) {
				void choose(index);
			}
		} else if (digit === 10 && limit >= digit) {
			// The others are heard by the component itself.
			void choose((first + digit - 1) % total);
		} else if (typeof motion === 'string') {
			// What stands above the menu is out of sight: these two keys lead there.
			const isFrames = motion === 'pageUp' || motion === 'pageDown';
			const index = moveTo(at, motion, {total, page: total});
			if (index !== at && !(isFrames && isBodyScrolling)) {
				goTo(index);
			}
		}
	};

	// The component that draws knows only labels and values: both carry the index, and a row finds its entry by it.
	const entries = items.map((_, index) => ({
		label: String(index),
		value: index,
		key: String(index),
	}));
	const isHintKept = menuLines(items, width) <= (given ?? Math.floor(bodyRows / 2));
	const rows = useMemo(
		() =>
			new Map(
				items.map(({label, hint}, index) => [
					String(index),
					{
						label,
						hint,
						number: shortcut((index - first + total) % total, total),
						columns: width,
						isHintKept,
					},
				]),
			),
		[items, width, isHintKept, first, total],
	);
	return (
		<RowsContext.Provider value={rows}>
			<KeysBefore isActive={isActive} onKeys={onKeys} />
			<Box flexDirection="column" flexShrink={0} aria-role="listbox">
				<SelectInput
					key={[start, drawn.turn, total, limit].join(' ')}
					items={entries}
					initialIndex={highlighted}
					limit={limit}
					isFocused={isActive}
					indicatorComponent={Pointer}
					itemComponent={Entry}
					onHighlight={({value: index}) => {
						const position = newest() ?? {...drawn, first};
						set({
							...position,
							start: position.start ?? start,
							index,
							first: firstAfter(position.first, within(position.index ?? start), index, {
								total,
								limit,
							}),
						});
					}}
					onSelect={({value: index}) => {
						// A digit with Alt is another program's key.
						if (!isChord.current) {
							void choose(index);
						}
					}}
				/>
			</Box>
		</RowsContext.Provider>
	);
}

/** Hears each key before the menu does: Ink tells those first that stand first. */
function KeysBefore({
	isActive,
	onKeys,
}: {
	readonly isActive: boolean;
	readonly onKeys: (input: string, key: Key) => void;
}) {
	useInput(onKeys, {isActive});
	return undefined;
}

/** How many entries fit at once, the longest as high as any. */
function shownAtOnce(
	items: ReadonlyArray<SelectItem<unknown>>,
	columns: number,
	rows: number,
): number {
	const room = textRoom(columns, shortcut(0, items.length));
	const heights = items.map(({label}) => wrapText(cleanLine(label), room).length);
	const all = heights.reduce((sum, height) => sum + height, 0);
	return all <= rows ? items.length : Math.max(1, Math.floor(rows / Math.max(...heights)));
}

/** The first entry shown when a menu begins at an entry: none before it that need not be. */
function firstShown(index: number, limit: number): number {
	return Math.max(0, index - limit + 1);
}

/** The first entry shown after a step from one entry to the next or the one before it: the window follows, round the ends. */
function firstAfter(
	first: number,
	from: number,
	to: number,
	{total, limit}: {readonly total: number; readonly limit: number},
): number {
	const isShown = (to - first + total) % total < limit;
	const isUp = from === first && (to + 1) % total === from;
	return isShown ? first : isUp ? to : (to - limit + 1 + total) % total;
}

/** `1. ` for the entries a digit selects, as many spaces for the others; by their places among those shown. */
function shortcut(position: number, count: number): string {
	if (count < 2) {
		return '';
	}

	return position < 10 ? `${(position + 1) % 10}. ` : ' '.repeat(3);
}

/** The columns that a pointer and a number leave for an entry's words. */
function textRoom(columns: number, number: string): number {
	return Math.max(1, columns - 2 - textWidth(number));
}

/** How many lines a menu takes with all of its hints. */
function menuLines(items: ReadonlyArray<SelectItem<unknown>>, columns: number): number {
	const room = textRoom(columns, shortcut(0, items.length));
	return items
		.flatMap(({label, hint = ''}) => (hint === '' ? [label] : [label, hint]))
		.reduce((sum, text) => sum + wrapText(cleanLine(text), room).length, 0);
}

function Pointer({isSelected = false}: {readonly isSelected?: boolean}) {
	const {symbols} = useTheme();
	return (
		<Box aria-hidden flexShrink={0}>
			<Toned tone="active">{isSelected ? `${symbols.pointer} ` : '  '}</Toned>
		</Box>
	);
}

function Entry({
	label: index,
	isSelected = false,
}: {
	readonly label: string;
	readonly isSelected?: boolean;
}) {
	const row = useContext(RowsContext).get(index);
	if (!row) {
		return undefined;
	}

	const {number} = row;
	const room = textRoom(row.columns, number);
	const label = wrapText(cleanLine(row.label), room);
	const hint = isSelected || row.isHintKept ? cleanLine(row.hint ?? '') : '';
	const words = (
		<Toned tone={isSelected ? 'active' : 'plain'} isStrong={isSelected}>
			{label.join('\n')}
		</Toned>
	);
	return (
		<Box flexShrink={0} aria-role="option" aria-state={{selected: isSelected}}>
			{number === '' ? undefined : <Text>{number}</Text>}
			{hint === '' ? (
				words
			) : (
				<Box flexDirection="column" flexShrink={0}>
					{words}
					<Toned tone="quiet">{wrapText(hint, room).join('\n')}</Toned>
				</Box>
			)}
		</Box>
	);
}
