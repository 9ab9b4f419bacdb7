import {useState} from 'react';
import {useTools} from '../../../terminal/tools.js';
import {StepFrame} from '../../step-frame.js';
import {type Told} from '../../steps/text-above.js';
import {type ProjectAnswers, type SecretsAnswers} from '../answers.js';
import {type PracticeSecrets} from '../services.js';
import {roleTable} from '../project-table.js';
import {SaveFileView} from '../../steps/save-file-view.js';
import {ProjectList, type ListAction} from './project-list.js';
import {tryRoles} from './try-roles.js';
import {arnPlace} from './where-words.js';

type Action = 'next' | 'practice' | 'copy' | 'save';
type Said = ReadonlyArray<{name: string; accepted: boolean}>;

/** The ARNs of many roles: one by one, or as a table; each project says whether Workato has taken its role. */
export function ManyArnsView({
	answers,
	roles,
	isLooking,
	practice,
	first,
	onAccept,
	onOpen,
	onNext,
}: {
	readonly answers: SecretsAnswers;
	/** By project name. */
	readonly roles: Readonly<Record<string, string>>;
	readonly isLooking: boolean;
	readonly practice: PracticeSecrets | undefined;
	readonly first: string | undefined;
	readonly onAccept: (said: Said) => void;
	readonly onOpen: (project: string) => void;
	readonly onNext: () => void;
}) {
	const tools = useTools();
	const {projects = [], name} = answers;
	const [told, setTold] = useState<Told>();
	const [isSaving, setIsSaving] = useState(false);
	const table = roleTable(projects, roles);
	const act = async (action: Action) => {
		switch (action) {
			case 'next': {
				onNext();
				break;
			}

			case 'save': {
				setIsSaving(true);
				break;
			}

			case 'copy': {
				const {state, detail} = await tools.copy(table);
				setTold({
					kind: state === 'failed' ? 'warning' : 'info',
					text: `The table: ${detail}`,
				});
				break;
			}

			case 'practice': {
				const said = await tryRoles(practice, projects, roles, setTold);
				onAccept(said);
				break;
			}
		}
	};

	if (isSaving) {
		return (
			<SaveFileView
				text={table}
				start={`${name}-roles.csv`}
				onSaved={(path) => {
					setIsSaving(false);
					setTold({kind: 'success', text: `The table is in ${path}`});
				}}
				onBack={() => {
					setIsSaving(false);
				}}
			/>
		);
	}

	const count = projects.filter(({name: project}) =>
		Object.hasOwn(roles, project),
	).length;
	// A table of what has been heard so far would pass for the whole.
	const isAsking = isLooking && count < projects.length;
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<ProjectList
				text={`${isAsking ? `Asking AWS for the roles: ${count} of ${projects.length} so far.` : `${count} of ${projects.length} projects have their role.`} ${arnPlace(answers, 'each project')}`}
				message={told}
				actions={actionsOf(isAsking ? 0 : count, practice !== undefined)}
				projects={projects.map((project) => ({
					name: project.name,
					...rowWords(project, roles, isAsking),
				}))}
				first={first}
				onAction={(action) => {
					void act(action);
				}}
				onOpen={onOpen}
			/>
		</StepFrame>
	);
}

function rowWords(
	{name, accepted}: ProjectAnswers,
	roles: Readonly<Record<string, string>>,
	isAsking: boolean,
): {detail: string; about: string} {
	const arn = Object.hasOwn(roles, name) ? roles[name] : undefined;
	if (arn === undefined) {
		return isAsking
			? {detail: 'asking…', about: 'AWS is still being asked for its role.'}
			: {
					detail: 'no role yet',
					about: 'Its role is not there yet. The review says why.',
				};
	}

	const state =
		accepted === undefined
			? 'to be given to Workato'
			: accepted
				? 'Workato took it'
				: 'Workato shows an error';
	return {detail: `${state} · ${arn}`, about: arn};
}

function actionsOf(
	count: number,
	isPractice: boolean,
): Array<ListAction<Action>> {
	return [
		...(isPractice && count > 0
			? [
					{
						label: 'Add the roles in the practice Workato',
						value: 'practice' as const,
					},
				]
			: []),
		...(count > 0
			? [
					{
						label: 'Save the table to a file',
						detail: 'CSV: project, external ID, role ARN',
						value: 'save' as const,
					},
					{label: 'Copy the table', detail: 'CSV', value: 'copy' as const},
				]
			: []),
		{label: 'Continue to the checklist', value: 'next' as const},
	];
}
