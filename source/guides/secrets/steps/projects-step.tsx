import {useState} from 'react';
import {useDrafts} from '../../../ui/drafts.js';
import {
	type ChoiceQuestion,
	type Option,
	type TextQuestion,
	validateTrimmed,
} from '../../../ui/question.js';
import {formatName} from '../../../terminal/foreign-text.js';
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
import {type SecretsStepProps, type WorkatoApi} from '../services.js';
import {PasteProjects, tableDraft} from './paste-projects.js';
import {describeSecrets, projectRows, projectsQuestion} from './project-list.js';
import {sharingQuestion} from './sharing-question.js';
import {ApiProjectsView, tokenHostQuestion} from './workato-projects.js';

type View =
	| {at: 'list'; first?: string}
	| {at: 'box' | 'api'}
	| {at: 'row'; name: string}
	/** A table whose projects would share secrets, before it is saved. */
	| {at: 'sharing'; changed: ProjectAnswers[]; accountId: string | undefined};

/** Step 2: the projects, one or many: typed, pasted, read from a file, or taken from Workato's API. */
export function ProjectsStep(props: SecretsStepProps) {
	const {answers, services, saved, send} = props;
	const {projects = [], scope} = answers;
	const isWorkspace = scope === 'workspace';
	const {workatoApi: api} = services;
	const dataCentre = answers.workato?.dataCentre;
	const unknownHost = api?.unknownHost(dataCentre);
	const host = unknownHost === undefined ? api?.host(dataCentre) : undefined;
	const [view, setView] = useState<View>({at: 'list'});
	const toList = () => {
		setView({at: 'list'});
	};

	const drafts = useDrafts();
	const save = (changed: ProjectAnswers[], accountId?: string) => {
		drafts.delete(tableDraft);
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
				question={workspaceQuestion((name) => {
					add([{name}]);
					send({type: 'next'});
				})}
			/>
		);
	}

	const isNone = projects.length === 0;
	if (view.at === 'box' || (view.at === 'list' && isNone)) {
		return (
			<PasteProjects
				{...props}
				words={describeBox(isNone)}
				keys={listKeys(api, host, () => {
					setView({at: 'api'});
				})}
				onTake={({projects: rows, workatoAccountId}) => {
					add(rows, workatoAccountId);
				}}
				onBack={isNone ? undefined : toList}
			/>
		);
	}

	switch (view.at) {
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
							setView({at: 'box'});
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
						text: isWorkspace
							? 'The workspace has one role.'
							: 'Each project gets a role of its own. Open one to remove it.',
						actions: actionsOf(answers, {
							host,
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

const which =
	'Which of your Workato projects get a role? One, or as many as you like: each needs “AWS secrets manager” in its Settings > Secrets management.';
const howToType = 'Type a name as Workato shows it, or paste names or a table.';

function describeBox(isNone: boolean): string {
	return isNone ? `${which} ${howToType}` : howToType;
}

/** Lists the projects through Workato's API, where it can be used; who gets the token is on screen before it leaves. */
function listKeys(api: WorkatoApi | undefined, host: string | undefined, press: () => void) {
	return api ? [{key: 'Ctrl+L', does: `list from ${host ?? 'Workato'}`, press}] : [];
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
	const to = (at: 'api' | 'box') => () => {
		onView({at});
	};

	if (scope === 'workspace') {
		return [{label: 'Continue', choose: onNext}];
	}

	return [
		{
			label: `Continue with ${count === 1 ? 'this project' : `these ${count} projects`}`,
			choose: onNext,
		},
		...(hasApi
			? [
					{
						label: 'Choose from your Workato projects',
						hint: `listed ${host === undefined ? '' : `by ${host} `}through the Developer API`,
						choose: to('api'),
					},
				]
			: []),
		{
			label: 'Add projects',
			hint: 'type a name, paste a table, or give a file',
			choose: to('box'),
		},
	];
}

const longest = 200;

/** Asks for what the workspace's one row is called. */
function workspaceQuestion(onAnswer: (name: string) => void): TextQuestion<string> {
	return {
		kind: 'text',
		id: 'workspace name',
		isFresh: true,
		text: 'The workspace has one role. Its name is proposed from the name that you give here.',
		label: 'Name of the workspace',
		initial: 'Workspace',
		validate: validateTrimmed((name) =>
			name === ''
				? 'Give a name.'
				: name.length > longest
					? `A name has at most ${longest} characters here; this has ${name.length}.`
					: projectNameProblem(name),
		),
		onAnswer,
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
