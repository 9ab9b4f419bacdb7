import {ratioOf, showNumber, verdictOf, type Figure} from './figure.js';

const heading = ['FIGURE', 'MEASURED', 'REFERENCE', 'RATIO', 'TARGET', 'VERDICT'];

/** The figures as one table, with a line below for each note. */
export function tableOf(figures: readonly Figure[]): string {
	const rows = [heading, ...figures.map((figure) => cellsOf(figure))];
	const widths = heading.map((_, column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	const table = rows.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	const notes = figures.flatMap(({name, note}) => (note === undefined ? [] : [`${name}: ${note}`]));
	return [...table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function cellsOf(figure: Figure): string[] {
	const {name, value, unit, reference, target} = figure;
	const ratio = ratioOf(figure);
	return [
		name,
		value === undefined ? '-' : `${showNumber(value)} ${unit}`,
		reference ? `${showNumber(reference.value)} ${unit} (${reference.name})` : '-',
		ratio === undefined ? '-' : `${showNumber(ratio)}×`,
		target ? `at most ${showNumber(target.most)}${target.of === 'ratio' ? '×' : ` ${unit}`}` : '-',
		verdictOf(figure),
	];
}

/** The figures as JSON: what the table shows, with ratio and verdict. */
export function jsonOf(figures: readonly Figure[]): object[] {
	return figures.map((figure) => ({
		...figure,
		value: figure.value ?? null,
		ratio: ratioOf(figure) ?? null,
		verdict: verdictOf(figure),
	}));
}
