import type {IBuffer, IBufferCell} from '@xterm/headless';

/** A terminal colour: the default one, one of the 256 of the palette, or '#rrggbb'. */
export type CellColour = 'default' | number | `#${string}`;

/** How a stretch of cells looks. */
export type CellStyle = {
	readonly foreground: CellColour;
	readonly background: CellColour;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly strikethrough: boolean;
	readonly inverse: boolean;
};

/** Neighbouring cells of one style: where they start, how many columns they take, what they say. */
export type CellRun = {
	readonly column: number;
	readonly width: number;
	readonly text: string;
	readonly style: CellStyle;
};

/** What a terminal shows at one moment, as data. */
export type ScreenSnapshot = {
	readonly columns: number;
	readonly rows: number;
	readonly lines: ReadonlyArray<readonly CellRun[]>;
};

/** Takes the visible part of a terminal buffer, `rows` rows of `columns` cells. */
export function takeSnapshot(buffer: IBuffer, columns: number, rows: number): ScreenSnapshot {
	return {
		columns,
		rows,
		lines: Array.from({length: rows}, (_, row) => lineRuns(buffer, buffer.baseY + row, columns)),
	};
}

function lineRuns(buffer: IBuffer, y: number, columns: number): CellRun[] {
	const line = buffer.getLine(y);
	const runs: CellRun[] = [];
	for (let column = 0; column < columns; column++) {
		const cell = line?.getCell(column);
		// The second half of a wide character is a cell of width 0.
		if (!cell || cell.getWidth() === 0) {
			continue;
		}

		const style = cellStyle(cell);
		const text = cell.getChars() === '' ? ' ' : cell.getChars();
		const last = runs.at(-1);
		if (last && isSameStyle(last.style, style)) {
			runs[runs.length - 1] = {
				...last,
				width: last.width + cell.getWidth(),
				text: last.text + text,
			};
		} else {
			runs.push({column, width: cell.getWidth(), text, style});
		}
	}

	return runs;
}

function cellStyle(cell: IBufferCell): CellStyle {
	return {
		foreground: colour(cell.isFgDefault(), cell.isFgPalette(), cell.getFgColor()),
		background: colour(cell.isBgDefault(), cell.isBgPalette(), cell.getBgColor()),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		italic: cell.isItalic() !== 0,
		underline: cell.isUnderline() !== 0,
		strikethrough: cell.isStrikethrough() !== 0,
		inverse: cell.isInverse() !== 0,
	};
}

function colour(isDefault: boolean, isPalette: boolean, value: number): CellColour {
	if (isDefault) {
		return 'default';
	}

	return isPalette ? value : `#${value.toString(16).padStart(6, '0')}`;
}

function isSameStyle(one: CellStyle, other: CellStyle): boolean {
	return (
		one.foreground === other.foreground &&
		one.background === other.background &&
		one.bold === other.bold &&
		one.dim === other.dim &&
		one.italic === other.italic &&
		one.underline === other.underline &&
		one.strikethrough === other.strikethrough &&
		one.inverse === other.inverse
	);
}
