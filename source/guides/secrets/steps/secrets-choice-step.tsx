import {useState} from 'react';
import {type ChoiceQuestion} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {changeAll, changeProject, type ProjectAnswers, type WantedSecrets} from '../answers.js';
import {patternOf, projectMark} from '../wanted-secrets.js';
import {newSharing} from '../sharing.js';
import {ownAccount, type SecretsStepProps} from '../services.js';
import {projectRows, projectsQuestion} from './project-list.js';
import {SecretPrefix} from './secret-prefix.js';
import {SecretsChoice} from './secrets-choice.js';
import {sharingQuestion} from './sharing-question.js';

type View =
	| {at: 'menu' | 'pattern' | 'same'}
	| {at: 'list'; first?: string}
	| {at: 'row'; name: string}
	/** A choice that shares secrets, before it is saved: where it came from, and where it leads. */
	| {at: 'sharing'; changed: ProjectAnswers[]; from: View; to: View | 'next'};

/** Step 4, the permissions: which secrets each role may read. */
export function SecretsChoiceStep({answers, connection, services, send}: SecretsStepProps) {
	const {projects = []} = answers;
	const [view, setView] = useState<View>({at: 'menu'});
	const [only, ...others] = projects;
	const account = ownAccount(connection);
	const {listSecrets} = services;
	const save = (changed: ProjectAnswers[]) => {
		send({type: 'answer', answers: {projects: changed}});
	};

	const goOn = (to: View | 'next') => {
		if (to === 'next') {
			send({type: 'next'});
		} else {
			setView(to);
		}
	};

	const next = () => {
		goOn('next');
	};

	const toMenu = () => {
		setView({at: 'menu'});
	};

	const take = (changed: ProjectAnswers[], to: View | 'next') => {
		if (newSharing(projects, changed).length > 0) {
			setView({at: 'sharing', changed, from: view, to});
		} else {
			save(changed);
			goOn(to);
		}
	};

	const takeForAll = (secrets: WantedSecrets) => {
		take(
			changeAll(projects, () => ({secrets})),
			'next',
		);
	};

	const choice = {
		all: projects,
		location: {region: connection.session.region, account},
		listSecrets,
	};
	if (!only || others.length === 0 || view.at === 'same') {
		return (
			<SecretsChoice
				{...choice}
				projects={projects}
				onChoose={takeForAll}
				onBack={others.length === 0 ? undefined : toMenu}
			/>
		);
	}

	switch (view.at) {
		case 'row': {
			const {name} = view;
			const list: View = {at: 'list', first: name};
			return (
				<SecretsChoice
					key={name}
					{...choice}
					projects={projects.filter((project) => project.name === name)}
					onChoose={(secrets) => {
						take(changeProject(projects, name, {secrets}), list);
					}}
					onBack={() => {
						setView(list);
					}}
				/>
			);
		}

		case 'pattern': {
			return (
				<SecretPrefix
					projects={projects}
					all={projects}
					start={patternOf(only) ?? `workato/${projectMark}/`}
					listSecrets={listSecrets}
					onChoose={takeForAll}
					onBack={toMenu}
				/>
			);
		}

		case 'sharing': {
			const {changed, from, to} = view;
			return (
				<QuestionStep
					question={sharingQuestion({
						projects,
						changed,
						onTake(taken, [first]) {
							save(taken);
							goOn(first === undefined ? to : {at: 'list', first});
						},
						onBack() {
							setView(from);
						},
					})}
				/>
			);
		}

		case 'list': {
			return (
				<QuestionStep
					question={projectsQuestion({
						id: 'secrets of each project',
						text: `Which secrets may each role read? ${describeChosen(projects)}`,
						actions: [{label: 'Continue', choose: next}],
						projects: projectRows(answers, account),
						first: view.first,
						onAnswer(name) {
							setView({at: 'row', name});
						},
						onBack: toMenu,
					})}
				/>
			);
		}

		case 'menu': {
			return <QuestionStep question={menuQuestion(projects, {next, setView})} />;
		}
	}
}

/** Asks how the secrets of many projects are to be chosen. */
function menuQuestion(
	projects: readonly ProjectAnswers[],
	{next, setView}: {readonly next: () => void; readonly setView: (view: View) => void},
): ChoiceQuestion {
	const to = (at: 'pattern' | 'list' | 'same') => () => {
		setView({at});
	};

	return {
		kind: 'choice',
		id: 'secrets of all projects',
		text: `Each role may read the secrets that you choose, and nothing else. ${describeChosen(projects)}`,
		options: [
			...(projects.every(({secrets}) => secrets !== undefined)
				? [{label: 'Keep your choices', choose: next}]
				: []),
			{
				label: 'By a prefix with the project’s name',
				hint: 'Such as workato/{project}/: each role reaches the secrets of its own project.',
				choose: to('pattern'),
			},
			{
				label: 'Decide for each project',
				hint: 'From a list, by a prefix, or all.',
				choose: to('list'),
			},
			{
				label: 'The same secrets for every project',
				hint: 'Connections of each project can then read what the others read.',
				choose: to('same'),
			},
		],
	};
}

function describeChosen(projects: readonly ProjectAnswers[]): string {
	const open = projects.filter(({secrets}) => secrets === undefined).length;
	return open === 0
		? `All ${projects.length} projects have their secrets chosen.`
		: `${projects.length - open} of ${projects.length} projects have theirs chosen.`;
}
