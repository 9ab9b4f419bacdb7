import {useState} from 'react';
import {type ChoiceQuestion, type Option} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {changeAll, changeProject, type ProjectAnswers} from '../answers.js';
import {projectSeen} from '../observation.js';
import {isRefused, roleNames} from '../role-names.js';
import {ownAccount, type SecretsStepProps} from '../services.js';
import {projectRows, projectsQuestion} from './project-list.js';
import {RoleChoice} from './role-choice.js';

type View = {at: 'menu'} | {at: 'list'; first?: string} | {at: 'row'; name: string};

/** Step 4, the roles: a new one for each project, or roles that are there already. */
export function RoleStep({answers, observation, connection, services, send}: SecretsStepProps) {
	const {projects = []} = answers;
	const isOnly = projects.length < 2;
	const [view, setView] = useState<View>({at: 'menu'});
	const account = ownAccount(connection);
	// Names that AWS has given to somebody else's role.
	const refused = projects.flatMap(({name}) => {
		const role = projectSeen(observation, name)?.role;
		return role?.state === 'found' && role.value.foundBy === 'unowned' ? [role.value.name] : [];
	});
	const save = (changed: ProjectAnswers[]) => {
		send({type: 'answer', answers: {projects: changed}});
	};

	const next = () => {
		send({type: 'next'});
	};

	if (isOnly || view.at === 'row') {
		const name = isOnly ? (projects[0]?.name ?? '') : view.at === 'row' ? view.name : '';
		const leave = isOnly
			? undefined
			: () => {
					setView({at: 'list', first: name});
				};

		return (
			<RoleChoice
				key={name}
				answers={answers}
				name={name}
				account={account}
				refused={refused}
				listRoles={services.listRoles}
				onChoose={(role) => {
					save(changeProject(projects, name, {role}));
					(leave ?? next)();
				}}
				onBack={leave}
			/>
		);
	}

	return (
		<QuestionStep
			question={
				view.at === 'list'
					? projectsQuestion({
							id: 'role of each project',
							text: 'Each project has a role of its own. Open one to give its role another name, or to use a role that you have.',
							actions: [{label: 'Continue', choose: next}],
							projects: projectRows(answers, account),
							first: view.first,
							onAnswer(name) {
								setView({at: 'row', name});
							},
							onBack() {
								setView({at: 'menu'});
							},
						})
					: rolesQuestion(projects, refused, {
							onNew(names) {
								save(
									changeAll(projects, ({name, role}) => ({
										role: role?.use ? role : {create: {name: names.get(name) ?? ''}},
									})),
								);
								next();
							},
							onKeep: next,
							onEach() {
								setView({at: 'list'});
							},
						})
			}
		/>
	);
}

/** Asks for the roles of many projects at once. */
function rolesQuestion(
	projects: readonly ProjectAnswers[],
	refused: readonly string[],
	does: {
		readonly onNew: (names: ReadonlyMap<string, string>) => void;
		readonly onKeep: () => void;
		readonly onEach: () => void;
	},
): ChoiceQuestion {
	const isChosen = ({role}: ProjectAnswers) => role !== undefined && !isRefused(role, refused);
	const names = roleNames(
		projects.map((project) => (isChosen(project) ? project : {...project, role: undefined})),
		undefined,
		refused,
	);
	const used = projects.filter(({role}) => role?.use !== undefined).length;
	const made = projects.length - used;
	const first: Option = projects.every((project) => isChosen(project))
		? {
				label: `Keep your choice: ${[
					...(made > 0 ? [`${made} new`] : []),
					...(used > 0 ? [`${used} of yours`] : []),
				].join(', ')}`,
				choose: does.onKeep,
			}
		: {
				label: 'A new role for each project (recommended)',
				hint: `Named after the project, such as ${names.get(projects[0]?.name ?? '') ?? ''}. A role that only Workato uses is the easiest to watch and to take back.`,
				choose() {
					does.onNew(names);
				},
			};
	return {
		kind: 'choice',
		id: 'roles',
		text: `Workato assumes one role for each of the ${projects.length} projects. Its trust policy lets Workato’s account in with that project’s external ID only.`,
		options: [
			first,
			{
				label: 'Decide for each project',
				hint: 'Other names, or roles that you have: their trust policies keep every statement; Workato’s is added.',
				choose: does.onEach,
			},
		],
	};
}
