import {Box, useIsScreenReaderEnabled} from 'ink';
import {textWidth, cleanLine} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {wrapLines, type ScrollLine, Lines, useFollowingWindow} from './scroll-box.js';
import {type Tone, Toned, useTheme, useBodySize} from './theme.js';
import {useIsLineMode} from './line-mode.js';
import {useInput, useKeyState, menuKeys, moveTo} from './use-input.js';

/** One row of a checklist: a question about the setup, its answer, the evidence, the fix. */
export type ChecklistRow = {
	readonly id: string;
	readonly title: string;
	readonly status: 'pass' | 'warn' | 'fail' | 'unknown' | 'waiting';
	readonly detail: string;
	readonly fix?: string;
};

/** How each status reads; the word carries the meaning. */
export const statusLabels: Readonly<
	Record<ChecklistRow['status'], {readonly word: string; readonly tone: Tone}>
> = {
	pass: {word: 'Pass', tone: 'good'},
	warn: {word: 'Warn', tone: 'careful'},
	fail: {word: 'Fail', tone: 'bad'},
	unknown: {word: 'Cannot tell', tone: 'careful'},
	waiting: {word: 'Waiting', tone: 'plain'},
};

/** The drawn lines, and for each row its first line and the one after its last. */
type ChecklistLayout = {
	readonly lines: ScrollLine[];
	readonly places: ReadonlyArray<{readonly from: number; readonly to: number}>;
};

/**
Lays a checklist out for `columns`. The selected row always shows its evidence and fix; failing rows do too when the
whole list then still fits in `rows` lines.
*/
function checklistLayout({
	rows: checks,
	selected,
	columns,
	height,
	symbols,
}: {
	readonly rows: readonly ChecklistRow[];
	readonly selected: number;
	readonly columns: number;
	readonly height: number;
	readonly symbols: Symbols;
}): ChecklistLayout {
	const full = layout(checks, (check, index) => index === selected || check.status === 'fail');
	return full.lines.length <= height ? full : layout(checks, (_, index) => index === selected);

	function layout(
		list: readonly ChecklistRow[],
		isOpen: (check: ChecklistRow, index: number) => boolean,
	): ChecklistLayout {
		const lines: ScrollLine[] = [];
		const places = list.map((check, index) => {
			const from = lines.length;
			lines.push(...rowLines(check, index === selected, isOpen(check, index)));
			return {from, to: lines.length};
		});
		return {lines, places};
	}

	function rowLines(
		{title, status, detail, fix = ''}: ChecklistRow,
		isSelected: boolean,
		isOpen: boolean,
	): ScrollLine[] {
		const {word, tone} = statusLabels[status];
		const pointer = isSelected ? symbols.pointer : ' '.repeat(textWidth(symbols.pointer));
		// On a narrow screen words would leave no room for the title; they open it there.
		const mark = `${pointer} ${symbols[status]} `;
		const aside = ' '.repeat(textWidth(mark));
		const about: ScrollLine[] = isOpen
			? [
					...(cleanLine(detail) === '' ? [] : [{gutter: aside, text: detail}]),
					...(cleanLine(fix) === '' ? [] : [{gutter: aside, text: `${symbols.arrow} ${fix}`}]),
				]
			: [];
		return wrapLines(
			[{gutter: mark, text: `${word}: ${title}`, tone, isStrong: isSelected}, ...about],
			columns,
		);
	}
}

// With fewer rows than this, all are needed for the checks themselves.
const roomForCount = 6;

type Selection = {readonly id: string | undefined};

/**
A checklist: symbol, word and title for each row, evidence and fix for the selected one and, when there is room, for
every failing one; a last line says where the window is when not everything fits. ↑ ↓ (or j, k), PageUp, PageDown, Home and End select a row (`onHighlight` tells the parent which), `rows` is the whole height it may take.
*/
export function Checklist({
	rows,
	checks,
	preferred,
	onHighlight,
}: {
	readonly rows: number;
	readonly checks: readonly ChecklistRow[];
	/** The row to start on, until the person chooses one: its id. */
	readonly preferred?: string;
	readonly onHighlight?: (check: ChecklistRow) => void;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isScreenReader = useIsScreenReaderEnabled();
	const isLineMode = useIsLineMode();
	const {drawn, newest, set} = useKeyState<Selection>({id: undefined});
	const indexOf = ({id}: Selection) =>
		Math.max(
			0,
			checks.findIndex((check) => check.id === (id ?? preferred)),
		);
	const selected = indexOf(drawn);

	const height = Math.max(1, rows);
	const {lines, places} = checklistLayout({
		rows: checks,
		selected,
		columns,
		height,
		symbols,
	});
	const {from, to} = places[selected] ?? {from: 0, to: 1};
	const isCounted = lines.length > height && height >= roomForCount;
	const shownRows = isCounted ? height - 1 : height;
	const top = useFollowingWindow(lines.length, shownRows, from, to);
	useInput(
		(input, key) => {
			const {motion} = menuKeys(input, key);
			const at = indexOf(newest() ?? drawn);
			// A page is as many rows as the window shows, the details among them.
			const page = places.filter(
				(place) => place.from >= top && place.to <= top + shownRows,
			).length;
			const next =
				checks[
					moveTo(at, motion, {
						total: checks.length,
						page: Math.max(1, page - 1),
					})
				];
			if (motion === undefined || !next || next.id === checks[at]?.id) {
				return;
			}

			set({id: next.id});
			onHighlight?.(next);
		},
		{isActive: !isLineMode},
	);
	if (isLineMode) {
		return <Lines lines={checks.map((check) => ({text: formatRow(check)}))} />;
	}

	if (isScreenReader) {
		return <ScreenReaderChecklist checks={checks} />;
	}

	return (
		<Box flexDirection="column" flexShrink={0}>
			<Lines lines={lines.slice(top, top + shownRows)} />
			{isCounted ? (
				<Toned tone="quiet">
					{`lines ${top + 1}${symbols.range}${top + shownRows} of ${lines.length}`}
				</Toned>
			) : undefined}
		</Box>
	);
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
