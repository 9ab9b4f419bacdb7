import {hangLines} from '../terminal/hang-lines.js';
import {type Symbols} from '../terminal/symbols.js';
import {type CheckedSetup} from './check-setup.js';
import {setupLines, summaryLine} from './check-text.js';

/**
The checklists with their summary, in at most `rows` lines of `columns`: where that is too little, first without the evidence
of the rows that pass, then without these rows, then cut.
*/
export function fitChecklist(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
	{columns, rows}: {columns: number; rows: number},
): string[] {
	const wrap = (lines: readonly string[]) => hangLines(lines, columns);
	const summary = wrap([summaryLine(setups)]);
	const room = Math.max(1, rows - summary.length);
	const versions = [setups, withoutEvidence(setups), withoutPassed(setups)].map(
		(each) => wrap(setupLines(each, symbols)),
	);
	const fitting = versions.find((lines) => lines.length <= room);
	const shortest = versions.at(-1) ?? [];
	return [
		...(fitting ?? [
			...shortest.slice(0, room - 1),
			`${symbols.ellipsis} A higher window shows the rest.`,
		]),
		...summary,
	];
}

function withoutEvidence(setups: readonly CheckedSetup[]): CheckedSetup[] {
	return setups.map((setup) => ({
		...setup,
		checks: setup.checks.map((check) =>
			check.status === 'pass' ? {...check, detail: ''} : check,
		),
	}));
}

function withoutPassed(setups: readonly CheckedSetup[]): CheckedSetup[] {
	return setups.map((setup) => ({
		...setup,
		checks: setup.checks.filter(({status}) => status !== 'pass'),
	}));
}
