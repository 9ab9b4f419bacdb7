import {useMemo, useState} from 'react';
import {formatCount} from '../../../terminal/text.js';
import {useTools} from '../../../terminal/tools.js';
import {useDraft} from '../../../ui/drafts.js';
import {
	type ChoiceQuestion,
	type QuestionKey,
	type StatusMessage,
	type Typing,
	type Validation,
} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {type ProjectAnswers} from '../answers.js';
import {readProjectTable, type ProjectTable, type TableNote} from '../project-table.js';
import {nameFew} from '../sharing.js';
import {readingsOf, type Reading} from '../table-rows.js';
import {type SecretsStepProps} from '../services.js';
import {countChanges, describeWarning, TablePreview} from './table-preview.js';

type View = {at: 'box'} | {at: 'ask'} | {at: 'rows'; reading: Reading};

/** What was typed or pasted is kept under this name until it is taken. */
export const tableDraft = 'project table';

/**
Takes names or a table of projects, or the path of a file that holds one, and says while it stands there what it means; then shows what
was read, row by row, and asks where it can be meant in several ways.
*/
export function PasteProjects({
	words = '',
	keys,
	onTake,
	onBack,
	...props
}: Pick<SecretsStepProps, 'answers' | 'saved' | 'services' | 'connection'> & {
	/** What is said first. */
	readonly words?: string;
	readonly keys?: ReadonlyArray<QuestionKey<Typing<string>>> | undefined;
	readonly onTake: (table: ProjectTable) => void;
	readonly onBack: (() => void) | undefined;
}) {
	const tools = useTools();
	const {projects = []} = props.answers;
	const [text, setText] = useDraft(tableDraft, '');
	const [view, setView] = useState<View>({at: 'box'});
	const readings = useMemo(() => readingsOf(text), [text]);
	const table = useMemo(
		() => readProjectTable(text, view.at === 'rows' ? view.reading : readings[0]),
		[text, view, readings],
	);
	const isDoubtful = readings.length > 1;
	const toBox = () => {
		setView({at: 'box'});
	};

	const toQuestion = () => {
		setView({at: 'ask'});
	};

	if (view.at === 'ask') {
		return (
			<QuestionStep
				question={readingQuestion(text, readings, {
					onChoose(reading) {
						setView({at: 'rows', reading});
					},
					onBack: toBox,
				})}
			/>
		);
	}

	if (view.at === 'rows') {
		return (
			<TablePreview
				{...props}
				table={table}
				onTake={() => {
					onTake(table);
				}}
				onAsk={isDoubtful ? toQuestion : undefined}
				onBack={toBox}
			/>
		);
	}

	const isPath = pathOf(text) !== undefined;
	const isEmpty = text.trim() === '';
	return (
		<QuestionStep
			question={{
				kind: 'paste',
				id: tableDraft,
				text: `${words} Columns are found by their headings: project, external ID, role, secrets or prefix.`.trim(),
				isTextKept: true,
				label: 'Type or paste it here, or give the path of a file',
				enter: isPath
					? 'read the file'
					: isDoubtful || table.projects.length > 0
						? nameAlone(text)
							? 'add it'
							: 'see what was read'
						: '',
				keys: [...(keys ?? []), {key: 'Ctrl+U', does: 'clear'}],
				remark: () =>
					isEmpty
						? {
								kind: 'info',
								text: 'It is read as you paste it; nothing is sent anywhere.',
							}
						: isPath
							? {
									kind: 'info',
									text: 'This is the path of a file: it is read when you continue.',
								}
							: describeTable(table, projects, isDoubtful),
				marks: () =>
					isDoubtful || isPath || isEmpty
						? []
						: table.problems.map(({line}) => ({line, column: 1})),
				onChange: setText,
				async validate(value): Promise<Validation<string>> {
					const path = pathOf(value);
					const file = path === undefined ? undefined : await tools.readFile(path);
					return file && !file.ok ? {problem: file.reason} : {value: file?.text ?? value};
				},
				onAnswer(value, {change}) {
					change(value);
					const name = nameAlone(value);
					if (name) {
						onTake(name);
					} else {
						setView(viewOf(value));
					}
				},
				onBack,
			}}
		/>
	);
}

