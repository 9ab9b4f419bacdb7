import {useMemo, useState} from 'react';
import {Box} from 'ink';
import {cleanLine, fitText, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {menuKeys, moveTo} from './line-keys.js';
import {useIsLineMode, useLineMessages} from './line-mode.js';
import {scrollTo} from './scroll-window.js';
import {Toned, useTheme, type Tone} from './theme.js';
import {useInput} from './use-input.js';

/** One line of content; the gutter (a sign, a number) is repeated as blanks where the line wraps. */
export type ScrollLine = {
	readonly text: string;
	readonly gutter?: string;
	readonly tone?: Tone;
	readonly isStrong?: boolean;
};

/** Lines cut to `columns`: what they say after the first row is indented like its gutter. */
export function wrapLines(
	lines: readonly ScrollLine[],
	columns: number,
): ScrollLine[] {
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
	isFocused = true,
	isBesideMenu = false,
}: {
	readonly lines: readonly ScrollLine[];
	readonly rows: number;
	readonly isFocused?: boolean;
	/** A menu on the same screen has ↑ ↓; this has the other keys. */
	readonly isBesideMenu?: boolean;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isLineMode = useIsLineMode();
	const [wanted, setWanted] = useState(0);
	const wrapped = useMemo(() => wrapLines(lines, columns), [lines, columns]);
	const isScrolling = wrapped.length > rows;
	const height = Math.max(1, isScrolling && rows > 1 ? rows - 1 : rows);
	const last = Math.max(0, wrapped.length - height);
	const top = Math.min(wanted, last);

	useInput(
		(input, key) => {
			const {motion} = menuKeys(input, key);
			if (
				motion === undefined ||
				(isBesideMenu && typeof motion === 'object')
			) {
				return;
			}

			const page = Math.max(1, height - 1);
			setWanted((old) =>
				moveTo(Math.min(old, last), motion, {total: last + 1, page}),
			);
		},
		{isActive: isFocused && !isLineMode},
	);

	const shown = wrapped.slice(top, top + height);
	const position = `lines ${top + 1}${symbols.range}${top + shown.length} of ${wrapped.length}`;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Lines lines={shown} />
			{isScrolling && rows > 1 ? (
				<Toned tone="quiet">
					{fitText(position, columns, symbols.ellipsis)}
				</Toned>
			) : undefined}
		</Box>
	);
}

/** The window that shows lines `from` to `to`, without keys of its own: its parent decides what is in view. */
export function useFollowingWindow(
	total: number,
	rows: number,
	from: number,
	to: number,
): number {
	const [stored, setStored] = useState(0);
	const top = scrollTo({top: stored, from, to, rows, total});
	if (top !== stored) {
		setStored(top);
	}

	return top;
}
