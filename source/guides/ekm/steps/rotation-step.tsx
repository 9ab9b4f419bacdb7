import {useState} from 'react';
import {Box} from 'ink';
import {Loading} from '../../../ui/loading.js';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {Select} from '../../../ui/select.js';
import {TextField} from '../../../ui/text-field.js';
import {useDraft} from '../../drafts.js';
import {StepFrame} from '../../step-frame.js';
import {rotationDays} from '../../../resources/kms-key/effects.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmObservation} from '../observation.js';
import {type EkmStepProps} from './ekm-step.js';

/** Step 1.3: rotation, on by default; what an existing key does now is shown first. */
export function RotationStep({
	answers,
	observation,
	isLooking,
	send,
}: EkmStepProps) {
	const [isTyping, setIsTyping] = useState(false);
	const choose = (rotation: EkmAnswers['rotation']) => {
		send({type: 'answer', answers: {rotation}});
		send({type: 'next'});
	};

	const take = (choice: Choice) => {
		switch (choice) {
			case 'days': {
				setIsTyping(true);
				break;
			}

			case 'saved': {
				send({type: 'next'});
				break;
			}

			case 'keep': {
				choose(undefined);
				break;
			}

			case 'on': {
				choose({enabled: true, days: rotationDays.usual});
				break;
			}

			case 'off': {
				choose({enabled: false});
				break;
			}
		}
	};

	if (isTyping) {
		return (
			<DaysView
				days={answers.rotation?.days ?? rotationDays.usual}
				onChoose={(days) => {
					choose({enabled: true, days});
				}}
				onBack={() => {
					setIsTyping(false);
				}}
			/>
		);
	}

	const present = presentRotation(observation);
	// Which choice is the usual one depends on the answer.
	const isAsking = answers.key?.use !== undefined && !present && isLooking;
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'continue'},
				{key: '↑↓', does: 'choose'},
			]}
		>
			<Box flexDirection="column">
				<Paragraph text="AWS can renew the key material by itself. ARN, alias and policy stay the same, so nothing changes in Workato. Workato recommends it." />
				{present ? (
					<Box marginTop={1}>
						<Message kind="info" text={present.words} />
					</Box>
				) : undefined}
				<Box marginTop={1} flexDirection="column">
					{isAsking ? (
						<Loading text="Asking AWS how the key rotates now" />
					) : (
						<Select
							items={choicesOf(answers, present?.isOn ?? false)}
							onSelect={take}
						/>
					)}
				</Box>
			</Box>
		</StepFrame>
	);
}

type Choice = 'saved' | 'keep' | 'on' | 'days' | 'off';

function choicesOf(
	{rotation}: EkmAnswers,
	isOn: boolean,
): Array<{label: string; value: Choice; hint?: string}> {
	const saved = rotation
		? rotation.enabled
			? `every ${rotation.days ?? rotationDays.usual} days`
			: 'no rotation by this setup'
		: undefined;
	return [
		...(saved
			? [{label: `Keep your choice: ${saved}`, value: 'saved' as const}]
			: []),
		...(isOn
			? [{label: 'Leave it as it is (recommended)', value: 'keep' as const}]
			: []),
		// What is kept already is not offered twice.
		...(rotation?.enabled &&
		(rotation.days ?? rotationDays.usual) === rotationDays.usual
			? []
			: [
					{
						label: `Rotate every ${rotationDays.usual} days${isOn ? '' : ' (recommended)'}`,
						value: 'on' as const,
					},
				]),
		{
			label: 'Rotate at another interval',
			value: 'days' as const,
			hint: `From ${rotationDays.min} to ${rotationDays.max} days.`,
		},
		...(isOn || rotation?.enabled === false
			? []
			: [{label: 'Do not rotate by itself', value: 'off' as const}]),
	];
}

function presentRotation({
	rotation,
	key,
}: Partial<EkmObservation>): {words: string; isOn: boolean} | undefined {
	if (key?.state !== 'found' || !rotation) {
		return undefined;
	}

	if (rotation.state !== 'found') {
		return {
			words: `AWS does not say how this key rotates now${rotation.state === 'unknown' ? `: ${rotation.reason}` : '.'}`,
			isOn: false,
		};
	}

	const {enabled, days, next} = rotation.value;
	return {
		words: enabled
			? `This key rotates already${days === undefined ? '' : `, every ${days} days`}${next ? `, next on ${next.slice(0, 10)}` : ''}.`
			: 'This key does not rotate now.',
		isOn: enabled,
	};
}

function DaysView({
	days,
	onChoose,
	onBack,
}: {
	readonly days: number;
	readonly onChoose: (days: number) => void;
	readonly onBack: () => void;
}) {
	const [text, setText] = useDraft('rotation days', String(days));
	const [problem, setProblem] = useState<string>();
	return (
		<StepFrame keys={[{key: 'Enter', does: 'continue'}]} onBack={onBack}>
			<Box flexDirection="column" gap={1}>
				<TextField
					label={`Days between rotations (${rotationDays.min} to ${rotationDays.max})`}
					value={text}
					onChange={(value) => {
						setText(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						const wanted = Number(value.trim());
						const isFine =
							Number.isSafeInteger(wanted) &&
							wanted >= rotationDays.min &&
							wanted <= rotationDays.max;
						if (isFine) {
							onChoose(wanted);
						} else {
							setProblem(
								`Give a whole number from ${rotationDays.min} to ${rotationDays.max}: AWS takes no other.`,
							);
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
}
