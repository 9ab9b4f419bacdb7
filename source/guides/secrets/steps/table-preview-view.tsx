import {useMemo} from 'react';
import {FilterList} from '../../../ui/filter-list.js';
import {type FilterItem} from '../../../ui/filter-items.js';
import {useIsLineMode} from '../../../ui/line-mode.js';
import {useTheme} from '../../../ui/theme.js';
import {type Lookup} from '../../../aws/lookup.js';
import {StepFrame} from '../../step-frame.js';
import {TextAbove, type Told} from '../../steps/text-above.js';
import {useListing, type Listing} from '../../steps/use-request.js';
import {type ProjectTable} from '../project-table.js';
import {
	alignRows,
	previewRows,
	wordsOf,
	type Listed,
	type PreviewRow,
} from '../table-preview.js';
import {ownershipOf} from '../ownership.js';
import {type SecretsStepProps} from './secrets-step.js';
import {countWords, warningWords} from './table-words.js';

type Value = 'take' | 'ask' | 'change';

// One that stays the same from one drawing to the next.
const nothingAsked = async (): Promise<Lookup<never[]>> => ({
	state: 'found',
	value: [],
});

/** Shows what was read from a table, row by row, before any of it is taken. */
export function TablePreviewView({
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
	const isHeard = useIsLineMode();
	const {projects} = table;
	const hasPrefix = projects.some(
		({secrets}) => typeof secrets === 'object' && !Array.isArray(secrets),
	);
	const roles = useListing(services.listRoles);
	const secrets = useListing(hasPrefix ? services.listSecrets : nothingAsked);
	const {identity} = connection;
	const account =
		identity?.state === 'found' ? identity.value.account : undefined;
	const rows = useMemo(
		() =>
			previewRows(answers, table, {
				place: {account, region: answers.region},
				listed: {
					roles: listedIn(roles),
					...(hasPrefix && {secrets: listedIn(secrets)}),
				} satisfies Listed,
				madeRoles: ownershipOf(saved).madeRoles,
			}),
		[answers, table, account, roles, secrets, hasPrefix, saved],
	);
	const {heading, details} = useMemo(
		() => alignRows(rows, symbols.ellipsis),
		[rows, symbols],
	);
	const items: Array<FilterItem<Value>> = [
		...actionsOf(table, onAsk !== undefined),
		...rows.map((row, index) => ({
			id: row.id,
			label: row.name,
			detail: isHeard ? heardWords(row) : (details[index] ?? ''),
			about: row.about,
			value: 'change' as const,
		})),
	];
	const isAsking = !roles.isComplete || !secrets.isComplete;
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
			onBack={onBack}
		>
			<TextAbove
				text={`This is what was read: ${countWords(table, answers.projects)}. Nothing is taken yet.`}
				message={verdictOf(table, {
					toMend: rows.filter(({problem}) => problem !== '').length,
					unlisted: roles.problem ?? secrets.problem,
				})}
				least={9}
			>
				{(height) => (
					<FilterList
						items={items}
						rows={height}
						heading={{label: 'Project', detail: heading}}
						placeholder="Type to find a project"
						emptyText="No project matches."
						status={isAsking ? 'asking AWS for roles and secrets…' : ''}
						onSelect={(value) => {
							if (value === 'take') {
								onTake();
							} else if (value === 'ask') {
								onAsk?.();
							} else {
								onBack();
							}
						}}
					/>
				)}
			</TextAbove>
		</StepFrame>
	);
}

function listedIn<T>({
	items,
	isComplete,
	problem,
}: Listing<T>): readonly T[] | undefined {
	return isComplete && problem === undefined ? items : undefined;
}

function heardWords(row: PreviewRow): string {
	const parts = row.role === '' ? [row.problem] : [row.problem, wordsOf(row)];
	return parts.filter((part) => part !== '').join(', ');
}

function actionsOf(
	{projects, problems}: ProjectTable,
	isDoubtful: boolean,
): Array<FilterItem<Value>> {
	const count = projects.length;
	const action = (value: Value, label: string, detail = '') => ({
		id: `action ${value}`,
		label,
		detail,
		isAction: true,
		value,
	});
	return [
		...(count > 0
			? [
					action(
						'take',
						count === 1 ? 'Take this project' : `Take these ${count} projects`,
						problems.length > 0 ? 'without what cannot be read' : '',
					),
				]
			: []),
		...(isDoubtful ? [action('ask', 'Read the text in another way')] : []),
		action('change', 'Change the text'),
	];
}

function verdictOf(
	table: ProjectTable,
	{toMend, unlisted}: {toMend: number; unlisted: string | undefined},
): Told | undefined {
	if (toMend > 0) {
		return {
			kind: 'warning',
			text: `${toMend === 1 ? '1 row needs' : `${toMend} rows need`} a look; ${toMend === 1 ? 'it stands' : 'they stand'} first.`,
		};
	}

	if (unlisted !== undefined) {
		return {
			kind: 'warning',
			text: `AWS did not say which roles and secrets there are, so whether these fit is not known: ${unlisted}`,
		};
	}

	const warning = warningWords(table);
	return warning === undefined ? undefined : {kind: 'warning', text: warning};
}
