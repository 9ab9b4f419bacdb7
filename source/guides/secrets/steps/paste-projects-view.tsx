import {useMemo, useState} from 'react';
import {useTools} from '../../../terminal/tools.js';
import {useDraft} from '../../drafts.js';
import {StepFrame} from '../../step-frame.js';
import {JudgedPaste} from '../../steps/judged-paste.js';
import {type Told} from '../../steps/text-above.js';
import {type ProjectAnswers} from '../answers.js';
import {readProjectTable, type ProjectTable} from '../project-table.js';
import {pathOf, tableWords} from './table-words.js';

const intro =
	'Columns are found by their headings: project, external ID, role, secrets or prefix. A list of names alone works, too.';

/** Takes a table of projects, or the path of a file that holds one, and says while it stands there what it means. */
export function PasteProjectsView({
	projects,
	onTake,
	onBack,
}: {
	readonly projects: readonly ProjectAnswers[];
	readonly onTake: (table: ProjectTable) => void;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	const [text, setText] = useDraft('project table', '');
	const [note, setNote] = useState<string>();
	const table = useMemo(() => readProjectTable(text), [text]);
	const change = (value: string) => {
		setText(value);
		setNote(undefined);
	};

	const submit = async (value: string) => {
		const path = pathOf(value);
		if (path) {
			const file = await tools.readFile(path);
			if (file.ok) {
				change(file.text);
			} else {
				setNote(file.reason);
			}

			return;
		}

		const read = readProjectTable(value);
		if (read.problems.length === 0 && read.projects.length > 0) {
			onTake(read);
		}
	};

	const isPath = pathOf(text) !== undefined;
	const hasProblems = text.trim() !== '' && table.problems.length > 0;
	const told: Told = note
		? {kind: 'problem', text: note}
		: tableWords(text, table, projects);
	return (
		<StepFrame
			keys={[
				...(isPath
					? [{key: 'Enter', does: 'read the file'}]
					: hasProblems
						? []
						: [{key: 'Enter', does: 'take the projects'}]),
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
