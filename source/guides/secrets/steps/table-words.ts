import {type Told} from '../../steps/text-above.js';
import {type ProjectAnswers} from '../answers.js';
import {type ProjectTable, type TableNote} from '../project-table.js';

/** What a pasted table means for the setup: how many projects it adds and changes, or the first things to mend in it. */
export function tableWords(
	text: string,
	{projects: rows, problems, warnings}: ProjectTable,
	projects: readonly ProjectAnswers[],
): Told {
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

	if (problems.length > 0) {
		return {kind: 'problem', text: problemWords(problems)};
	}

	const known = new Set(projects.map(({name}) => name));
	const changed = rows.filter(({name}) => known.has(name)).length;
	const added = rows.length - changed;
	const counts = [
		...(added > 0 ? [`adds ${countOf(added)}`] : []),
		...(changed > 0 ? [`changes ${countOf(changed)}`] : []),
	].join(' and ');
	const [warning] = warnings;
	return warning
		? {
				kind: 'warning',
				text: `${noteWords(warning, warnings.length)} The table ${counts}.`,
			}
		: {kind: 'success', text: `The table ${counts}.`};
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
