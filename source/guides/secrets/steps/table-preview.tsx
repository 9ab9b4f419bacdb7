import {useMemo} from 'react';
import {type Option, type StatusMessage} from '../../../ui/question.js';
import {formatCount} from '../../../terminal/text.js';
import {useTheme} from '../../../ui/theme.js';
import {type Lookup} from '../../../aws/errors.js';
import {QuestionStep} from '../../step-frame.js';
import {type Finding, type ProjectAnswers} from '../answers.js';
import {useListing, type Listing} from '../../steps/use-request.js';
import {type ProjectTable} from '../project-table.js';
import {
	alignRows,
	findingsOfAll,
	previewRows,
	summarizeRow,
	type Listed,
	type PreviewRow,
} from '../table-preview.js';
import {ownershipOf} from '../observation.js';
import {ownAccount, type SecretsStepProps} from '../services.js';

/** How many projects a table adds to the setup, and how many it changes. */
export function countChanges(
	{projects: rows}: ProjectTable,
	projects: readonly ProjectAnswers[] = [],
): {added: number; changed: number} {
	const known = new Set(projects.map(({name}) => name));
	const changed = rows.filter(({name}) => known.has(name)).length;
	return {added: rows.length - changed, changed};
}

const maxMessages = 3;

/** What is odd in a table, a line each, and how much more there is. */
export function describeWarning({warnings}: ProjectTable): string {
	const more = warnings.length - maxMessages;
	return [
		...warnings.slice(0, maxMessages).map(({line, message}) => `Line ${line}: ${message}`),
		...(more > 0 ? [`And ${more} more.`] : []),
	].join('\n');
}

// One that stays the same from one drawing to the next.
const nothingAsked = async (): Promise<Lookup<never[]>> => ({
	state: 'found',
	value: [],
});

/** Shows what was read from a table, row by row, before any of it is taken. */
export function TablePreview({
	answers,
	saved,
	services,
	connection,
	table,
	onTake,
	onAsk,
	onBack,
}: Pick<SecretsStepProps, 'answers' | 'saved' | 'services' | 'connection'> & {
	readonly table: ProjectTable;
	readonly onTake: () => void;
	/** The text can be read in other ways. */
	readonly onAsk: (() => void) | undefined;
	readonly onBack: () => void;
}) {
	const {symbols} = useTheme();
	const hasPrefix = table.projects.some(
		({secrets}) => typeof secrets === 'object' && !Array.isArray(secrets),
	);
	const roles = useListing(services.listRoles);
	const secrets = useListing(hasPrefix ? services.listSecrets : nothingAsked);
	const account = ownAccount(connection);
	const rows = useMemo(
		() =>
			previewRows(answers, table, {
				scope: {account, region: answers.region},
				listed: {
					roles: listedIn(roles),
					...(hasPrefix && {secrets: listedIn(secrets)}),
				} satisfies Listed,
				madeRoles: ownershipOf(saved).madeRoles,
			}),
		[answers, table, account, roles, secrets, hasPrefix, saved],
	);
	const general = useMemo(
		() => findingsOfAll(answers, table, {account, region: answers.region}),
		[answers, table, account],
	);
	const {heading, details} = useMemo(() => alignRows(rows, symbols.ellipsis), [rows, symbols]);
	const {added, changed} = countChanges(table, answers.projects);
	const counts = [
		...(added > 0 || changed === 0 ? [formatCount(added, 'project')] : []),
		...(changed > 0 ? [`${changed} of those that are there`] : []),
	].join(' and ');
	const isAsking = !roles.isComplete || !secrets.isComplete;
	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: 'table preview',
				text: `This is what was read: ${counts}. Nothing is taken yet.`,
				message: describeRows(table, rows, {general, unlisted: roles.problem ?? secrets.problem}),
				actions: actionsOf(table, {onTake, onAsk, onBack}),
				rows: rows.map((row, index) => ({
					id: row.id,
					label: row.name,
					detail: details[index] ?? '',
					screenReader: describeRow(row),
					about: row.about,
				})),
				heading: {label: 'Project', detail: heading},
				placeholder: 'Type to find a project',
				emptyText: 'No project matches.',
				status: isAsking ? 'asking AWS for roles and secrets…' : '',
				least: 9,
				onAnswer: onBack,
				onBack,
			}}
		/>
	);
}

function listedIn<T>({items, isComplete, problem}: Listing<T>): readonly T[] | undefined {
	return isComplete && problem === undefined ? items : undefined;
}

function describeRow(row: PreviewRow): string {
	const parts = row.state === 'unreadable' ? [row.problem] : [row.problem, summarizeRow(row)];
	return parts.filter((part) => part !== '').join(', ');
}

function actionsOf(
	{projects, problems}: ProjectTable,
	{
		onTake,
		onAsk,
		onBack,
	}: {
		readonly onTake: () => void;
		readonly onAsk: (() => void) | undefined;
		readonly onBack: () => void;
	},
): Option[] {
	const count = projects.length;
	return [
		...(count > 0
			? [
					{
						label: count === 1 ? 'Take this project' : `Take these ${count} projects`,
						...(problems.length > 0 && {hint: 'without what cannot be read'}),
						choose: onTake,
					},
				]
			: []),
		...(onAsk ? [{label: 'Read the text in another way', choose: onAsk}] : []),
		{label: 'Change the text', choose: onBack},
	];
}

/** What is to be looked at before the table is taken; nothing where all of it fits. `general`: of no project; `unlisted`: why AWS did not list. */
function describeRows(
	table: ProjectTable,
	rows: readonly PreviewRow[],
	{general, unlisted}: {general: readonly Finding[]; unlisted: string | undefined},
): StatusMessage | undefined {
	const count = rows.filter(({state}) => state !== 'fits').length;
	const text = [
		...general.map(({message, hint}) => `${message} ${hint}`),
		...(count > 0
			? [
					`${count === 1 ? '1 row needs' : `${count} rows need`} a look; ${count === 1 ? 'it stands' : 'they stand'} first.`,
				]
			: []),
		...(unlisted === undefined
			? []
			: [
					`AWS did not say which roles and secrets there are, so whether these fit is not known: ${unlisted}`,
				]),
		// What a row says of itself is not said once more.
		describeWarning({
			...table,
			warnings: table.warnings.filter(({message}) =>
				rows.every(({about}) => !about.includes(message)),
			),
		}),
	]
		.filter((line) => line !== '')
		.join('\n');
	return text === '' ? undefined : {kind: 'warning', text};
}
