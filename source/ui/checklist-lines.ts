import {textWidth, cleanLine} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {wrapLines, type ScrollLine} from './scroll-box.js';
import {type Tone} from './theme.js';

/** One row of a checklist: a question about the setup, its answer, the evidence, the fix. */
export type ChecklistRow = {
	readonly id: string;
	readonly title: string;
	readonly status: 'pass' | 'warn' | 'fail' | 'unknown' | 'waiting';
	readonly detail: string;
	readonly fix?: string;
};

/** How each status reads; the word carries the meaning. */
export const statusWords: Readonly<
	Record<ChecklistRow['status'], {readonly word: string; readonly tone: Tone}>
> = {
	pass: {word: 'Pass', tone: 'good'},
	warn: {word: 'Warn', tone: 'careful'},
	fail: {word: 'Fail', tone: 'bad'},
	unknown: {word: 'Cannot tell', tone: 'careful'},
	waiting: {word: 'Waiting', tone: 'plain'},
};

/** The drawn lines, and for each row its first line and the one after its last. */
export type ChecklistLayout = {
	readonly lines: ScrollLine[];
	readonly places: ReadonlyArray<{readonly from: number; readonly to: number}>;
};

/**
Lays a checklist out for `columns`. The selected row always shows its evidence and fix; failing rows do too when the
whole list then still fits in `rows` lines.
*/
export function checklistLayout({
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
	const full = layout(
		checks,
		(check, index) => index === selected || check.status === 'fail',
	);
	return full.lines.length <= height
		? full
		: layout(checks, (_, index) => index === selected);

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
		const {word, tone} = statusWords[status];
		const pointer = isSelected
			? symbols.pointer
			: ' '.repeat(textWidth(symbols.pointer));
		// On a narrow screen words would leave no room for the title; they open it there.
		const mark = `${pointer} ${symbols[status]} `;
		const aside = ' '.repeat(textWidth(mark));
		const about: ScrollLine[] = isOpen
			? [
					...(cleanLine(detail) === '' ? [] : [{gutter: aside, text: detail}]),
					...(cleanLine(fix) === ''
						? []
						: [{gutter: aside, text: `${symbols.arrow} ${fix}`}]),
				]
			: [];
		return wrapLines(
			[
				{gutter: mark, text: `${word}: ${title}`, tone, isStrong: isSelected},
				...about,
			],
			columns,
		);
	}
}
