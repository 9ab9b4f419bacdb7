import {useMemo, useState} from 'react';
import {useTools} from '../../../terminal/tools.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {JudgedPaste} from '../../steps/judged-paste.js';
import {type Told} from '../../steps/text-above.js';
import {readProjectTable, type ProjectTable} from '../project-table.js';
import {readingsOf, type Reading} from '../table-rows.js';
import {ChooseReadingView} from './choose-reading-view.js';
import {type SecretsStepProps} from './secrets-step.js';
import {TablePreviewView} from './table-preview-view.js';
import {pathOf, tableWords} from './table-words.js';

const intro =
	'Columns are found by their headings: project, external ID, role, secrets or prefix. A list of names alone works, too.';

type View = {at: 'box'} | {at: 'ask'} | {at: 'rows'; reading: Reading};

/**
Takes a table of projects, or the path of a file that holds one, and says while it stands there what it means; then shows what
was read, row by row, and asks where it can be meant in several ways.
*/
export function PasteProjectsView({
	start,
	onTake,
	onBack,
	...props
}: Pick<SecretsStepProps, 'answers' | 'saved' | 'services' | 'connection'> & {
	/** What was pasted already, at another field. */
	readonly start?: string | undefined;
	readonly onTake: (table: ProjectTable) => void;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	const {projects = []} = props.answers;
	const [text, setText] = useDraft(
		start === undefined ? 'project table' : `projects in ${start}`,
		start ?? '',
	);
	const [view, setView] = useState<View>(() =>
		start === undefined ? {at: 'box'} : viewOf(start),
	);
	const [note, setNote] = useState<string>();
	const readings = useMemo(() => readingsOf(text), [text]);
	const table = useMemo(
		() =>
			readProjectTable(text, view.at === 'rows' ? view.reading : readings[0]),
		[text, view, readings],
	);
	const isDoubtful = readings.length > 1;
	const toBox = () => {
		setView({at: 'box'});
	};

	if (view.at === 'ask') {
		return (
			<ChooseReadingView
				text={text}
				readings={readings}
				onChoose={(reading) => {
					setView({at: 'rows', reading});
				}}
				onBack={toBox}
			/>
		);
	}

	if (view.at === 'rows') {
		return (
			<TablePreviewView
				{...props}
				table={table}
				onTake={() => {
					onTake(table);
				}}
				onAsk={
					isDoubtful
						? () => {
								setView({at: 'ask'});
							}
						: undefined
				}
				onBack={toBox}
			/>
		);
	}

	const change = (value: string) => {
		setText(value);
		setNote(undefined);
	};

	const submit = async (value: string) => {
		const path = pathOf(value);
		const file = path === undefined ? undefined : await tools.readFile(path);
		if (file && !file.ok) {
			setNote(file.reason);
			return;
		}

		if (file) {
			change(file.text);
		}

		setView(viewOf(file?.text ?? value));
	};

	const isPath = pathOf(text) !== undefined;
	const hasProblems =
		!isDoubtful && text.trim() !== '' && table.problems.length > 0;
	const told: Told = note
		? {kind: 'problem', text: note}
		: tableWords(text, table, projects, isDoubtful);
	return (
		<StepFrame
			keys={[
				...(isPath
					? [{key: 'Enter', does: 'read the file'}]
					: !isDoubtful && table.projects.length === 0
						? []
						: [{key: 'Enter', does: 'see what was read'}]),
				{key: 'Ctrl+U', does: 'clear'},
			]}
			onBack={onBack}
		>
			<JudgedPaste
				isTextKept
				text={intro}
				label="Paste the table here, or give the path of a file"
				value={text}
				told={told}
				marks={
					hasProblems && !isPath
						? table.problems.map(({line}) => ({line, column: 1}))
						: []
				}
				onChange={change}
				onSubmit={(value) => {
					void submit(value);
				}}
			/>
		</StepFrame>
	);
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
