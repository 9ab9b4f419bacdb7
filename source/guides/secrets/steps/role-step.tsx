import {useState} from 'react';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';
import {TextAndMenu} from '../../steps/text-and-menu.js';
import {type ProjectAnswers, changeAll, changeProject} from '../answers.js';
import {projectSeen} from '../observation.js';
import {isRefused, roleNames} from '../role-names.js';
import {ProjectList, projectRows} from './project-list.js';
import {RoleChoiceView} from './role-choice-view.js';
import {type SecretsStepProps} from './secrets-step.js';

type View =
	{at: 'menu'} | {at: 'list'; first?: string} | {at: 'row'; name: string};

/** Step 4, the roles: a new one for each project, or roles that are there already. */
export function RoleStep({
	answers,
	observation,
	connection,
	services,
	send,
}: SecretsStepProps) {
	const {projects = []} = answers;
	const [view, setView] = useState<View>({at: 'menu'});
	const [only, ...others] = projects;
	const {identity} = connection;
	const account =
		identity?.state === 'found' ? identity.value.account : undefined;
	// Names that AWS has given to somebody else's role.
	const refused = projects.flatMap(({name}) => {
		const role = projectSeen(observation, name)?.role;
		return role?.state === 'found' && role.value.foundBy === 'unowned'
			? [role.value.name]
			: [];
	});
	const names = roleNames(
		projects.map(({role, ...project}) => ({
			...project,
			...(role && !isRefused(role, refused) && {role}),
		})),
		undefined,
		refused,
	);
	const save = (changed: ProjectAnswers[]) => {
		send({type: 'answer', answers: {projects: changed}});
	};

	const choice = (name: string, onChosen: () => void, onBack?: () => void) => (
		<RoleChoiceView
			key={name}
			answers={answers}
			name={name}
			account={account}
			refused={refused}
			listRoles={services.listRoles}
			onChoose={(role) => {
				save(changeProject(projects, name, {role}));
				onChosen();
			}}
			{...(onBack && {onBack})}
		/>
	);

	if (!only || others.length === 0) {
		return choice(only?.name ?? '', () => {
			send({type: 'next'});
		});
	}

	if (view.at === 'row') {
		const toList = () => {
			setView({at: 'list', first: view.name});
		};

		return choice(view.name, toList, toList);
	}

	if (view.at === 'list') {
		return (
			<ProjectList
				text="Each project has a role of its own. Open one to give its role another name, or to use a role that you have."
				actions={[{label: 'Continue', value: 'next' as const}]}
				projects={projectRows(answers, account)}
				first={view.first}
				onBack={() => {
					setView({at: 'menu'});
				}}
				onAction={() => {
					send({type: 'next'});
				}}
				onOpen={(name) => {
					setView({at: 'row', name});
				}}
			/>
		);
	}

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
		>
			<TextAndMenu
				text={`Workato assumes one role for each of the ${projects.length} projects. Its trust policy lets Workato’s account in with that project’s external ID only.`}
			>
				<Select
					items={menuOf(projects, names, refused)}
					onSelect={(chosen) => {
						switch (chosen) {
							case 'new': {
								save(
									changeAll(projects, ({name, role}) => ({
										role: role?.use
											? role
											: {create: {name: names.get(name) ?? ''}},
									})),
								);
								send({type: 'next'});
								break;
							}

							case 'keep': {
								send({type: 'next'});
								break;
							}

							case 'each': {
								setView({at: 'list'});
								break;
							}
						}
					}}
				/>
			</TextAndMenu>
		</StepFrame>
	);
}

function menuOf(
	projects: readonly ProjectAnswers[],
	names: ReadonlyMap<string, string>,
	refused: readonly string[],
) {
	const firstRole = names.get(projects[0]?.name ?? '') ?? '';
	const used = projects.filter(({role}) => role?.use !== undefined).length;
	const isChosen = projects.every(
		({role}) => role !== undefined && !isRefused(role, refused),
	);
	const rest = projects.length - used;
	return [
		...(isChosen
			? [
					{
						label: `Keep your choice: ${[
							...(rest > 0 ? [`${rest} new`] : []),
							...(used > 0 ? [`${used} of yours`] : []),
						].join(', ')}`,
						value: 'keep' as const,
					},
				]
			: [
					{
						label: 'A new role for each project (recommended)',
						value: 'new' as const,
						hint: `Named after the project, such as ${firstRole}. A role that only Workato uses is the easiest to watch and to take back.`,
					},
				]),
		{
			label: 'Decide for each project',
			value: 'each' as const,
			hint: 'Other names, or roles that you have: their trust policies keep every statement; Workato’s is added.',
		},
	];
}
