import {useState} from 'react';
import {useBodySize, useTheme} from '../../../ui/theme.js';
import {formatCount} from '../../../terminal/text.js';
import {ScrollBox} from '../../../ui/scroll-box.js';
import {useInput} from '../../../ui/use-input.js';
import {StepFrame, QuestionStep} from '../../step-frame.js';
import {GroupReviewStep} from '../../steps/group-review-step.js';
import {whoReadsWhat, type ProjectReads} from '../who-reads-what.js';
import {type SecretsStepProps} from '../services.js';
import {projectsQuestion, useOpenProject} from './project-list.js';

/** Review and apply; for several projects with something to do, who reads what comes first. */
export function ReviewStep(props: SecretsStepProps) {
	const {answers, known, plan, fixChanges, run, isRefreshing, send} = props;
	const {projects = []} = answers;
	const [isSeen, setIsSeen] = useState(false);
	const isAhead =
		projects.length > 1 &&
		run === undefined &&
		fixChanges === undefined &&
		plan !== undefined &&
		!isRefreshing &&
		plan.changes.length + plan.blockers.length > 0 &&
		plan.blockers.every(({group}) => group !== undefined);
	return isSeen || !isAhead ? (
		<GroupReviewStep {...props} />
	) : (
		<WhoReadsWhat
			reads={whoReadsWhat(projects, known)}
			changes={plan.changes.length}
			onNext={() => {
				setIsSeen(true);
			}}
			onChoose={() => {
				send({type: 'go', step: 'secrets'});
			}}
		/>
	);
}

const title = 'Who reads what';

/** Every project with the secrets that its role would read: those with overlaps first, then those that read nothing. */
function WhoReadsWhat({
	reads: {summary, rows},
	changes,
	onNext,
	onChoose,
}: {
	readonly reads: ReturnType<typeof whoReadsWhat>;
	/** How many there are to make for all of them. */
	readonly changes: number;
	readonly onNext: () => void;
	/** Leads to where the secrets are chosen. */
	readonly onChoose: () => void;
}) {
	const {symbols} = useTheme();
	const {project, first, open, close} = useOpenProject(rows);
	if (project) {
		return <ProjectReading row={project} onChoose={onChoose} onBack={close} />;
	}

	const urgency = ({isMarked, isNothing}: ProjectReads) => (isMarked ? 0 : isNothing ? 1 : 2);
	const marked = rows.filter(({isMarked}) => isMarked).length;
	const nothing = rows.filter(({isNothing}) => isNothing).length;
	return (
		<QuestionStep
			question={projectsQuestion({
				id: 'who reads what',
				title,
				text: `${summary} now, each counted once.${nothing > 0 ? ` ${nothing === 1 ? '1 project reads' : `${nothing} projects read`} nothing yet.` : ''} ${formatCount(changes, 'change')} to make. Nothing is written yet.`,
				message:
					marked > 0
						? {
								kind: 'warning',
								text: `${marked === 1 ? '1 project would read' : `${marked} projects would read`} secrets that are for others, too; ${marked === 1 ? 'it stands' : 'they stand'} first.`,
							}
						: undefined,
				actions: [
					{label: 'Continue to the review', choose: onNext},
					{label: 'Choose other secrets', choose: onChoose},
				],
				projects: rows
					.toSorted((one, other) => urgency(one) - urgency(other))
					.map(({name, detail, isMarked}) => ({
						name,
						detail: isMarked ? `${symbols.warn} ${detail}` : detail,
						about: detail,
					})),
				first,
				onAnswer: open,
			})}
		/>
	);
}

/** One project: every secret that it would read now, and with whom. */
function ProjectReading({
	row,
	onChoose,
	onBack,
}: {
	readonly row: ProjectReads;
	readonly onChoose: () => void;
	readonly onBack: (() => void) | undefined;
}) {
	useInput((input, key) => {
		if (key.return) {
			onBack?.();
		} else if (input === 'c') {
			onChoose();
		}
	});
	return (
		<StepFrame
			title={title}
			keys={[
				{key: 'Enter', does: 'back to the list'},
				{key: 'c', does: 'choose other secrets'},
				{key: '↑↓', does: 'scroll'},
			]}
			onBack={onBack}
		>
			<Reading row={row} />
		</StepFrame>
	);
}

function Reading({row: {name, detail, secrets, shared, isMarked}}: {readonly row: ProjectReads}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	return (
		<ScrollBox
			rows={rows}
			lines={[
				{text: name, isStrong: true},
				{text: ''},
				...shared.map((words) => ({
					gutter: isMarked ? `${symbols.warn} ` : '',
					text: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
					...(isMarked && {tone: 'careful' as const}),
				})),
				...(secrets && secrets.length > 0
					? [
							{
								text: `The role would read ${secrets.length === 1 ? 'this secret' : `these ${secrets.length} secrets`} now:`,
							},
							...secrets.map((secret) => ({gutter: '  ', text: secret})),
						]
					: [{text: detail}]),
			]}
		/>
	);
}
