import {useState} from 'react';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';
import {TextAndMenu} from '../../steps/text-and-menu.js';
import {
	type ProjectAnswers,
	type WantedSecrets,
	changeAll,
	changeProject,
} from '../answers.js';
import {patternOf, projectMark} from '../secret-prefix.js';
import {newSharing} from '../sharing.js';
import {ProjectList, projectRows} from './project-list.js';
import {SecretPrefixView} from './secret-prefix-view.js';
import {SecretsChoiceView} from './secrets-choice-view.js';
import {type SecretsStepProps} from './secrets-step.js';
import {SharingView} from './sharing-view.js';

type View =
	| {at: 'menu' | 'pattern' | 'same'}
	| {at: 'list'; first?: string}
	| {at: 'row'; name: string}
	/** A choice that shares secrets, before it is saved: where it came from, and where it leads. */
	| {at: 'sharing'; changed: ProjectAnswers[]; from: View; to: View | 'next'};

/** Step 4, the permissions: which secrets each role may read. */
export function SecretsChoiceStep({
	answers,
	connection,
	services,
	send,
}: SecretsStepProps) {
	const {projects = []} = answers;
	const [view, setView] = useState<View>({at: 'menu'});
	const [only, ...others] = projects;
	const {identity, session} = connection;
	const account =
		identity?.state === 'found' ? identity.value.account : undefined;
	const save = (changed: ProjectAnswers[]) => {
		send({type: 'answer', answers: {projects: changed}});
	};

	const next = () => {
		send({type: 'next'});
	};

	const toMenu = () => {
		setView({at: 'menu'});
	};

	const goOn = (to: View | 'next') => {
		if (to === 'next') {
			next();
		} else {
			setView(to);
		}
	};

	const take = (changed: ProjectAnswers[], to: View | 'next') => {
		if (newSharing(projects, changed).length > 0) {
			setView({at: 'sharing', changed, from: view, to});
		} else {
			save(changed);
			goOn(to);
		}
	};

	const choice = (
		some: readonly ProjectAnswers[],
		onChoose: (secrets: WantedSecrets) => void,
		onBack?: () => void,
	) => (
		<SecretsChoiceView
			key={some.map(({name}) => name).join('\n')}
			projects={some}
			all={projects}
			place={{region: session.region, account}}
			listSecrets={services.listSecrets}
			onChoose={onChoose}
			{...(onBack && {onBack})}
		/>
	);

	if (!only || others.length === 0) {
		return choice(projects, (secrets) => {
			save(changeAll(projects, () => ({secrets})));
			next();
		});
	}

	switch (view.at) {
		case 'row': {
			const toList = () => {
				setView({at: 'list', first: view.name});
			};

			return choice(
				projects.filter(({name}) => name === view.name),
				(secrets) => {
					take(changeProject(projects, view.name, {secrets}), {
						at: 'list',
						first: view.name,
					});
				},
				toList,
			);
		}

		case 'same': {
			return choice(
				projects,
				(secrets) => {
					take(
						changeAll(projects, () => ({secrets})),
						'next',
					);
				},
				toMenu,
			);
		}

		case 'pattern': {
			return (
				<SecretPrefixView
					projects={projects}
					all={projects}
					start={patternOf(only) ?? `workato/${projectMark}/`}
					listSecrets={services.listSecrets}
					onPrefix={(prefix) => {
						take(
							changeAll(projects, () => ({secrets: {prefix}})),
							'next',
						);
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'sharing': {
			const {changed, from, to} = view;
			return (
				<SharingView
					projects={projects}
					changed={changed}
					onTake={(taken, [first]) => {
						save(taken);
						goOn(first === undefined ? to : {at: 'list', first});
					}}
					onBack={() => {
						setView(from);
					}}
				/>
			);
		}

		case 'list': {
			return (
				<ProjectList
					text={`Which secrets may each role read? ${waitingWords(projects)}`}
					actions={[{label: 'Continue', value: 'next' as const}]}
					projects={projectRows(answers, account)}
					first={view.first}
					onBack={toMenu}
					onAction={next}
					onOpen={(name) => {
						setView({at: 'row', name});
					}}
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
				>
					<TextAndMenu
						text={`Each role may read the secrets that you choose, and nothing else. ${waitingWords(projects)}`}
					>
						<Select
							items={menuOf(projects)}
							onSelect={(chosen) => {
								if (chosen === 'next') {
									next();
								} else {
									setView({at: chosen});
								}
							}}
						/>
					</TextAndMenu>
				</StepFrame>
			);
		}
	}
}

function waitingWords(projects: readonly ProjectAnswers[]): string {
	const open = projects.filter(({secrets}) => secrets === undefined).length;
	return open === 0
		? `All ${projects.length} projects have their secrets chosen.`
		: `${projects.length - open} of ${projects.length} projects have theirs chosen.`;
}

function menuOf(projects: readonly ProjectAnswers[]) {
	const isChosen = projects.every(({secrets}) => secrets !== undefined);
	return [
		...(isChosen ? [{label: 'Keep your choices', value: 'next' as const}] : []),
		{
			label: 'By a prefix with the project’s name',
			value: 'pattern' as const,
			hint: 'Such as workato/{project}/: each role reaches the secrets of its own project.',
		},
		{
			label: 'Decide for each project',
			value: 'list' as const,
			hint: 'From a list, by a prefix, or all.',
		},
		{
			label: 'The same secrets for every project',
			value: 'same' as const,
			hint: 'Connections of each project can then read what the others read.',
		},
	];
}
