import {useState} from 'react';
import {statusLabels} from '../../../ui/checklist-entries.js';
import {type Check, type CheckStatus} from '../../guide.js';
import {describeProgress} from '../../progress-rate.js';
import {QuestionStep} from '../../step-frame.js';
import {ChecklistStep as Checklist, countStatus, describeOpen} from '../../steps/checklist-step.js';
import {useElapsed, useRefresh} from '../../steps/use-request.js';
import {standing, totalIds} from '../secrets-guide.js';
import {type SecretsStepProps} from '../services.js';
import {projectsQuestion, useOpenProject} from './project-list.js';

// Hundreds of roles are asked for each time; AWS counts that.
const refreshEvery = 60_000;

/** The checklist, live: every row of the only project, or in total with the projects below, those with problems first. */
export function ChecklistStep(props: SecretsStepProps) {
	const {answers, checks, whenDone, send} = props;
	const {projects = []} = answers;
	const {project, first, open, close} = useOpenProject(projects);
	const [isGeneral, setIsGeneral] = useState(false);
	if (!close) {
		return (
			<Checklist
				{...props}
				actions={[
					{
						label: 'Continue: use the secrets',
						go() {
							send({type: 'next'});
						},
					},
				]}
			/>
		);
	}

	const {general, byProject} = splitChecks(
		checks,
		projects.map(({name}) => name),
	);
	if (!project && !isGeneral) {
		return (
			<ProjectChecklists
				{...props}
				general={general}
				byProject={byProject}
				first={first}
				onGeneral={() => {
					setIsGeneral(true);
				}}
				onOpen={open}
			/>
		);
	}

	const toList = () => {
		setIsGeneral(false);
		close();
	};

	return (
		<Checklist
			{...props}
			checks={project ? (byProject.find(({name}) => name === project.name)?.checks ?? []) : general}
			whenDone={project ? '' : whenDone}
			refreshEvery={refreshEvery}
			onBack={toList}
		/>
	);
}

function ProjectChecklists({
	checks,
	isRefreshing,
	groupNoun,
	general,
	byProject,
	first,
	send,
	onGeneral,
	onOpen,
}: SecretsStepProps & {
	readonly general: readonly Check[];
	readonly byProject: readonly ProjectChecks[];
	readonly first: string | undefined;
	readonly onGeneral: () => void;
	readonly onOpen: (project: string) => void;
}) {
	// Rows that change one by one are for the eye; a screen reader hears them once all are there.
	const [isAwaited, setIsAwaited] = useState(isRefreshing);
	if (isAwaited && !isRefreshing) {
		setIsAwaited(false);
	}

	const elapsed = useElapsed(isRefreshing);
	const refresh = () => {
		if (!isRefreshing) {
			send({type: 'refresh'});
		}
	};

	useRefresh(refresh, refreshEvery);
	const progress = isRefreshing ? describeProgress(checks, elapsed, groupNoun) : '';
	const failing = byProject.filter(({status}) => status === 'fail').length;
	return (
		<QuestionStep
			question={projectsQuestion({
				id: 'checklists',
				text: general
					.filter(({id}) => totalIds.includes(id))
					.map(({detail}) => detail)
					.join(' '),
				message:
					failing > 0
						? {
								kind: 'problem',
								text: `${failing} of ${byProject.length} projects fail; they stand first.`,
							}
						: undefined,
				actions: [
					{
						label: 'Continue: use the secrets',
						choose() {
							send({type: 'next'});
						},
					},
					{
						label: isRefreshing ? 'Looking again' : 'Look again',
						screenReader: 'Look again',
						choose() {
							setIsAwaited(true);
							refresh();
						},
					},
					{
						label: 'Account, region and totals',
						hint: `${general.length} checks`,
						choose: onGeneral,
					},
				],
				projects: byProject.map(({name, detail}) => ({
					name,
					detail,
					about: detail,
				})),
				first,
				status: progress === '' ? '' : `asked ${progress}`,
				isStatusQuiet: true,
				awaited: isAwaited ? ['Asking AWS', progress].filter(Boolean).join(': ') : undefined,
				onAnswer: onOpen,
			})}
		/>
	);
}

/** The checklist of one project. */
type ProjectChecks = {
	name: string;
	status: CheckStatus;
	detail: string;
	checks: Check[];
};

const urgency: readonly CheckStatus[] = ['fail', 'unknown', 'warn', 'waiting', 'pass'];

/** Tells the rows that are about everything from those of each project; the projects with problems first. */
export function splitChecks(
	checks: readonly Check[],
	names: readonly string[],
): {general: Check[]; byProject: ProjectChecks[]} {
	const known = new Set(names);
	const groups = Map.groupBy(checks, ({group}) =>
		group !== undefined && known.has(group) ? group : undefined,
	);
	const byProject = names
		.map((name): ProjectChecks => {
			const own = groups.get(name) ?? [];
			const status = own.length === 0 ? 'waiting' : standing(own);
			return {name, status, detail: describeChecks(own, status), checks: own};
		})
		.toSorted((one, other) => urgency.indexOf(one.status) - urgency.indexOf(other.status));
	return {general: groups.get(undefined) ?? [], byProject};
}

// What could not be looked at, or is still to come, does not pass, even where the project is ready without it.
function describeChecks(checks: readonly Check[], status: CheckStatus): string {
	if (status !== 'pass') {
		const first = checks.find((check) => check.status === status);
		return `${statusLabels[status].word}: ${first?.title ?? 'asking AWS'}`;
	}

	const rest = describeOpen(checks);
	return rest === ''
		? `All ${checks.length} checks pass`
		: `${countStatus(checks, 'pass')} pass; ${rest}`;
}
