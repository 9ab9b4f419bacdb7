import {useState} from 'react';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {type Told} from '../../steps/text-above.js';
import {type SecretsAnswers, mergeProjects} from '../answers.js';
import {validateIds} from '../validate-answers.js';
import {findingWords} from './finding-words.js';
import {PasteProjectsView} from './paste-projects-view.js';
import {ProjectList} from './project-list.js';
import {projectRows} from './project-state.js';
import {practiceIds} from './practice-ids.js';
import {type SecretsStepProps} from './secrets-step.js';

type Action = 'next' | 'account' | 'paste' | 'practice' | 'first';

/** The external IDs of many projects: one after the other, as a table, or from the practice Workato. */
export function ProjectIdsView({
	answers,
	saved,
	services,
	connection,
	ownAccount,
	onSave,
	onAccount,
	onOpen,
	onNext,
}: Pick<SecretsStepProps, 'answers' | 'saved' | 'services' | 'connection'> & {
	readonly ownAccount: string | undefined;
	readonly onSave: (changed: Partial<SecretsAnswers>) => void;
	readonly onAccount: () => void;
	readonly onOpen: (project: string) => void;
	readonly onNext: () => void;
}) {
	const {practice} = services;
	const {projects = [], workatoAccountId = ''} = answers;
	const [isPasting, setIsPasting] = useState(false);
	const [note, setNote] = useState<string>();
	const takePractice = practiceIds(practice, answers.scope);
	const without = projects.filter(({externalId}) => !externalId);
	if (isPasting) {
		return (
			<PasteProjectsView
				answers={answers}
				saved={saved}
				services={services}
				connection={connection}
				onTake={({projects: rows, workatoAccountId: accountId}) => {
					onSave({
						projects: mergeProjects(projects, rows),
						...(accountId !== undefined && {workatoAccountId: accountId}),
					});
					setIsPasting(false);
				}}
				onBack={() => {
					setIsPasting(false);
				}}
			/>
		);
	}

	const act = (action: Action) => {
		switch (action) {
			case 'next': {
				onNext();
				break;
			}

			case 'account': {
				onAccount();
				break;
			}

			case 'paste': {
				setIsPasting(true);
				break;
			}

			case 'first': {
				onOpen(without[0]?.name ?? '');
				break;
			}

			case 'practice': {
				void takePractice(projects, onSave, setNote);
				break;
			}
		}
	};

	const judged = findingWords(validateIds(answers, ownAccount), {
		kind: 'success',
		text: 'Every external ID that is given has the right form.',
	});
	const message: Told = note
		? {kind: 'problem', text: note}
		: {kind: judged.kind, text: judged.text};
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<ProjectList
				text={
					without.length === 0
						? `All ${projects.length} projects have their external ID.`
						: `${projects.length - without.length} of ${projects.length} projects have their external ID.`
				}
				message={without.length < projects.length ? message : undefined}
				actions={[
					...(without.length > 0
						? [
								...(practice
									? [
											{
												label: 'Take them from the practice Workato',
												value: 'practice' as const,
											},
										]
									: []),
								{
									label: `Give the external ID of ${quoteText(without[0]?.name ?? '')}`,
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
						...(without.length > 0 && {
							detail: `${without.length} ${without.length === 1 ? 'project waits' : 'projects wait'} until they have one`,
						}),
						value: 'next' as const,
					},
					{
						label: `Change the AWS Account ID (${workatoAccountId})`,
						value: 'account' as const,
					},
				]}
				projects={projectRows(answers, ownAccount)}
				onAction={act}
				onOpen={onOpen}
			/>
		</StepFrame>
	);
}
