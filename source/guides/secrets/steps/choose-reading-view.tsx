import {useMemo} from 'react';
import {useBodySize} from '../../../ui/body-size.js';
import {Select} from '../../../ui/select.js';
import {wrapText} from '../../../terminal/text.js';
import {StepFrame} from '../../step-frame.js';
import {TextAndMenu} from '../../steps/text-and-menu.js';
import {nameFew} from '../sharing.js';
import {readProjectTable, type ProjectTable} from '../project-table.js';
import {type Reading} from '../table-rows.js';

const words: Readonly<Record<Reading, string>> = {
	lines: 'Each line is one project, commas and all',
	values: 'Each value is a project of its own',
	table: 'The first value of each line is the project',
};

/** Asks which of the ways to read a text is meant, with what each of them gives. */
export function ChooseReadingView({
	text,
	readings,
	onChoose,
	onBack,
}: {
	readonly text: string;
	readonly readings: readonly Reading[];
	readonly onChoose: (reading: Reading) => void;
	readonly onBack: () => void;
}) {
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			onBack={onBack}
		>
			<Readings text={text} readings={readings} onChoose={onChoose} />
		</StepFrame>
	);
}

const question =
	'A comma, semicolon or bar may part two values, or belong to a name. How is this meant?';

function Readings({
	text,
	readings,
	onChoose,
}: {
	readonly text: string;
	readonly readings: readonly Reading[];
	readonly onChoose: (reading: Reading) => void;
}) {
	const {columns, rows} = useBodySize();
	const items = useMemo(
		() =>
			readings.map((reading) => ({
				label: words[reading],
				hint: hintOf(readProjectTable(text, reading)),
				value: reading,
			})),
		[text, readings],
	);
	return (
		<TextAndMenu text={question}>
			<Select
				items={items}
				rows={rows - wrapText(question, columns).length - 1}
				onSelect={onChoose}
			/>
		</TextAndMenu>
	);
}

function hintOf({projects, problems}: ProjectTable): string {
	const count = projects.length;
	return [
		...(count > 0
			? [
					`${count === 1 ? '1 project' : `${count} projects`}: ${nameFew(projects.map(({name}) => name))}.`,
				]
			: []),
		...(problems.length > 0
			? [
					`${problems.length === 1 ? '1 line' : `${problems.length} lines`} cannot be read so.`,
				]
			: []),
	].join(' ');
}
