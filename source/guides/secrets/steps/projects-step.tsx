import {useState} from 'react';
import {
	type ChoiceQuestion,
	type Option,
	type TextQuestion,
	validateTrimmed,
} from '../../../ui/question.js';
import {formatName, quoteText} from '../../../terminal/foreign-text.js';
import {QuestionStep} from '../../step-frame.js';
import {
	mergeProjects,
	removeProject,
	type ProjectAnswers,
	type SecretsAnswers,
} from '../answers.js';
import {spelledSecrets} from '../wanted-secrets.js';
import {newSharing} from '../sharing.js';
import {projectNameProblem} from '../validate-answers.js';
import {type SecretsStepProps} from '../services.js';
import {PasteProjects} from './paste-projects.js';
import {describeSecrets, projectRows, projectsQuestion} from './project-list.js';
import {sharingQuestion} from './sharing-question.js';
import {ApiProjectsView, tokenHostQuestion} from './workato-projects.js';

type View =
	| {at: 'list'; first?: string}
	| {at: 'type' | 'api'}
	/** `text`: several names that were pasted where one was asked for. */
	| {at: 'paste'; text?: string}
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
	if (isWorkspace && projects.length === 0) {
		return (
			<QuestionStep
				question={nameQuestion(workspaceName, projects, {
					onAnswer(name) {
						add([{name}]);
						send({type: 'next'});
					},
				})}
			/>
		);
	}

	switch (view.at) {
		case 'type': {
			return (
				<QuestionStep
					question={nameQuestion(projectName, projects, {
						onAnswer(name) {
							add([{name}]);
						},
						onLines(text) {
							setView({at: 'paste', text});
						},
						onBack: toList,
					})}
				/>
			);
		}

		case 'paste': {
			return (
				<PasteProjects
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
				<QuestionStep
					question={sharingQuestion({
						projects,
						changed,
						onTake(taken) {
							save(taken, accountId);
							toList();
						},
						onBack() {
							setView({at: 'paste'});
						},
					})}
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
				<QuestionStep
					question={tokenHostQuestion(unknownHost, {
						onYes() {
							api.agree(unknownHost);
							setView({at: 'api'});
						},
						onNo: toList,
					})}
				/>
			);
		}

		case 'row': {
			const {name} = view;
			// Entries of version 0.1 do not say what they were done for; the ids of their changes did.
			const isWritten = saved.journal.some(({change, group}) =>
				group === undefined ? change.endsWith(`:${name}`) : group === name,
			);
			return (
				<QuestionStep
					question={projectQuestion(
						projects.find((project) => project.name === name) ?? {name},
						isWritten,
						{
							onKeep() {
								setView({at: 'list', first: name});
							},
							onRemove() {
								save(removeProject(projects, name));
								toList();
							},
						},
					)}
				/>
			);
		}

		case 'list': {
			return (
				<QuestionStep
					question={projectsQuestion({
						id: 'chosen projects',
						text: describeList(answers),
						actions: actionsOf(answers, {
							host: unknownHost === undefined ? api?.host(dataCentre) : undefined,
							hasApi: api !== undefined,
							onNext() {
								send({type: 'next'});
							},
							onView: setView,
						}),
						projects: projectRows(answers),
						first: view.first,
						onAnswer(name) {
							setView({at: 'row', name});
						},
					})}
				/>
			);
		}
	}
}

function describeList({scope, projects = []}: SecretsAnswers): string {
	if (scope === 'workspace') {
		return 'The workspace has one role.';
	}

	return projects.length === 0
		? 'Which of your Workato projects get a role? One, or as many as you like: each is set up by itself, with its own role and secrets.'
		: 'Each project gets a role of its own. Open one to remove it.';
}

function actionsOf(
	{scope, projects = []}: SecretsAnswers,
	{
		host,
		hasApi,
		onNext,
		onView,
	}: {
		/** The host that gets the token, if it is one of Workato's. */
		readonly host: string | undefined;
		readonly hasApi: boolean;
		readonly onNext: () => void;
		readonly onView: (view: View) => void;
	},
): Option[] {
	const count = projects.length;
	const to = (at: 'api' | 'type' | 'paste') => () => {
		onView({at});
	};

	if (scope === 'workspace') {
		return [{label: 'Continue', choose: onNext}];
	}

	return [
		...(count > 0
			? [
					{
						label: `Continue with ${count === 1 ? 'this project' : `these ${count} projects`}`,
						choose: onNext,
					},
				]
			: []),
		...(hasApi
			? [
					{
						label: 'Choose from your Workato projects',
						hint: `listed ${host === undefined ? '' : `by ${host} `}through the Developer API`,
						choose: to('api'),
					},
				]
			: []),
		{label: 'Type the name of a project', choose: to('type')},
		{
			label: 'Paste a table, or read one from a file',
			hint: 'from a spreadsheet: project, external ID, role, secrets',
			choose: to('paste'),
		},
	];
}

const projectName = {
	id: 'project name',
	text: 'In Workato: Projects, open the project, Settings > Secrets management (or as shown on your screen). Choose “AWS secrets manager” in “Which secrets manager do you want to use?”.',
	label: 'Name of the project, as Workato shows it',
	enter: 'add it',
};

const workspaceName = {
	id: 'workspace name',
	text: 'The workspace has one role. Its name is proposed from the name that you give here.',
	label: 'Name of the workspace',
	initial: 'Workspace',
	enter: 'continue',
};

const longest = 200;

/** Asks for the name of one project as Workato shows it, or for what the workspace's one row is called. */
function nameQuestion(
	words: typeof projectName,
	projects: readonly ProjectAnswers[],
	does: Pick<TextQuestion<string>, 'onAnswer' | 'onLines' | 'onBack'>,
): TextQuestion<string> {
	const problemOf = (name: string): string | undefined => {
		if (name === '') {
			return 'Give a name.';
		}

		if (name.length > longest) {
			return `A name has at most ${longest} characters here; this has ${name.length}.`;
		}

		return (
			projectNameProblem(name) ??
			(projects.some((project) => project.name === name)
				? `${quoteText(name)} is there already.`
				: undefined)
		);
	};

	return {
		kind: 'text',
		isFresh: true,
		placeholder: 'WorkatoDB_Project1',
		...words,
		validate: validateTrimmed(problemOf),
		...does,
	};
}

/** One project: what is answered so far, and taking it out of the setup. */
function projectQuestion(
	project: ProjectAnswers,
	isWritten: boolean,
	does: {readonly onKeep: () => void; readonly onRemove: () => void},
): ChoiceQuestion {
	const {name, externalId, role} = project;
	const secrets = spelledSecrets(project) ?? project.secrets;
	return {
		kind: 'choice',
		id: `project ${name}`,
		text: [
			`Project: ${formatName(name)}`,
			`External ID: ${externalId ?? 'not given yet'}`,
			`Role: ${role?.use ?? role?.create?.name ?? 'a new one'}`,
			`Secrets: ${secrets ? describeSecrets(secrets) : 'not chosen yet'}`,
		].join('\n'),
		message: isWritten
			? {
					kind: 'warning',
					text: 'This setup has written to the project’s role already. Removing the project here leaves the role in AWS as it is.',
				}
			: undefined,
		options: [
			{label: 'Keep it', choose: does.onKeep},
			{label: 'Remove it from this setup', choose: does.onRemove},
		],
		onBack: does.onKeep,
	};
}
