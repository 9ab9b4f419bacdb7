import {useState} from 'react';
import {Select} from '../../../ui/select.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {TextAndMenu} from '../../steps/text-and-menu.js';
import {type ProjectAnswers, type SecretsAnswers} from '../answers.js';
import {isRefused, roleNameProblem, roleNames} from '../role-names.js';
import {type SecretsServices} from '../services.js';
import {RoleListView} from './role-list-view.js';
import {RoleNameView} from './role-name-view.js';
import {usedRoleProblem} from './used-role-problem.js';

type Role = NonNullable<ProjectAnswers['role']>;
type View = 'menu' | 'name' | 'list' | 'use';

/** One project's role: new under the proposed or another name, or one that is there already. */
export function RoleChoiceView({
	answers,
	name,
	account,
	refused,
	listRoles,
	onChoose,
	onBack,
}: {
	readonly answers: SecretsAnswers;
	readonly name: string;
	readonly account: string | undefined;
	/** Names of roles that are there and cannot be this setup's. */
	readonly refused: readonly string[];
	readonly listRoles: SecretsServices['listRoles'];
	readonly onChoose: (role: Role) => void;
	readonly onBack?: () => void;
}) {
	const {projects = [], workatoAccountId} = answers;
	const [view, setView] = useState<View>('menu');
	const toMenu = () => {
		setView('menu');
	};

	const project = projects.find((each) => each.name === name);
	const proposed =
		roleNames(
			projects.map((each) =>
				each.name === name ? {...each, role: undefined} : each,
			),
			undefined,
			refused,
		).get(name) ?? '';
	switch (view) {
		case 'name': {
			return (
				<RoleNameView
					field={`role name ${name}`}
					label="Name of the new role"
					start={
						project?.role && !isRefused(project.role, refused)
							? (project.role.create?.name ?? proposed)
							: proposed
					}
					placeholder={proposed}
					problemOf={roleNameProblem}
					onName={(text) => {
						onChoose({create: {name: text}});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'use': {
			return (
				<RoleNameView
					field={`used role ${name}`}
					label="ARN or name of the role"
					start={project?.role?.use ?? ''}
					placeholder="arn:aws:iam::111122223333:role/my-role"
					problemOf={(text) => usedRoleProblem(text, account)}
					onName={(text) => {
						onChoose({use: text});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'list': {
			return (
				<RoleListView
					listRoles={listRoles}
					projects={projects}
					name={name}
					onUse={(arn) => {
						onChoose({use: arn});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'menu': {
			return (
				<StepFrame
					keys={[
						{key: 'Enter', does: 'select'},
						{key: '↑↓', does: 'choose'},
					]}
					{...(onBack && {onBack})}
				>
					<TextAndMenu
						text={`${trustWords(project, workatoAccountId)} Nothing is made yet: you see every change before it happens.`}
					>
						<Select
							items={menuOf(project, proposed, refused)}
							onSelect={(choice) => {
								if (choice === 'keep' && project?.role) {
									onChoose(project.role);
								} else if (choice === 'new') {
									onChoose({create: {name: proposed}});
								} else if (choice !== 'keep') {
									setView(choice);
								}
							}}
						/>
					</TextAndMenu>
				</StepFrame>
			);
		}
	}
}

function trustWords(
	project: ProjectAnswers | undefined,
	workatoAccountId: string | undefined,
): string {
	const {name = '', externalId} = project ?? {};
	return `Workato assumes a role for ${quoteText(name)}. Its trust policy lets ${workatoAccountId ? `account ${workatoAccountId}` : 'Workato’s account'} in, and only with the external ID${externalId ? ` ${externalId}` : ' of this project'}.`;
}

function menuOf(
	project: ProjectAnswers | undefined,
	proposed: string,
	refused: readonly string[],
): Array<{label: string; value: View | 'keep' | 'new'; hint?: string}> {
	const {role} = project ?? {};
	const chosen =
		role && isRefused(role, refused)
			? undefined
			: role?.create
				? `a new role ${role.create.name}`
				: role?.use;
	return [
		...(chosen
			? [{label: `Keep your choice: ${chosen}`, value: 'keep' as const}]
			: []),
		// What is kept already is not offered twice.
		...(role?.create?.name === proposed
			? []
			: [
					{
						label: `Make a new role ${proposed} (recommended)`,
						value: 'new' as const,
						hint: 'A role that only Workato uses is the easiest to watch and to take back.',
					},
				]),
		{label: 'Make a new role under another name', value: 'name'},
		{
			label: 'Choose one of your roles',
			value: 'list',
			hint: 'Its trust policy keeps every statement; Workato’s is added.',
		},
		{label: 'Give the ARN or name of a role', value: 'use'},
	];
}
