import {useState} from 'react';
import {ChecklistBody} from '../../ui/checklist.js';
import {checklistEntries, type ChecklistAction} from '../../ui/checklist-entries.js';
import {type StatusMessage} from '../../ui/question.js';
import {useInput} from '../../ui/use-input.js';
import {type Change} from '../../resources/call.js';
import {type Check, type Observed} from '../guide.js';
import {type StepProps} from '../guide-screens.js';
import {StepFrame} from '../step-frame.js';
import {useRefresh} from './use-request.js';

// The checklist looks again by itself, so that the proof of use shows up without a key press.
const usualRefresh = 15_000;

const noActions: readonly ChecklistAction[] = [];
const noneOpen: ReadonlySet<string> = new Set();

/** Where a checklist leads, when it is not the last thing of its guide. */
type ChecklistPosition = {
	/** Milliseconds until it looks again by itself. */
	readonly refreshEvery?: number;
	/** What can be gone on with. */
	readonly actions?: readonly ChecklistAction[];
	/** Where Esc leads; the step before when left out. */
	readonly onBack?: () => void;
};

/** The checklist, live: rows change as AWS answers; it looks again by itself and on request; a fix can be planned. */
export function ChecklistStep<Answers, Observation extends Observed, Services>({
	checks,
	isRefreshing,
	whenDone,
	send,
	refreshEvery = usualRefresh,
	actions = noActions,
	onBack,
}: StepProps<Answers, Observation, Services> & ChecklistPosition) {
	const [chosen, setChosen] = useState<{readonly row: string | undefined}>();
	const refresh = () => {
		if (!isRefreshing) {
			send({type: 'refresh'});
		}
	};

	useRefresh(refresh, refreshEvery);
	const [first] = checklistEntries(checks, {open: noneOpen, isAsking: isRefreshing, actions});
	const selected = chosen ? chosen.row : first?.id;
	const fixChanges = checks.find(({id}) => id === selected)?.fixChanges ?? [];
	const plan = (changes: readonly Change[]) => {
		send({type: 'review', changes: [...changes]});
	};

	const fixable = checks.filter((check) => (check.fixChanges ?? []).length > 0);
	useInput((input) => {
		if (input === 'r') {
			refresh();
		} else if (input === 'f' && fixChanges.length > 0) {
			plan(fixChanges);
		}
	});
	return (
		<StepFrame
			keys={[
				...(fixChanges.length > 0 ? [{key: 'f', does: 'plan the fix'}] : []),
				{key: '↑↓', does: 'choose a row'},
				{
					key: 'Enter',
					does: actions.length > 0 ? 'open or go on' : 'open',
					screenReader: '',
				},
				{
					key: 'r',
					does: isRefreshing ? 'looking…' : 'look again',
					screenReader: 'look again',
				},
			]}
			{...(onBack && {onBack})}
		>
			<ChecklistBody
				checks={checks}
				actions={actions}
				fixes={fixable.map(({title, fixChanges: changes = []}) => ({
					label: `Plan the fix: ${title}`,
					go() {
						plan(changes);
					},
				}))}
				fixKey="f"
				messages={[totalOf(checks, whenDone), totalOf(checks, '')]}
				isAsking={isRefreshing}
				asking="Asking AWS"
				onHighlight={(row) => {
					setChosen({row: row?.id});
				}}
			/>
		</StepFrame>
	);
}

function totalOf(checks: readonly Check[], whenDone: string): StatusMessage {
	const failed = countStatus(checks, 'fail');
	const rest = describeOpen(checks);
	if (failed > 0) {
		return {
			kind: 'problem',
			text: `${failed} of ${checks.length} ${failed === 1 ? 'fails' : 'fail'}${rest ? `; ${rest}` : ''}.`,
		};
	}

	const passed = countStatus(checks, 'pass');
	return rest
		? {
				kind: 'info',
				text: `${passed} ${passed === 1 ? 'passes' : 'pass'}; ${rest}.`,
			}
		: {
				kind: 'success',
				text: `All ${checks.length} checks pass. ${whenDone}`.trim(),
			};
}

/** How many rows have this status. */
export function countStatus(checks: readonly Check[], wanted: Check['status']): number {
	return checks.filter(({status}) => status === wanted).length;
}

/** How many rows neither pass nor fail, in words; empty where all do. */
export function describeOpen(checks: readonly Check[]): string {
	const open = [
		[countStatus(checks, 'warn'), 'to look at'],
		[countStatus(checks, 'unknown'), 'cannot be told'],
		[countStatus(checks, 'waiting'), 'waiting'],
	] as const;
	return open
		.filter(([count]) => count > 0)
		.map(([count, words]) => `${count} ${words}`)
		.join(', ');
}
