import {createContext, useContext, useMemo} from 'react';
import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import {cleanLine, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {menuKeys, moveTo} from './line-keys.js';
import {useAsk} from './line-mode.js';
import {Toned, useTheme} from './theme.js';
import {useIsBodyScrolling} from './use-body-scroll.js';
import {useInput} from './use-input.js';
import {useKeyState} from './use-key-state.js';

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
A short menu: ↑ ↓ (or j, k), Home and End move, Enter selects, and the digit before an entry selects it at once, for the first
nine.

ink-select-input draws it. Its own keys see the state last drawn, so ↓ and Enter in one read would select the wrong
entry; they are read here instead.
*/
export function Select<Value>({
	items,
	onSelect,
	initialIndex = 0,
	isFocused = true,
	columns,
	rows: given,
}: {
	readonly items: ReadonlyArray<SelectItem<Value>>;
	readonly onSelect: (value: Value) => void;
	/** The entry to start on; it may change until the person moves. */
	readonly initialIndex?: number;
	readonly isFocused?: boolean;
	/** The whole width; the body's when left out. */
	readonly columns?: number;
	/** The whole height it may take, all hints included; half of the body's when left out, for there is text above most menus. */
	readonly rows?: number;
}) {
	const body = useBodySize();
	const isBodyScrolling = useIsBodyScrolling();
	const room = given ?? Math.floor(body.rows / 2);
	const width = columns ?? body.columns;
	const {drawn, newest, set} = useKeyState<{index?: number}>({});
	const within = (index: number) =>
		Math.max(0, Math.min(items.length - 1, index));
	const highlighted = within(drawn.index ?? initialIndex);
	const choose = (index: number) => {
		const item = items[index];
		if (!item) {
			return;
		}

		set({index});
		onSelect(item.value);
	};

	const isAsked = useAsk(
		isFocused && items.length > 0
			? {
					type: 'choice',
					choices: items.map(({label, hint}) => ({
						label,
						...(hint !== undefined && {hint}),
					})),
					choose,
				}
			: undefined,
	);
	useInput(
		(input, key) => {
			const {motion, digit, isEnter} = menuKeys(input, key);
			// What stands above the menu is out of sight: these two keys lead there.
			const isFrames = motion === 'pageUp' || motion === 'pageDown';
			const total = items.length;
			const at = within(newest()?.index ?? highlighted);
			const index =
				isFrames && isBodyScrolling
					? at
					: moveTo(at, motion, {total, page: total});
			if (digit !== undefined) {
				choose(digit - 1);
			} else if (isEnter) {
				choose(index);
			} else if (index !== at) {
				set({index});
			}
		},
		{isActive: isFocused && !isAsked},
	);

	// The component that draws knows only labels and values: both carry the index, and a row finds its entry by it.
	const entries = items.map((_, index) => ({
		label: String(index),
		value: index,
		key: String(index),
	}));
	const isHintKept = menuLines(items, width) <= room;
	const rows = useMemo(
		() =>
			new Map(
				items.map(({label, hint}, index) => [
					String(index),
					{
						label,
						hint,
						number: shortcut(index, items.length),
						columns: width,
						isHintKept,
					},
				]),
			),
		[items, width, isHintKept],
	);
	return isAsked ? undefined : (
		<RowsContext.Provider value={rows}>
			<Box flexDirection="column" flexShrink={0} aria-role="listbox">
				<SelectInput
					key={highlighted}
					items={entries}
					initialIndex={highlighted}
					isFocused={false}
					indicatorComponent={Pointer}
					itemComponent={Entry}
				/>
			</Box>
		</RowsContext.Provider>
	);
}

/** `1. ` for the entries a digit selects, as many spaces for the others. */
function shortcut(index: number, count: number): string {
	if (count < 2) {
		return '';
	}

	return index < 9 ? `${index + 1}. ` : ' '.repeat(3);
}

/** The columns that a pointer and a number leave for an entry's words. */
function textRoom(columns: number, number: string): number {
	return Math.max(1, columns - 2 - textWidth(number));
}

/** How many lines a menu takes with all of its hints. */
function menuLines(
	items: ReadonlyArray<SelectItem<unknown>>,
	columns: number,
): number {
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
	return (
		<Box flexShrink={0} aria-role="option" aria-state={{selected: isSelected}}>
			<Box flexShrink={0}>
				<Text>{number}</Text>
			</Box>
			<Box flexDirection="column" flexShrink={0}>
				<Toned tone={isSelected ? 'active' : 'plain'} isStrong={isSelected}>
					{label.join('\n')}
				</Toned>
				{hint === '' ? undefined : (
					<Toned tone="quiet">{wrapText(hint, room).join('\n')}</Toned>
				)}
			</Box>
		</Box>
	);
}
