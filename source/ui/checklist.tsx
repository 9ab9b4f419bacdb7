import {Box, useIsScreenReaderEnabled} from 'ink';
import {useState} from 'react';
import {textWidth, cleanLine} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {wrapLines, type ScrollLine, Lines, useFollowingWindow} from './scroll-box.js';
import {Toned, useTheme, useBodySize} from './theme.js';
import {
	type ChecklistAction,
	type ChecklistEntry,
	checklistEntries,
	type ChecklistRow,
	statusLabels,
} from './checklist-entries.js';
import {useAsk, useIsLineMode} from './line-mode.js';
import {askChoice} from './line-question.js';
import {Loading} from './loading.js';
import {Message, messageRows} from './message.js';
import {type StatusMessage} from './question.js';
import {useInput, useKeyState, menuKeys, moveTo} from './use-input.js';

/** The drawn lines, and for each entry its first line and the one after its last. */
type ChecklistLayout = {
	readonly lines: ScrollLine[];
	readonly places: ReadonlyArray<{readonly from: number; readonly to: number}>;
};

/**
Lays a checklist out for `columns`. Where there is no room beside the list, the selected row shows its evidence, cause and fix below it;
failing rows do too when the whole list then still fits in `height` lines.
*/
function checklistLayout(
	entries: readonly ChecklistEntry[],
	{
		selected,
		columns,
		height,
		isBeside,
		symbols,
	}: {
		readonly selected: number;
		readonly columns: number;
		readonly height: number;
		readonly isBeside: boolean;
		readonly symbols: Symbols;
	},
): ChecklistLayout {
	if (isBeside) {
		return layout(() => false);
	}

	const full = layout(
		(entry, index) => index === selected || (entry.kind === 'row' && entry.row.status === 'fail'),
	);
	return full.lines.length <= height ? full : layout((_, index) => index === selected);

	function layout(isOpen: (entry: ChecklistEntry, index: number) => boolean): ChecklistLayout {
		const lines: ScrollLine[] = [];
		const places = entries.map((entry, index) => {
			const from = lines.length;
			lines.push(...entryLines(entry, index === selected, isOpen(entry, index)));
			return {from, to: lines.length};
		});
		return {lines, places};
	}

	function entryLines(entry: ChecklistEntry, isSelected: boolean, isOpen: boolean): ScrollLine[] {
		const pointer = isSelected ? symbols.pointer : ' '.repeat(textWidth(symbols.pointer));
		const indent = entry.kind === 'row' && entry.fold !== undefined ? '  ' : '';
		const status =
			entry.kind === 'row' ? entry.row.status : entry.kind === 'fold' ? entry.status : undefined;
		const sign = status === undefined ? '' : `${symbols[status]} `;
		const mark = `${pointer} ${indent}${sign}`;
		const about =
			entry.kind === 'row' && isOpen
				? detailLines(entry.row, symbols).map(({text}) => ({
						gutter: ' '.repeat(textWidth(mark)),
						text,
					}))
				: [];
		const heading: ScrollLine = {
			gutter: mark,
			text: labelOf(entry),
			tone: status === undefined ? 'plain' : statusLabels[status].tone,
			isStrong: isSelected,
		};
		return wrapLines([heading, ...about], columns);
	}
}

function labelOf(entry: ChecklistEntry): string {
	switch (entry.kind) {
		case 'row': {
			return entry.row.title;
		}

		case 'fold': {
			return `${entry.label} (${entry.rows.length})`;
		}

		case 'action': {
			return entry.action.label;
		}
	}
}

/** What a row has to say beside its title: the evidence, what is usually behind it, and the fix. */
function detailLines(
	{detail, usualCause = '', fix = ''}: ChecklistRow,
	symbols: Symbols,
): ScrollLine[] {
	return [
		cleanLine(detail),
		cleanLine(usualCause) === '' ? '' : `Usually: ${cleanLine(usualCause)}`,
		cleanLine(fix) === '' ? '' : `${symbols.arrow} ${cleanLine(fix)}`,
	]
		.filter((text) => text !== '')
		.map((text) => ({text}));
}

// With fewer rows than this, all are needed for the checks themselves.
const roomForCount = 6;