/** A text that is nothing but the name of one project, as the table that it is: there is nothing to look over. */
function nameAlone(text: string): ProjectTable | undefined {
	if (text.trim().includes('\n')) {
		return undefined;
	}

	const table = readProjectTable(text);
	const {projects, problems, warnings} = table;
	const isName =
		readingsOf(text).length < 2 &&
		problems.length + warnings.length === 0 &&
		projects.length === 1 &&
		projects[0]?.name === text.trim();
	return isName ? table : undefined;
}

/** Where a text leads: to the question how it is meant, to its rows, or nowhere while none of it can be read. */
function viewOf(text: string): View {
	const [reading = 'table', ...others] = readingsOf(text);
	return others.length > 0
		? {at: 'ask'}
		: readProjectTable(text, reading).projects.length > 0
			? {at: 'rows', reading}
			: {at: 'box'};
}

/** A single line that looks like the path of a file. */
export function pathOf(text: string): string | undefined {
	const line = text.trim().replaceAll(/^["']|["']$/gv, '');
	return /^(?:~?[\/\\]|\.{0,2}[\/\\]|[a-z]:[\/\\])[^\n]+$/iv.test(line) ||
		/^[^\s",;]+\.(?:csv|tsv|txt)$/iv.test(line)
		? line
		: undefined;
}

/** What a pasted table means for the setup: how many projects it adds and changes, or the first things to fix in it. */
function describeTable(
	table: ProjectTable,
	projects: readonly ProjectAnswers[],
	isDoubtful: boolean,
): StatusMessage {
	if (isDoubtful) {
		return {
			kind: 'warning',
			text: 'This can be read in more than one way: go on, and say which is meant.',
		};
	}

	if (table.problems.length > 0) {
		return {kind: 'problem', text: describeProblems(table.problems)};
	}

	const {added, changed} = countChanges(table, projects);
	const counts = [
		...(added > 0 ? [`adds ${formatCount(added, 'project')}`] : []),
		...(changed > 0 ? [`changes ${formatCount(changed, 'project')}`] : []),
	].join(' and ');
	return table.warnings.length > 0
		? {
				kind: 'warning',
				text: `${describeWarning(table)} This ${counts}.`,
			}
		: {kind: 'success', text: `This ${counts}.`};
}

const mostProblems = 3;

function describeProblems(problems: readonly TableNote[]): string {
	const more = problems.length - mostProblems;
	return [
		...problems.slice(0, mostProblems).map(({line, message}) => `Line ${line}: ${message}`),
		...(more > 0 ? [`And ${more} more.`] : []),
	].join('\n');
}

const readingLabels: Readonly<Record<Reading, string>> = {
	lines: 'Each line is one project, commas and all',
	values: 'Each value is a project of its own',
	table: 'The first value of each line is the project',
};

/** Asks which of the ways to read a text is meant, with what each of them gives. */
function readingQuestion(
	text: string,
	readings: readonly Reading[],
	{
		onChoose,
		onBack,
	}: {
		readonly onChoose: (reading: Reading) => void;
		readonly onBack: () => void;
	},
): ChoiceQuestion {
	return {
		kind: 'choice',
		id: 'how a table is read',
		text: 'A comma, semicolon or bar may part two values, or belong to a name. How is this meant?',
		options: readings.map((reading) => ({
			label: readingLabels[reading],
			hint: describeReading(readProjectTable(text, reading)),
			choose() {
				onChoose(reading);
			},
		})),
		onBack,
	};
}

function describeReading({projects, problems}: ProjectTable): string {
	const count = projects.length;
	return [
		...(count > 0
			? [`${formatCount(count, 'project')}: ${nameFew(projects.map(({name}) => name))}.`]
			: []),
		...(problems.length > 0 ? [`${formatCount(problems.length, 'line')} cannot be read so.`] : []),
	].join(' ');
}
