import {useState} from 'react';
import {type ProjectAnswers, mergeProjects, removeProject} from '../answers.js';
import {newSharing} from '../sharing.js';
import {ApiProjectsView, TokenHostView} from './workato-projects.js';
import {PasteProjectsView} from './paste-projects-view.js';
import {ProjectList, type ListAction, projectRows} from './project-list.js';
import {ProjectNameView} from './project-name-view.js';
import {ProjectRowView} from './project-row-view.js';
import {type SecretsStepProps} from './secrets-step.js';
import {SharingView} from './sharing-view.js';

type Way = 'type' | 'paste' | 'api';
type View =
	| {at: 'list'; first?: string}
	/** `text`: several names that were pasted where one was asked for. */
	| {at: Way; text?: string}
	| {at: 'row'; name: string}
	/** A table whose projects would share secrets, before it is saved. */
	| {at: 'sharing'; changed: ProjectAnswers[]; accountId: string | undefined};

/** Step 2: the projects, one or many: typed, pasted or read as a table, or taken from Workato's API. */
export function ProjectsStep(props: SecretsStepProps) {
	const {answers, services, saved, send} = props;
	const {projects = [], scope} = answers;
	const isWorkspace = scope === 'workspace';
	const {workatoApi: api} = services;
	const dataCentre = answers.workato?.dataCentre;
	const unknownHost = api?.unknownHost(dataCentre);
	const [view, setView] = useState<View>({at: 'list'});
	const toList = () => {
		setView({at: 'list'});
	};

	const save = (changed: ProjectAnswers[], accountId?: string) => {
		send({
			type: 'answer',
			answers: {
				projects: changed,
				...(accountId !== undefined && {workatoAccountId: accountId}),
			},
		});
	};

	const add = (rows: readonly ProjectAnswers[], accountId?: string) => {
		const changed = mergeProjects(projects, rows);
		if (newSharing(projects, changed).length > 0) {
			setView({at: 'sharing', changed, accountId});
		} else {
			save(changed, accountId);
			toList();
		}
	};

	// The one row of a workspace needs nothing but a name for its role.
	if (view.at === 'type' || (isWorkspace && projects.length === 0)) {
		return (
			<ProjectNameView
				isWorkspace={isWorkspace}
				isTaken={(name) => projects.some((project) => project.name === name)}
				onName={(name) => {
					add([{name}]);
					if (isWorkspace) {
						send({type: 'next'});
					}
				}}
				{...(view.at === 'type' && {
					onBack: toList,
					onLines(text: string) {
						setView({at: 'paste', text});
					},
				})}
			/>
		);
	}

	switch (view.at) {
		case 'paste': {
			return (
				<PasteProjectsView
					{...props}
					start={view.text}
					onTake={({projects: rows, workatoAccountId}) => {
						add(rows, workatoAccountId);
					}}
					onBack={toList}
				/>
			);
		}

		case 'sharing': {
			const {changed, accountId} = view;
			return (
				<SharingView
					projects={projects}
					changed={changed}
					onTake={(taken) => {
						save(taken, accountId);
						toList();
					}}
					onBack={() => {
						setView({at: 'paste'});
					}}
				/>
			);
		}

		case 'api': {
			if (!api) {
				return undefined;
			}

			return unknownHost === undefined ? (
				<ApiProjectsView
					api={api}
					dataCentre={dataCentre}
					projects={projects}
					onTake={add}
					onBack={toList}
				/>
			) : (
				<TokenHostView
					host={unknownHost}
					onAgree={() => {
						api.agree(unknownHost);
						setView({at: 'api'});
					}}
					onBack={toList}
				/>
			);
		}

		case 'row': {
			return (
				<ProjectRowView
					project={projects.find(({name}) => name === view.name)}
					journal={saved.journal}
					onRemove={() => {
						save(removeProject(projects, view.name));
						toList();
					}}
					onBack={() => {
						setView({at: 'list', first: view.name});
					}}
				/>
			);
		}

		case 'list': {
			return (
				<ProjectList
					text={wordsOf(isWorkspace, projects.length)}
					actions={actionsOf({
						isWorkspace,
						count: projects.length,
						hasApi: api !== undefined,
						apiHost:
							unknownHost === undefined ? api?.host(dataCentre) : undefined,
					})}
					projects={projectRows(answers)}
					first={view.first}
					onAction={(action) => {
						if (action === 'next') {
							send({type: 'next'});
						} else {
							setView({at: action});
						}
					}}
					onOpen={(name) => {
						setView({at: 'row', name});
					}}
				/>
			);
		}
	}
}

function wordsOf(isWorkspace: boolean, count: number): string {
	if (isWorkspace) {
		return 'The workspace has one role.';
	}

	return count === 0
		? 'Which of your Workato projects get a role? One, or as many as you like: each is set up by itself, with its own role and secrets.'
		: 'Each project gets a role of its own. Open one to remove it.';
}

function actionsOf({
	isWorkspace,
	count,
	hasApi,
	apiHost,
}: {
	readonly isWorkspace: boolean;
	readonly count: number;
	readonly hasApi: boolean;
	/** The host that gets the token, if it is one of Workato's. */
	readonly apiHost: string | undefined;
}): Array<ListAction<Way | 'next'>> {
	const next = {
		label: isWorkspace
			? 'Continue'
			: `Continue with ${count === 1 ? 'this project' : `these ${count} projects`}`,
		value: 'next' as const,
	};
	if (isWorkspace) {
		return [next];
	}

	return [
		...(count > 0 ? [next] : []),
		...(hasApi
			? [
					{
						label: 'Choose from your Workato projects',
						detail:
							apiHost === undefined
								? 'listed through the Developer API'
								: `listed by ${apiHost} through the Developer API`,
						value: 'api' as const,
					},
				]
			: []),
		{label: 'Type the name of a project', value: 'type' as const},
		{
			label: 'Paste a table, or read one from a file',
			detail: 'from a spreadsheet: project, external ID, role, secrets',
			value: 'paste' as const,
		},
	];
}
