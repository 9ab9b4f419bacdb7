import {useState} from 'react';
import {quoteText} from '../../../terminal/foreign-text.js';
import {mergeProjects} from '../answers.js';
import {validateIds} from '../validate-answers.js';
import {
	describeFindings,
	IdsForm,
	takeSandboxIds,
	type Ids,
	type IdsProps,
} from './ids-form.js';
import {PasteProjectsView} from './paste-projects-view.js';
import {ProjectList, projectRows} from './project-list.js';
import {ownAccount, type SecretsStepProps} from './secrets-step.js';

type View = {at: 'account' | 'list' | 'paste'} | {at: 'project'; name: string};

/** Step 3: Workato's account ID once, and each project's external ID; both on one screen where there is one project. */
export function IdsStep(props: SecretsStepProps) {
	const {answers, connection, services, send} = props;
	const {projects = [], workatoAccountId = ''} = answers;
	const [view, setView] = useState<View>({
		at: workatoAccountId === '' ? 'account' : 'list',
	});
	const toList = () => {
		setView({at: 'list'});
	};

	const save = (ids: Ids) => {
		send({type: 'answer', answers: ids});
	};

	const form = {
		answers,
		account: ownAccount(connection),
		sandbox: services.practice,
		onSave: save,
	};
	if (projects.length < 2) {
		return (
			<IdsForm
				{...form}
				asks="both"
				project={projects[0]}
				onDone={(ids) => {
					save(ids);
					send({type: 'next'});
				}}
			/>
		);
	}

	switch (view.at) {
		case 'account': {
			return (
				<IdsForm
					{...form}
					asks="account"
					project={projects[0]}
					onDone={(ids) => {
						save(ids);
						toList();
					}}
				/>
			);
		}

		case 'project': {
			return (
				<IdsForm
					key={view.name}
					{...form}
					asks="external"
					project={projects.find(({name}) => name === view.name)}
					onDone={(ids) => {
						save(ids);
						// The next one without an ID opens by itself, so that many can be pasted one after the other.
						const next = ids.projects?.find(({externalId}) => !externalId);
						setView(next ? {at: 'project', name: next.name} : {at: 'list'});
					}}
					onBack={toList}
				/>
			);
		}

		case 'paste': {
			return (
				<PasteProjectsView
					{...props}
					onTake={({projects: rows, workatoAccountId: accountId}) => {
						save({
							projects: mergeProjects(projects, rows),
							...(accountId !== undefined && {workatoAccountId: accountId}),
						});
						toList();
					}}
					onBack={toList}
				/>
			);
		}

		case 'list': {
			return (
				<IdsList
					{...form}
					onView={setView}
					onNext={() => {
						send({type: 'next'});
					}}
				/>
			);
		}
	}
}

/** The external IDs of many projects: one after the other, as a table, or from the sandbox's Workato. */
function IdsList({
	answers,
	account,
	sandbox,
	onSave,
	onView,
	onNext,
}: IdsProps & {
	readonly onView: (view: View) => void;
	readonly onNext: () => void;
}) {
	const {projects = [], workatoAccountId = ''} = answers;
	const [problem, setProblem] = useState<string>();
	const without = projects.filter(({externalId}) => !externalId);
	const count = projects.length - without.length;
	const [next] = without;
	const message =
		problem === undefined
			? describeFindings(validateIds(answers, account), {
					kind: 'success',
					text: 'Every external ID that is given has the right form.',
				})
			: {kind: 'problem' as const, text: problem};
	const takeFromSandbox = async () => {
		const taken = await takeSandboxIds(sandbox, answers);
		if (typeof taken === 'string') {
			setProblem(taken);
		} else {
			onSave(taken);
		}
	};

	return (
		<ProjectList
			text={`${next ? `${count} of` : 'All'} ${projects.length} projects have their external ID.`}
			message={count > 0 ? message : undefined}
			actions={[
				...(next && sandbox
					? [
							{
								label: 'Take them from the practice Workato',
								value: 'sandbox' as const,
							},
						]
					: []),
				...(next
					? [
							{
								label: `Give the external ID of ${quoteText(next.name)}`,
								detail: 'then the next one',
								value: 'first' as const,
							},
							{
								label: 'Paste a table, or read one from a file',
								detail: 'project and external ID',
								value: 'paste' as const,
							},
						]
					: []),
				{
					label: 'Continue',
					...(next && {
						detail: `${without.length} ${without.length === 1 ? 'project waits' : 'projects wait'} until they have one`,
					}),
					value: 'next' as const,
				},
				{
					label: `Change the AWS Account ID (${workatoAccountId})`,
					value: 'account' as const,
				},
			]}
			projects={projectRows(answers, account)}
			onAction={(action) => {
				switch (action) {
					case 'next': {
						onNext();
						break;
					}

					case 'first': {
						onView({at: 'project', name: next?.name ?? ''});
						break;
					}

					case 'sandbox': {
						void takeFromSandbox();
						break;
					}

					case 'account':
					case 'paste': {
						onView({at: action});
						break;
					}
				}
			}}
			onOpen={(name) => {
				onView({at: 'project', name});
			}}
		/>
	);
}
