import {useState} from 'react';
import {useBodySize} from '../../../ui/body-size.js';
import {ScrollBox} from '../../../ui/scroll-box.js';
import {useTheme} from '../../../ui/theme.js';
import {useInput} from '../../../ui/use-input.js';
import {StepFrame} from '../../step-frame.js';
import {type ProjectReads, type whoReadsWhat} from '../who-reads-what.js';
import {ProjectList} from './project-list.js';

const title = 'Who reads what';

/** Every project with the secrets that its role would read, before the changes are reviewed: those with overlaps first, then those that read nothing. */
export function WhoReadsWhatView({
	reads: {summary, rows},
	onNext,
	onChoose,
}: {
	readonly reads: ReturnType<typeof whoReadsWhat>;
	readonly onNext: () => void;
	/** Leads to where the secrets are chosen. */
	readonly onChoose: () => void;
}) {
	const {symbols} = useTheme();
	const [opened, setOpened] = useState<string>();
	const [first, setFirst] = useState<string>();
	const row = rows.find(({name}) => name === opened);
	if (row) {
		return (
			<ProjectReadsView
				row={row}
				onChoose={onChoose}
				onBack={() => {
					setFirst(row.name);
					setOpened(undefined);
				}}
			/>
		);
	}

	const marked = rows.filter(({isMarked}) => isMarked);
	const empty = rows.filter(({isMarked, isNothing}) => !isMarked && isNothing);
	const rest = rows.filter(({isMarked, isNothing}) => !isMarked && !isNothing);
	const nothing = rows.filter(({isNothing}) => isNothing).length;
	return (
		<StepFrame
			title={title}
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<ProjectList
				text={`${summary} now, each counted once.${nothing > 0 ? ` ${nothing === 1 ? '1 project reads' : `${nothing} projects read`} nothing yet.` : ''} Nothing is written yet.`}
				message={
					marked.length > 0
						? {
								kind: 'warning',
								text: `${marked.length === 1 ? '1 project would read' : `${marked.length} projects would read`} secrets that are for others, too; ${marked.length === 1 ? 'it stands' : 'they stand'} first.`,
							}
						: undefined
				}
				actions={[
					{label: 'Continue to the review', value: 'next' as const},
					{label: 'Choose other secrets', value: 'choose' as const},
				]}
				projects={[...marked, ...empty, ...rest].map(
					({name, detail, isMarked}) => ({
						name,
						detail: isMarked ? `${symbols.warn} ${detail}` : detail,
						about: detail,
					}),
				)}
				first={first}
				onAction={(action) => {
					if (action === 'next') {
						onNext();
					} else {
						onChoose();
					}
				}}
				onOpen={setOpened}
			/>
		</StepFrame>
	);
}

/** One project: every secret that it would read now, and with whom. */
function ProjectReadsView({
	row,
	onChoose,
	onBack,
}: {
	readonly row: ProjectReads;
	readonly onChoose: () => void;
	readonly onBack: () => void;
}) {
	useInput((input, key) => {
		if (key.return) {
			onBack();
		} else if (input === 'c') {
			onChoose();
		}
	});
	return (
		<StepFrame
			title={title}
			keys={[
				{key: 'Enter', does: 'back to the list'},
				{key: 'c', does: 'choose other secrets'},
				{key: '↑↓', does: 'scroll'},
			]}
			onBack={onBack}
		>
			<ReadsBody row={row} />
		</StepFrame>
	);
}

function ReadsBody({
	row: {name, detail, secrets, shared, isMarked},
}: {
	readonly row: ProjectReads;
}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	return (
		<ScrollBox
			rows={rows}
			lines={[
				{text: name, isStrong: true},
				{text: ''},
				...shared.map((words) => ({
					gutter: isMarked ? `${symbols.warn} ` : '',
					text: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
					...(isMarked && {tone: 'careful' as const}),
				})),
				...(secrets && secrets.length > 0
					? [
							{
								text: `The role would read ${secrets.length === 1 ? 'this secret' : `these ${secrets.length} secrets`} now:`,
							},
							...secrets.map((secret) => ({gutter: '  ', text: secret})),
						]
					: [{text: detail}]),
			]}
		/>
	);
}