// A list and a text beside it are both read easily from here on.
const besideFrom = 84;

type Selection = {readonly id: string | undefined};

/**
A checklist: problems first, passes folded into a count for each section. A sign and a title for each row; evidence, usual cause and fix of the selected
one below it, or beside the list where there is room. ↑ ↓ (or j, k), PageUp, PageDown, Home and End select (`onHighlight` tells the
parent which row, and none for a fold), Enter or → opens and closes a fold, ← closes it, and Enter takes an action. `rows` is the whole
height it may take.
*/
export function Checklist({
	rows,
	checks,
	isAsking = false,
	actions = noActions,
	onHighlight,
}: {
	readonly rows: number;
	readonly checks: readonly ChecklistRow[];
	/** Answers are on their way. */
	readonly isAsking?: boolean;
	readonly actions?: readonly ChecklistAction[];
	readonly onHighlight?: (check: ChecklistRow | undefined) => void;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isScreenReader = useIsScreenReaderEnabled();
	const isLineMode = useIsLineMode();
	const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
	const {drawn, newest, set} = useKeyState<Selection>({id: undefined});
	const entries = checklistEntries(checks, {open, isAsking, actions});
	const indexOf = ({id}: Selection) => positionOf(entries, id);
	const selected = indexOf(drawn);
	const height = Math.max(1, rows);
	const isBeside = columns >= besideFrom;
	const listColumns = isBeside ? Math.floor(columns * 0.45) : columns;
	const {lines, places} = checklistLayout(entries, {
		selected,
		columns: listColumns,
		height,
		isBeside,
		symbols,
	});
	const {from, to} = places[selected] ?? {from: 0, to: 1};
	const isCounted = lines.length > height && height >= roomForCount;
	const shownRows = isCounted ? height - 1 : height;
	const top = useFollowingWindow(lines.length, shownRows, from, to);
	const select = (entry: ChecklistEntry) => {
		set({id: entry.id});
		onHighlight?.(entry.kind === 'row' ? entry.row : undefined);
	};

	const turn = (id: string, isWanted: boolean) => {
		setOpen((before) => {
			const next = new Set(before);
			if (isWanted) {
				next.add(id);
			} else {
				next.delete(id);
			}

			return next;
		});
	};

	const act = (entry: ChecklistEntry, key: 'enter' | 'right' | 'left') => {
		if (entry.kind === 'action') {
			if (key === 'enter') {
				entry.action.go();
			}
		} else if (entry.kind === 'fold') {
			turn(entry.id, key === 'enter' ? !entry.isOpen : key === 'right');
		} else if (entry.fold !== undefined && key === 'left') {
			const {fold: id} = entry;
			const folded = entries.find((each) => each.id === id);
			turn(id, false);
			if (folded) {
				select(folded);
			}
		}
	};

	useInput(
		(input, key) => {
			const {motion, isEnter} = menuKeys(input, key);
			const at = indexOf(newest() ?? drawn);
			const entry = entries[at];
			if (entry && (isEnter || key.rightArrow || key.leftArrow)) {
				act(entry, isEnter ? 'enter' : key.rightArrow ? 'right' : 'left');
				return;
			}

			// A page is as many entries as the window shows, the details among them.
			const page = places.filter(
				(position) => position.from >= top && position.to <= top + shownRows,
			).length;
			const next =
				entries[
					moveTo(at, motion, {
						total: entries.length,
						page: Math.max(1, page - 1),
					})
				];
			if (motion !== undefined && next && next.id !== entry?.id) {
				select(next);
			}
		},
		{isActive: !isLineMode},
	);
	const inOrder = checklistEntries(checks, {open: noneOpen}).flatMap((entry) =>
		entry.kind === 'fold' ? entry.rows : entry.kind === 'row' && !entry.fold ? [entry.row] : [],
	);
	if (isLineMode) {
		return <Lines lines={inOrder.map((check) => ({text: formatRow(check)}))} />;
	}

	if (isScreenReader) {
		return <ScreenReaderChecklist checks={inOrder} />;
	}

	const entry = entries[selected];
	const shown = entry?.kind === 'row' ? entry.row : undefined;
	return (
		<Box flexShrink={0}>
			<Box flexDirection="column" flexShrink={0} width={isBeside ? listColumns + 2 : listColumns}>
				<Lines lines={lines.slice(top, top + shownRows)} />
				{isCounted ? (
					<Toned tone="quiet">
						{`lines ${top + 1}${symbols.range}${top + shownRows} of ${lines.length}`}
					</Toned>
				) : undefined}
			</Box>
			{isBeside && shown ? (
				<Box flexDirection="column" flexShrink={0}>
					<Lines
						lines={wrapLines(
							[{text: shown.title, isStrong: true}, ...detailLines(shown, symbols)],
							columns - listColumns - 2,
						).slice(0, height)}
					/>
				</Box>
			) : undefined}
		</Box>
	);
}

/**
A checklist that fills a body below its verdict: `messages`, the longest way to say it first. Who hears it chooses among `fixes` (in
place of the screen's key for one) and `actions`, and hears rows that change one by one once all are there.
*/
export function ChecklistBody({
	checks,
	actions = noActions,
	fixes,
	fixKey,
	messages,
	isAsking,
	asking,
	onHighlight,
}: {
	readonly checks: readonly ChecklistRow[];
	readonly actions?: readonly ChecklistAction[];
	readonly fixes: readonly ChecklistAction[];
	readonly fixKey: string;
	readonly messages: readonly [StatusMessage, StatusMessage];
	readonly isAsking: boolean;
	/** Who is asked, such as “Asking AWS”. */
	readonly asking: string;
	readonly onHighlight: (check: ChecklistRow | undefined) => void;
}) {
	const {columns, rows} = useBodySize();
	const choices = [...fixes, ...actions];
	const isLineMode = useAsk(askChoice(choices, (index) => choices[index]?.go(), fixKey));
	const [isKnown, setIsKnown] = useState(!isAsking);
	if (!isAsking && !isKnown) {
		setIsKnown(true);
	}

	const waiting = checks.filter(({status}) => status === 'waiting').length;
	if (isLineMode && !isKnown && waiting > 0) {
		return (
			<Loading
				text={`${asking}: ${checks.length - waiting} of ${checks.length} answers are there`}
			/>
		);
	}

	const [whole, short] = messages;
	// On a low screen the rows themselves come first.
	const message = messageRows(whole.text, columns) * 3 <= rows ? whole : short;
	const messageHeight = messageRows(message.text, columns);
	// The verdict stands by itself where all rows fit below it with some to spare.
	const gap = rows - messageHeight > checks.length + 6 ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			<Message {...message} />
			<Checklist
				checks={checks}
				actions={actions}
				isAsking={isAsking}
				rows={Math.max(3, rows - messageHeight - gap)}
				onHighlight={onHighlight}
			/>
		</Box>
	);
}

