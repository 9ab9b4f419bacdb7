import {useState} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';
import {Checklist} from '../../ui/checklist.js';
import {useAsk, useIsLineMode} from '../../ui/line-mode.js';
import {Loading} from '../../ui/loading.js';
import {Message, messageRows, type MessageKind} from '../../ui/message.js';
import {useInput, menuKeys} from '../../ui/use-input.js';
import {type Change} from '../../resources/call.js';
import {type Check, type Observed} from '../guide.js';
import {type StepProps} from '../guide-screens.js';
import {StepFrame} from '../step-frame.js';
import {useRefresh} from './use-request.js';

// The checklist looks again by itself, so that the proof of use shows up without a key press.
const usualRefresh = 15_000;

/** Where a checklist leads, when it is not the last thing of its guide. */
type ChecklistPlace = {
	/** Milliseconds until it looks again by itself. */
	readonly refreshEvery?: number;
	/** What Enter does; home when left out. */
	readonly leave?: {readonly does: string; readonly go: () => void};
	/** Where Esc leads; the step before when left out. */
	readonly onBack?: () => void;
};

/** The checklist, live: rows change as AWS answers; it looks again by itself and on request; a fix can be planned. */
export function ChecklistStep<Answers, Observation extends Observed, Services>({
	checks,
	isLooking,
	whenDone,
	send,
	refreshEvery = usualRefresh,
	leave,
	onBack,
}: StepProps<Answers, Observation, Services> & ChecklistPlace) {
	const [chosen, setChosen] = useState<string>();
	const isLineMode = useIsLineMode();
	const lookAgain = () => {
		if (!isLooking) {
			send({type: 'look'});
		}
	};

	useRefresh(lookAgain, refreshEvery);
	const preferred = startRow(checks, isLooking);
	const selected = checks.find(({id}) => id === (chosen ?? preferred));
	const mend = selected?.mend ?? [];
	const plan = (changes: readonly Change[]) => {
		send({type: 'review', changes: [...changes]});
	};

	const mendable = checks.filter((check) => (check.mend ?? []).length > 0);
	useAsk(
		mendable.length > 0
			? {
					type: 'choice',
					choices: mendable.map(({title}) => ({
						label: `Plan the fix: ${title}`,
					})),
					choose(index) {
						plan(mendable[index]?.mend ?? []);
					},
					insteadOf: 'f',
				}
			: undefined,
	);
	useInput((input, key) => {
		if (input === 'r') {
			lookAgain();
		} else if (input === 'f' && mend.length > 0) {
			plan(mend);
		} else if (menuKeys(input, key).isEnter) {
			if (leave) {
				leave.go();
			} else {
				send({type: 'home'});
			}
		}
	});
	return (
		<StepFrame
			keys={[
				...(mend.length > 0 ? [{key: 'f', does: 'plan the fix'}] : []),
				{key: 'Enter', does: leave?.does ?? 'home'},
				{key: '↑↓', does: 'choose a row'},
				{key: 'r', does: isLooking && !isLineMode ? 'looking…' : 'look again'},
			]}
			{...(onBack && {onBack})}
		>
			<ChecklistBody
				checks={checks}
				preferred={preferred}
				whenDone={whenDone}
				isLooking={isLooking}
				onHighlight={setChosen}
			/>
		</StepFrame>
	);
}

function ChecklistBody({
	checks,
	preferred,
	whenDone,
	isLooking,
	onHighlight,
}: {
	readonly checks: readonly Check[];
	readonly preferred: string | undefined;
	readonly whenDone: string;
	readonly isLooking: boolean;
	readonly onHighlight: (id: string) => void;
}) {
	const {columns, rows} = useBodySize();
	const whole = totalOf(checks, whenDone);
	// On a low screen the rows themselves come first.
	const isRoomy = messageRows(whole.kind, whole.text, columns) * 3 <= rows;
	const isLineMode = useIsLineMode();
	const [isKnown, setIsKnown] = useState(!isLooking);
	if (!isLooking && !isKnown) {
		setIsKnown(true);
	}

	const waiting = checks.filter(({status}) => status === 'waiting').length;
	// Rows that change one by one are for the eye; the ear hears them once all are there.
	if (isLineMode && !isKnown && waiting > 0) {
		return (
			<Loading
				text={`Asking AWS: ${checks.length - waiting} of ${checks.length} answers are there`}
			/>
		);
	}

	const {kind, text} = isRoomy ? whole : totalOf(checks, '');
	const told = messageRows(kind, text, columns);
	// The verdict stands by itself where all rows fit below it with some to spare.
	const gap = rows - told > checks.length + 6 ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			<Message kind={kind} text={text} />
			<Checklist
				checks={checks}
				preferred={preferred}
				rows={Math.max(3, rows - told - gap)}
				onHighlight={({id}) => {
					onHighlight(id);
				}}
			/>
		</Box>
	);
}

// Where the person is needed first. While answers are on their way, every row without one is waiting.
function startRow(checks: readonly Check[], isLooking: boolean): string | undefined {
	const worst = (isLooking ? ['fail'] : ['fail', 'warn', 'waiting', 'unknown']).flatMap(
		(status) => checks.find((check) => check.status === status) ?? [],
	);
	return (worst[0] ?? checks[0])?.id;
}

function totalOf(checks: readonly Check[], whenDone: string): {kind: MessageKind; text: string} {
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
