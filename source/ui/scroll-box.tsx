import {useMemo, useState, createContext, useContext, useRef} from 'react';
import {Box, useBoxMetrics, type DOMElement} from 'ink';
import {cleanLine, fitText, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize, Toned, useTheme, type Tone} from './theme.js';
import {useIsLineMode, useLineMessages} from './line-mode.js';
import {useIdleKeys} from './frame-keys.js';
import {useInput, menuKeys, moveTo} from './use-input.js';

/**
The first line to show so that lines `from` to `to` (to is not included) stay visible, moving as little as possible
from `top`. When they do not all fit in `rows`, their first lines win. Never scrolls past the end of `total` lines.
*/
export function scrollTo({
	top,
	from,
	to = from + 1,
	rows,
	total,
}: {
	readonly top: number;
	readonly from: number;
	readonly to?: number;
	readonly rows: number;
	readonly total: number;
}): number {
	const last = Math.max(0, total - rows);
	const lowest = Math.max(0, to - rows);
	const wanted = Math.min(from, Math.max(top, lowest));
	return Math.min(last, Math.max(0, wanted));
}

/** One line of content; the gutter (a sign, a number) is repeated as blanks where the line wraps. */
export type ScrollLine = {
	readonly text: string;
	readonly gutter?: string;
	readonly tone?: Tone;
	readonly isStrong?: boolean;
};

/** Lines cut to `columns`: what they say after the first row is indented like its gutter. */
export function wrapLines(lines: readonly ScrollLine[], columns: number): ScrollLine[] {
	return lines.flatMap((line) => {
		const gutter = line.gutter ?? '';
		const room = Math.max(1, columns - textWidth(gutter));
		return wrapText(cleanLine(line.text), room).map((text, index) => ({
			...line,
			text,
			gutter: index === 0 ? gutter : ' '.repeat(textWidth(gutter)),
		}));
	});
}

/** Draws lines as they are; they must fit the width already. */
export function Lines({lines}: {readonly lines: readonly ScrollLine[]}) {
	const isLineMode = useIsLineMode();
	// What has a sign for being wrong says so where no sign is drawn, too.
	useLineMessages(
		lines.flatMap(({text, gutter = '', tone}) =>
			gutter.trim() !== '' && (tone === 'bad' || tone === 'careful')
				? [{line: gutter + text, isProblem: false}]
				: [],
		),
	);
	return lines.map(({text, gutter = '', tone, isStrong}, index) => {
		// An indent says nothing to an ear.
		const sign = isLineMode && gutter.trim() === '' ? '' : gutter;
		return (
			// eslint-disable-next-line react/no-array-index-key -- lines have no identity but their place
			<Box key={index} height={1} flexShrink={0}>
				<Toned tone={tone} isStrong={isStrong}>
					{sign + text === '' ? ' ' : sign + text}
				</Toned>
			</Box>
		);
	});
}