const noneOpen: ReadonlySet<string> = new Set();
const noActions: readonly ChecklistAction[] = [];

/** Where an entry is; a row that has been folded meanwhile is where its fold is. */
function positionOf(entries: readonly ChecklistEntry[], id: string | undefined): number {
	const exact = entries.findIndex((entry) => entry.id === id);
	const holder = entries.findIndex(
		(entry) => entry.kind === 'fold' && entry.rows.some((row) => row.id === id),
	);
	return Math.max(0, exact === -1 ? holder : exact);
}

/** Everything at once: a screen reader has no use for a window. */
function ScreenReaderChecklist({checks}: {readonly checks: readonly ChecklistRow[]}) {
	return (
		<Box flexDirection="column" aria-role="list">
			{checks.map((check) => (
				<Box key={check.id} aria-role="listitem" aria-label={formatRow(check)} />
			))}
		</Box>
	);
}

/** A row on one line, to be heard: answer and question, evidence, fix. */
function formatRow({status, title, detail, fix = ''}: ChecklistRow): string {
	return [`${statusLabels[status].word}: ${title}`, detail, fix]
		.map((part) => asSentence(cleanLine(part)))
		.join('')
		.trim();
}

function asSentence(text: string): string {
	return text === '' || text.endsWith('.') ? `${text} ` : `${text}. `;
}
