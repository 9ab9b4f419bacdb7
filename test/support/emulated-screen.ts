import xterm from '@xterm/headless';
import {takeSnapshot, type ScreenSnapshot} from './screen-snapshot.js';

/** What stands in every cell that a program has not drawn since a resize. */
export const lostCell = '▒';

/** What a terminal of a given size shows after a program has written to it. */
export class EmulatedScreen {
	#scrolledRows = 0;
	protected readonly xterm: xterm.Terminal;

	constructor(columns: number, rows: number) {
		this.xterm = new xterm.Terminal({
			cols: columns,
			rows,
			scrollback: 10_000,
			allowProposedApi: true,
		});
		this.#countScrolledRows();
	}

	#countScrolledRows(): void {
		this.xterm.onScroll(() => {
			this.#scrolledRows++;
		});
		this.xterm.buffer.onBufferChange(() => {
			this.#scrolledRows = 0;
		});
		// ESC [ 2 J and 3 J clear the screen, and ESC [ J does when the cursor is at the top left.
		this.xterm.parser.registerCsiHandler({final: 'J'}, ([mode]) => {
			const {cursorX, cursorY} = this.xterm.buffer.active;
			const isFromTop = cursorX === 0 && cursorY === 0;
			if (mode === 2 || mode === 3 || (mode !== 1 && isFromTop)) {
				this.#scrolledRows = 0;
			}

			return false;
		});
	}

	get columns(): number {
		return this.xterm.cols;
	}

	get rows(): number {
		return this.xterm.rows;
	}

	/** How many rows have left the screen at the top since it was last cleared, switched or resized. */
	get scrolledRows(): number {
		return this.#scrolledRows;
	}

	/** Whether the alternate screen is shown. */
	get isAlternateScreen(): boolean {
		return this.xterm.buffer.active.type === 'alternate';
	}

	/** The visible rows, without trailing blanks; as many as the terminal has. */
	lines(): string[] {
		const {active} = this.xterm.buffer;
		return Array.from(
			{length: this.rows},
			(_, row) =>
				active
					.getLine(active.baseY + row)
					?.translateToString(true, 0, this.columns)
					.trimEnd() ?? '',
		);
	}

	/** The visible rows as one text, without the empty rows at the end. */
	screen(): string {
		return this.lines().join('\n').trimEnd();
	}

	/** The row that the cursor is on, without trailing blanks. */
	cursorLine(): string {
		return this.lines()[this.xterm.buffer.active.cursorY] ?? '';
	}

	/** The column that the cursor is on, in terminal cells from 0. */
	cursorColumn(): number {
		return this.xterm.buffer.active.cursorX;
	}

	/** Everything in the main buffer from its first row on, wrapped lines joined again: what a person can scroll back to. */
	scrollback(): string {
		const {normal} = this.xterm.buffer;
		const lines: string[] = [];
		for (let y = 0; y < normal.length; y++) {
			const text = normal.getLine(y)?.translateToString() ?? '';
			if (normal.getLine(y)?.isWrapped) {
				lines.push((lines.pop() ?? '') + text);
			} else {
				lines.push(text);
			}
		}

		return lines
			.map((line) => line.trimEnd())
			.join('\n')
			.trimEnd();
	}

	/** The visible rows that continue the row above, because a line was wider than the terminal. */
	wrappedLines(): string[] {
		const {active} = this.xterm.buffer;
		return this.lines().filter((_, row) => active.getLine(active.baseY + row)?.isWrapped);
	}

	/** The visible cells with their colours. */
	snapshot(): ScreenSnapshot {
		return takeSnapshot(this.xterm.buffer.active, this.columns, this.rows);
	}

	/** Waits until all that was written is on the screen: the terminal draws a little later than it receives. */
	protected async drawn(): Promise<void> {
		return new Promise((resolve) => {
			this.xterm.write('', resolve);
		});
	}

	/**
	Terminals cut the alternate screen at a resize, break its lines, scroll it or keep it: nothing on it can be relied on. Here
	all of it is lost, so that what a program does not draw anew is seen.
	*/
	protected setSize(columns: number, rows: number): void {
		if (columns === this.columns && rows === this.rows) {
			return;
		}

		this.#scrolledRows = 0;
		this.xterm.resize(columns, rows);
		if (!this.isAlternateScreen) {
			return;
		}

		const lost = Array.from(
			{length: rows},
			(_, row) => `\u{1B}[${row + 1}H${lostCell.repeat(columns)}`,
		);
		this.xterm.write(`\u{1B}7\u{1B}[m${lost.join('')}\u{1B}8`);
	}
}