/**
A window on lines of text: long lines wrap, ↑ ↓ (or j, k) PageUp PageDown Home End scroll. `rows` is the whole height it may
take; the last line says where the window is ("lines 1–12 of 40") when not everything fits.
*/
export function ScrollBox({
	lines,
	rows,
	isBesideMenu = false,
	hasLetters = true,
	from = 0,
}: {
	readonly lines: readonly ScrollLine[];
	readonly rows: number;
	/** A menu on the same screen has ↑ ↓; this has the other keys. */
	readonly isBesideMenu?: boolean;
	/** j and k scroll, too; not where a letter has another meaning. */
	readonly hasLetters?: boolean;
	/** The place of the line that stands at the top at first. */
	readonly from?: number | undefined;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isLineMode = useIsLineMode();
	const [wanted, setWanted] = useState(() => wrapLines(lines.slice(0, from), columns).length);
	const wrapped = useMemo(() => wrapLines(lines, columns), [lines, columns]);
	const isScrolling = wrapped.length > rows;
	const height = Math.max(1, isScrolling && rows > 1 ? rows - 1 : rows);
	useIdleKeys(isScrolling ? [] : [isBesideMenu ? 'PageUp PageDown' : '↑↓']);
	const last = Math.max(0, wrapped.length - height);
	const top = Math.min(wanted, last);

	useInput(
		(input, key) => {
			const {motion} = menuKeys(hasLetters ? input : '', key);
			if (motion === undefined || (isBesideMenu && typeof motion === 'object')) {
				return;
			}

			const page = Math.max(1, height - 1);
			setWanted((old) => moveTo(Math.min(old, last), motion, {total: last + 1, page}));
		},
		{isActive: !isLineMode},
	);

	const shown = wrapped.slice(top, top + height);
	const position = `lines ${top + 1}${symbols.range}${top + shown.length} of ${wrapped.length}`;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Lines lines={shown} />
			{isScrolling && rows > 1 ? (
				<Toned tone="quiet">{fitText(position, columns, symbols.ellipsis)}</Toned>
			) : undefined}
		</Box>
	);
}

/** The window that shows lines `from` to `to`, without keys of its own: its parent decides what is in view. */
export function useFollowingWindow(total: number, rows: number, from: number, to: number): number {
	const [stored, setStored] = useState(0);
	const top = scrollTo({top: stored, from, to, rows, total});
	if (top !== stored) {
		setStored(top);
	}

	return top;
}

/** How many lines of a body are out of sight. */
type HiddenLines = {readonly above: number; readonly below: number};

const ScrollingContext = createContext(false);

/** Tells a body whether the frame scrolls it; `ScreenFrame` uses it. */
export const BodyScrollingProvider = ScrollingContext.Provider;

/** Whether the body is higher than its room, so that PageUp and PageDown belong to the frame and not to a list in it. */
export function useIsBodyScrolling(): boolean {
	return useContext(ScrollingContext);
}

/**
Lets a body that is higher than its `rows` be read all the same: its end is shown, PageUp and PageDown move through
it, and any other key leads back to the end, where the choices and fields are. Gives the ref for the body's content,
how many rows it is moved down, and what is out of sight.
*/
export function useBodyScroll(rows: number, isActive: boolean) {
	const ref = useRef<DOMElement>(null);
	const {height} = useBoxMetrics(ref);
	const [moved, setMoved] = useState({offset: 0, height: 0, rows: 0});
	const most = isActive ? Math.max(0, height - rows) : 0;
	// Other content, or another window, begins at its end again. One row more or less is no other content: where a text fills a line to
	// its edge, the layout may count it differently once it is moved, and to begin again for that would go to and fro without end.
	const isSame = Math.abs(moved.height - height) <= 1 && moved.rows === rows;
	const offset = isSame ? Math.min(moved.offset, most) : 0;
	useInput(
		(_, key) => {
			const page = Math.max(1, rows - 1);
			const step = (key.pageUp ? page : 0) - (key.pageDown ? page : 0);
			const wanted = step === 0 ? 0 : offset + step;
			setMoved({offset: Math.max(0, Math.min(most, wanted)), height, rows});
		},
		{isActive: most > 0},
	);
	const hidden: HiddenLines = {above: most - offset, below: offset};
	return {ref, offset, hidden};
}

/** Where the lines are that are out of sight, and the keys that lead there, the longest way to say it first; nothing when all are in sight. */
export function formatHidden({above, below}: HiddenLines): readonly string[] {
	if (above > 0 && below > 0) {
		return [
			`${above} above, ${below} below: PageUp, PageDown`,
			`${above} + ${below}: PageUp, PageDown`,
			'PageUp',
		];
	}

	const lines = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
	return above > 0
		? [`${lines(above)} above: PageUp`, `${above} above: PageUp`, 'PageUp']
		: below > 0
			? [`${lines(below)} below: PageDown`, `${below} below: PageDown`, 'PageDown']
			: [];
}
