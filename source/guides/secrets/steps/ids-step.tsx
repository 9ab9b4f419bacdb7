import {useState} from 'react';
import {type Asking, type ListQuestion} from '../../../ui/question.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {QuestionStep} from '../../step-frame.js';
import {mergeProjects} from '../answers.js';
import {validateIds} from '../validate-answers.js';
import {ownAccount, type SecretsStepProps} from '../services.js';
import {describeFindings, idsQuestion, takeSandboxIds, type Ids} from './ids-form.js';
import {PasteProjects} from './paste-projects.js';
import {nextWaiting, projectsQuestion, projectRows} from './project-list.js';

type View =
	{at: 'account' | 'paste'} | {at: 'list'; first?: string} | {at: 'project'; name: string};

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
		sandbox: services.sandbox,
		onSave: save,
	};
	if (projects.length < 2) {
		return (
			<QuestionStep
				question={idsQuestion({
					...form,
					asks: 'both',
					project: projects[0],
					onDone(ids) {
						save(ids);
						send({type: 'next'});
					},
				})}
			/>
		);
	}

	switch (view.at) {
		case 'account': {
			return (
				<QuestionStep
					question={idsQuestion({
						...form,
						asks: 'account',
						project: projects[0],
						onDone(ids) {
							save(ids);
							toList();
						},
						onBack: workatoAccountId === '' ? undefined : toList,
					})}
				/>
			);
		}

		case 'project': {
			// The next one without an ID opens by itself, so that many can be pasted one after the other.
			const goOn = ({projects: rows = projects}: Ids) => {
				const next = nextWaiting(rows, view.name, ({externalId}) => !externalId);
				setView(next ? {at: 'project', name: next.name} : {at: 'list'});
			};

			return (
				<QuestionStep
					question={idsQuestion({
						...form,
						asks: 'external',
						project: projects.find(({name}) => name === view.name),
						onDone(ids) {
							save(ids);
							goOn(ids);
						},
						onSkip() {
							goOn(answers);
						},
						onBack() {
							setView({at: 'list', first: view.name});
						},
					})}
				/>
			);
		}

		case 'paste': {
			return (
				<PasteProjects
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
				<QuestionStep
					question={listQuestion({
						...form,
						first: view.first,
						onView: setView,
						onNext() {
							send({type: 'next'});
						},
					})}
				/>
			);
		}
	}
}

/** The external IDs of many projects: one after the other, as a table, or from the sandbox's Workato. */
function listQuestion({
	answers,
	account,
	sandbox,
	first,
	onSave,
	onView,
	onNext,
}: Pick<Parameters<typeof idsQuestion>[0], 'answers' | 'account' | 'sandbox' | 'onSave'> & {
	/** The project that was open last. */
	readonly first: string | undefined;
	readonly onView: (view: View) => void;
	readonly onNext: () => void;
}): ListQuestion {
	const {projects = [], workatoAccountId = ''} = answers;
	const without = projects.filter(({externalId}) => !externalId);
	const count = projects.length - without.length;
	const [next] = without;
	return projectsQuestion({
		id: 'external ids',
		text: `${next ? `${count} of` : 'All'} ${projects.length} projects have their external ID.`,
		message:
			count > 0
				? describeFindings(validateIds(answers, account), {
						kind: 'success',
						text: 'Every external ID that is given has the right form.',
					})
				: undefined,
		actions: [
			...(next && sandbox
				? [
						{
							id: 'sandbox',
							label: 'Take them from the practice Workato',
							async choose({notify}: Asking) {
								const taken = await takeSandboxIds(sandbox, answers);
								if (typeof taken === 'string') {
									notify({kind: 'problem', text: taken});
								} else {
									onSave(taken);
								}
							},
						},
					]
				: []),
			...(next
				? [
						{
							id: 'first',
							label: `Give the external ID of ${quoteText(next.name)}`,
							hint: 'then the next one',
							choose() {
								onView({at: 'project', name: next.name});
							},
						},
						{
							id: 'paste',
							label: 'Paste a table, or read one from a file',
							hint: 'project and external ID',
							choose() {
								onView({at: 'paste'});
							},
						},
					]
				: []),
			{
				id: 'next',
				label: 'Continue',
				...(next && {
					hint: `${without.length} ${without.length === 1 ? 'project waits' : 'projects wait'} until they have one`,
				}),
				choose: onNext,
			},
			{
				id: 'account',
				label: `Change the AWS Account ID (${workatoAccountId})`,
				choose() {
					onView({at: 'account'});
				},
			},
		],
		projects: projectRows(answers, account),
		first,
		onAnswer(name) {
			onView({at: 'project', name});
		},
	});
}
