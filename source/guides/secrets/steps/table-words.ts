import {type Told} from '../../steps/text-above.js';
import {type ProjectAnswers} from '../answers.js';
import {type ProjectTable, type TableNote} from '../project-table.js';

/** What a pasted table means for the setup: how many projects it adds and changes, or the first things to mend in it. */
export function tableWords(
	text: string,
	table: ProjectTable,
	projects: readonly ProjectAnswers[],
	isDoubtful: boolean,
): Told {
	const {problems} = table;
	if (text.trim() === '') {
		return {
			kind: 'info',
			text: 'It is read as you paste it; nothing is sent anywhere.',
		};
	}

	if (pathOf(text)) {
		return {
			kind: 'info',
			text: 'This is the path of a file: it is read when you continue.',
		};
	}

	if (isDoubtful) {
		return {
			kind: 'warning',
			text: 'This can be read in more than one way: go on, and say which is meant.',
		};
	}

	if (problems.length > 0) {
		return {kind: 'problem', text: problemWords(problems)};
	}

	const {added, changed} = countRows(table, projects);
	const counts = [
		...(added > 0 ? [`adds ${countOf(added)}`] : []),
		...(changed > 0 ? [`changes ${countOf(changed)}`] : []),
	].join(' and ');
	const warning = warningWords(table);
	return warning === undefined
		? {kind: 'success', text: `The table ${counts}.`}
		: {kind: 'warning', text: `${warning} The table ${counts}.`};
}

/** How many projects a table holds, and whether the setup has them already. */
export function countWords(
	table: ProjectTable,
	projects: readonly ProjectAnswers[] = [],
): string {
	const {added, changed} = countRows(table, projects);
	return [
		...(added > 0 || changed === 0 ? [countOf(added)] : []),
		...(changed > 0 ? [`${changed} of those that are there`] : []),
	].join(' and ');
}

function countRows(
	{projects: rows}: ProjectTable,
	projects: readonly ProjectAnswers[],
): {added: number; changed: number} {
	const known = new Set(projects.map(({name}) => name));
	const changed = rows.filter(({name}) => known.has(name)).length;
	return {added: rows.length - changed, changed};
}

/** The first thing in a table that is odd, and how many more there are. */
export function warningWords({warnings}: ProjectTable): string | undefined {
	const [warning] = warnings;
	return warning && noteWords(warning, warnings.length);
}

/** A single line that looks like the path of a file. */
export function pathOf(text: string): string | undefined {
	const line = text.trim().replaceAll(/^["']|["']$/gv, '');
	return /^(?:~?[\/\\]|\.{0,2}[\/\\]|[a-z]:[\/\\])[^\n]+$/iv.test(line) ||
		/^[^\s",;]+\.(?:csv|tsv|txt)$/iv.test(line)
		? line
		: undefined;
}

const mostProblems = 3;

function problemWords(problems: readonly TableNote[]): string {
	const more = problems.length - mostProblems;
	return [
		...problems
			.slice(0, mostProblems)
			.map(({line, message}) => `Line ${line}: ${message}`),
		...(more > 0 ? [`And ${more} more.`] : []),
	].join('\n');
}

function noteWords({line, message}: TableNote, count: number): string {
	return `Line ${line}: ${message}${count > 1 ? ` (and ${count - 1} more)` : ''}`;
}

function countOf(count: number): string {
	return `${count} ${count === 1 ? 'project' : 'projects'}`;
}
