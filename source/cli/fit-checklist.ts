import {hangLines} from '../terminal/hang-lines.js';
import {type Symbols} from '../terminal/symbols.js';
import {type CheckedSetup} from './check-setup.js';
import {setupLines, summaryLine, type CheckView} from './check-text.js';

type Room = {
	readonly columns: number;
	readonly rows: number;
	readonly view: CheckView;
};

/** The checklists, the worst first, with their summary, in at most `rows` lines of `columns`: what there is no room for is cut. */
export function fitChecklist(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
	{columns, rows, view}: Room,
): string[] {
	const wrap = (lines: readonly string[]) => hangLines(lines, columns);
	const summary = view === 'summary' ? [] : wrap([summaryLine(setups)]);
	const room = Math.max(1, rows - summary.length);
	const lines = wrap(setupLines(setups, symbols, view));
	return [
		...(lines.length <= room
			? lines
			: [
					...lines.slice(0, room - 1),
					`${symbols.ellipsis} A higher window shows the rest.`,
				]),
		...summary,
	];
}
