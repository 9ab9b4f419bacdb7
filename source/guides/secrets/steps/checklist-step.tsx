import {useState} from 'react';
import {useIsLineMode} from '../../../ui/line-mode.js';
import {lookWords} from '../../pace-words.js';
import {StepFrame} from '../../step-frame.js';
import {ChecklistStep as OneChecklist} from '../../steps/checklist-step.js';
import {LookingView} from '../../steps/looking-view.js';
import {useElapsed} from '../../steps/use-elapsed.js';
import {useRefresh} from '../../steps/use-refresh.js';
import {totalIds} from '../checklist.js';
import {splitChecks} from './checklist-rows.js';
import {ProjectList} from './project-list.js';
import {type SecretsStepProps} from './secrets-step.js';

// Hundreds of roles are asked for each time; AWS counts that.
const refreshEvery = 60_000;

/** The checklist, live: of one project, or in total with the projects below, those with problems first. */
export function ChecklistStep(props: SecretsStepProps) {
	const {projects = []} = props.answers;
	return projects.length < 2 ? (
		<OneChecklist
			{...props}
			leave={{
				does: 'use the secrets',
				go() {
					props.send({type: 'next'});
				},
			}}
		/>
	) : (
		<ManyChecklists {...props} />
	);
}

function ManyChecklists(props: SecretsStepProps) {
	const {answers, checks, isLooking, send} = props;
	const names = (answers.projects ?? []).map(({name}) => name);
	const [opened, setOpened] = useState<string>();
	const [first, setFirst] = useState<string>();
	const isLineMode = useIsLineMode();
	// Rows that change one by one are for the eye; the ear hears them once all are there.
	const [isAwaited, setIsAwaited] = useState(isLooking);
	if (isAwaited && !isLooking) {
		setIsAwaited(false);
	}

	const elapsed = useElapsed(isLooking);
	const lookAgain = () => {
		if (!isLooking) {
			send({type: 'look'});
		}
	};

	useRefresh(lookAgain, refreshEvery);

	const {general, projects} = splitChecks(checks, names);
	const toList = () => {
		setFirst(opened);
		setOpened(undefined);
	};

	if (opened !== undefined) {
		return (
			<OneChecklist
				key={opened}
				{...props}
				checks={
					opened === ''
						? general
						: (projects.find(({name}) => name === opened)?.checks ?? [])
				}
				whenDone={opened === '' ? props.whenDone : ''}
				refreshEvery={refreshEvery}
				leave={{does: 'back to the list', go: toList}}
				onBack={toList}
			/>
		);
	}

	if (isLineMode && isAwaited) {
		return (
			<StepFrame keys={[]}>
				<LookingView
					text="Asking AWS"
					checks={checks}
					groupNoun={props.groupNoun}
				/>
			</StepFrame>
		);
	}

	const pace = isLooking ? lookWords(checks, elapsed, props.groupNoun) : '';
	const failing = projects.filter(({status}) => status === 'fail').length;
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<ProjectList
				text={general
					.filter(({id}) => totalIds.includes(id))
					.map(({detail}) => detail)
					.join(' ')}
				message={
					failing > 0
						? {
								kind: 'problem',
								text: `${failing} of ${projects.length} projects fail; they stand first.`,
							}
						: undefined
				}
				actions={[
					{label: 'Continue: use the secrets', value: 'next' as const},
					{
						label: isLooking && !isLineMode ? 'Looking again' : 'Look again',
						value: 'look' as const,
					},
					{
						label: 'Account, region and totals',
						detail: `${general.length} checks`,
						value: 'general' as const,
					},
				]}
				projects={projects.map(({name, detail}) => ({
					name,
					detail,
					about: detail,
				}))}
				first={first === '' ? undefined : first}
				status={pace === '' || isLineMode ? '' : `asked ${pace}`}
				onAction={(action) => {
					if (action === 'next') {
						send({type: 'next'});
					} else if (action === 'look') {
						setIsAwaited(true);
						lookAgain();
					} else {
						setOpened('');
					}
				}}
				onOpen={setOpened}
			/>
		</StepFrame>
	);
}
