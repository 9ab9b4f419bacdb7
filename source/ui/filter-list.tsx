import {Fragment, useMemo, useState, type ComponentProps} from 'react';
import {Box} from 'ink';
import {cleanLine, fitText} from '../terminal/text.js';
import {useBodySize, Toned, useTheme} from './theme.js';
import {
	countOf,
	filterItems,
	isFirstListed,
	isMixed,
	isOtherKind,
	labelled,
	moveIn,
	searchTexts,
	clampPosition,
	type FilterItem,
	type ListPosition,
} from './filter-items.js';
import {
	aboutRoom,
	FilterAbout,
	FilterHead,
	FilterRow,
	textsOfRow,
	detailColumn,
} from './filter-parts.js';
import {type Effect} from './line-mode.js';
import {useIdleKeys} from './frame-keys.js';
import {useIsBodyScrolling} from './scroll-box.js';
import {useInput, useKeyState, motionOf} from './use-input.js';

// With fewer rows than this, all are needed for the list itself.
const roomToPart = 12;

const start: ListPosition = {highlighted: undefined, top: 0};

/**
A list that stays usable with thousands of rows: typing filters it, ↑ ↓ PageUp PageDown Home End move, Enter
selects. `rows` is the whole height it may take: one line for the filter, one for the counts and `status`, the last
for what the highlighted row has to say (its reason when it cannot be used; more where the list leaves some), the others
for the list. With `ticked` (ids), rows carry a box: Tab hands the highlighted one to `onTick`, Ctrl+A every usable row that
is shown. `first` is the id of the row to begin on.
*/
export function FilterList<Value>({
	items: given,
	onSelect,
	rows,
	placeholder = 'Type to filter',
	emptyText = 'Nothing matches.',
	status = '',
	isGrowing = false,
	heading,
	first,
	ticked,
	onTick,
}: {
	readonly items: ReadonlyArray<FilterItem<Value>>;
	readonly onSelect: (value: Value) => Effect;
	readonly rows: number;
	readonly placeholder?: string;
	readonly emptyText?: string;
	readonly status?: string;
	/** More rows are coming. */
	readonly isGrowing?: boolean;
	/** Stands above what is listed, in the columns of the rows. */
	readonly heading?: {readonly label: string; readonly detail: string};
	readonly first?: string;
	readonly ticked?: ReadonlySet<string>;
	readonly onTick?: (ids: readonly string[]) => void;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isBodyScrolling = useIsBodyScrolling();
	const [query, setQuery] = useState('');
	const {drawn, newest, set} = useKeyState<ListPosition>({
		...start,
		highlighted: first,
	});
	const items = useMemo(() => labelled(given), [given]);
	// What is typed is the name itself.
	const texts = useMemo(() => searchTexts(given), [given]);
	const shown = useMemo(() => filterItems(items, texts, query), [items, texts, query]);
	const aboutRows = useMemo(() => aboutRoom(items, {columns, rows}), [items, columns, rows]);
	const column = useMemo(
		() => detailColumn(heading ? [...items, heading] : items, columns),
		[items, heading, columns],
	);
	const isApart = rows >= roomToPart && isMixed(shown);
	const parting = (isApart ? 1 : 0) + (heading ? 1 : 0);
	const height = Math.max(1, rows - 2 - aboutRows - parting);
	const position = clampPosition(drawn, shown, height);
	const highlighted = shown[position.index];
	useIdleKeys(
		shown.length > 0 ? (shown.length > 1 ? [] : ['↑↓']) : ['Enter', '↑↓', 'Tab', 'Ctrl+A'],
	);
	const visible = shown.slice(position.top, position.top + height);
	useInput((input, key) => {
		const at = newest() ?? position;
		const motion = motionOf(key);
		if (isBodyScrolling && (key.pageUp || key.pageDown)) {
			return;
		}

		if (motion !== undefined) {
			set(moveIn(at, motion, shown, height));
		} else if (key.tab && !key.shift && onTick) {
			onTick(usableIds(shown, clampPosition(at, shown, height).index));
			set(moveIn(at, {by: 1}, shown, height));
		} else if (key.ctrl && input === 'a' && onTick) {
			onTick(usableIds(shown));
		}
	});

	// The query comes along because Enter can arrive in one read with the last letters of it.
	const select = (asked: string) => {
		const list = filterItems(items, texts, asked);
		const item = list[clampPosition(newest() ?? position, list, height).index];
		if (item && item.disabled === undefined) {
			void onSelect(item.value);
		}
	};

	return (
		<Box flexDirection="column" flexShrink={0}>
			<FilterHead
				query={query}
				placeholder={placeholder}
				rows={rows}
				all={items.length}
				shown={countOf(shown)}
				total={countOf(items)}
				noneText={shown.length === 0 ? '' : cleanLine(emptyText).replace(/\.$/v, '')}
				status={status}
				isGrowing={isGrowing}
				onQuery={(next) => {
					setQuery(next);
					// The best match is looked for from the start of the list.
					set(start);
				}}
				onSubmit={select}
			/>
			<Box
				flexDirection="column"
				flexShrink={0}
				aria-role="listbox"
				aria-state={{multiselectable: ticked !== undefined}}
			>
				{shown.length === 0 ? (
					<Toned>{fitText(cleanLine(emptyText), columns, symbols.ellipsis)}</Toned>
				) : undefined}
				{visible.map((item, index) => (
					<Fragment key={item.id}>
						{isApart && isOtherKind(item, visible[index - 1]) ? (
							<Box height={1} flexShrink={0} />
						) : undefined}
						{heading && isFirstListed(item, visible[index - 1]) ? (
							<Toned tone="quiet">
								{headingText(heading, {
									columns,
									column,
									ellipsis: symbols.ellipsis,
								})}
							</Toned>
						) : undefined}
						<FilterRow
							item={item}
							isHighlighted={item === highlighted}
							isTicked={ticked?.has(item.id)}
							columns={columns}
							column={column}
						/>
					</Fragment>
				))}
			</Box>
			{highlighted && rows > 3 ? (
				<FilterAbout
					item={highlighted}
					drawn={textsOfRow(highlighted, {
						columns,
						column,
						isTicked: ticked?.has(highlighted.id),
						ellipsis: symbols.ellipsis,
					})}
					columns={columns}
					rows={Math.max(aboutRows, rows - 2 - parting - shown.length)}
				/>
			) : undefined}
		</Box>
	);
}

function headingText(
	heading: {readonly label: string; readonly detail: string},
	position: {
		readonly columns: number;
		readonly column: number;
		readonly ellipsis: string;
	},
): string {
	const {name, gap, tail} = textsOfRow(heading, {...position, isTicked: undefined});
	return `  ${name}${' '.repeat(gap)}${tail}`.trimEnd();
}

/** The ids of the rows that can be used; of one row alone where `index` is given. */
function usableIds(
	shown: ReadonlyArray<{readonly id: string; readonly disabled?: string}>,
	index?: number,
): string[] {
	return shown
		.filter((_, at) => index === undefined || at === index)
		.filter(({disabled}) => disabled === undefined)
		.map(({id}) => id);
}

type Ticking<Value> = {
	readonly items: ReadonlyArray<FilterItem<Value>>;
	/** The ids that are ticked at the start. */
	readonly chosen: readonly string[];
	/** Hears the ids that are ticked, after each change. */
	readonly onTicked?: (ids: readonly string[]) => void;
	readonly onDone: (values: Value[]) => Effect;
};

/** Which rows are ticked; `takeTicked` hands their values over in the order of the list, and none where none is ticked. */
export function useTickedRows<Value>({items, chosen, onTicked, onDone}: Ticking<Value>): {
	readonly ticked: ReadonlySet<string>;
	readonly tick: (ids: readonly string[]) => void;
	readonly takeTicked: () => Effect;
	/** It was asked for with nothing ticked. */
	readonly isMissed: boolean;
} {
	const {drawn, newest, set} = useKeyState<{ids: ReadonlySet<string>}>(() => ({
		ids: new Set(chosen),
	}));
	const [isMissed, setIsMissed] = useState(false);
	return {
		ticked: drawn.ids,
		tick(rows) {
			const ticked = toggled((newest() ?? drawn).ids, rows);
			set({ids: ticked});
			onTicked?.([...ticked]);
		},
		takeTicked(): Effect {
			const {ids} = newest() ?? drawn;
			const ticked = items.filter(({id}) => ids.has(id));
			if (ticked.length > 0) {
				return onDone(ticked.map(({value}) => value));
			}

			setIsMissed(true);
		},
		isMissed,
	};
}

/**
A list to choose several rows from. Tab ticks a row, Ctrl+A all that are shown; Enter hands the ticked values over in the
order of the list; with none ticked it takes none, and says how to tick. `rows` is the whole height it may take.
*/
export function PickList<Value>({
	items,
	chosen,
	onTicked,
	onDone,
	status = '',
	...list
}: Omit<ComponentProps<typeof FilterList<Value>>, 'items' | 'onSelect' | 'ticked' | 'onTick'> &
	Ticking<Value>) {
	const {ticked, tick, takeTicked, isMissed} = useTickedRows({
		items,
		chosen,
		...(onTicked && {onTicked}),
		onDone,
	});
	// Not what was chosen before and is not in the list.
	const count = items.filter(({id}) => ticked.has(id)).length;
	return (
		<FilterList
			{...list}
			items={items}
			ticked={ticked}
			status={[
				items.length === 0
					? ''
					: count === 0 && isMissed
						? 'none ticked: Tab ticks'
						: `${count} ticked`,
				status,
			]
				.filter((part) => part !== '')
				.join(', ')}
			onTick={tick}
			onSelect={takeTicked}
		/>
	);
}

/** Ticks the rows; where all of them are ticked already, takes their ticks away. */
function toggled(ticked: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
	const isAll = ids.every((id) => ticked.has(id));
	return isAll
		? new Set([...ticked].filter((id) => !ids.includes(id)))
		: new Set([...ticked, ...ids]);
}
