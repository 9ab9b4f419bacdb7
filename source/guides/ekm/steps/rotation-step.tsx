import {useState} from 'react';
import {type Option, type Question, type StatusMessage} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {rotationDays} from '../../../resources/kms-key/effects.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmObservation} from '../observation.js';
import {type EkmStepProps} from '../services.js';

/** Step 1.3: rotation, on by default; what an existing key does now is shown first. */
export function RotationStep({answers, observation, isRefreshing, send}: EkmStepProps) {
	const [isTyping, setIsTyping] = useState(false);
	const choose = (rotation: EkmAnswers['rotation']) => {
		send({type: 'answer', answers: {rotation}});
		send({type: 'next'});
	};

	if (isTyping) {
		return (
			<QuestionStep
				question={daysQuestion(answers.rotation?.days ?? rotationDays.usual, {
					onDays(days) {
						choose({enabled: true, days});
					},
					onBack() {
						setIsTyping(false);
					},
				})}
			/>
		);
	}

	const present = presentRotation(observation);
	// Which choice is the usual one depends on the answer.
	const isAsking = answers.key?.use !== undefined && !present && isRefreshing;
	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: 'rotation',
				text: 'AWS can renew the key material by itself. ARN, alias and policy stay the same, so nothing changes in Workato. Workato recommends it.',
				message: present?.message,
				enter: 'continue',
				waiting: isAsking ? 'Asking AWS how the key rotates now' : undefined,
				options: optionsOf(answers, present?.isOn ?? false, {
					keep() {
						send({type: 'next'});
					},
					choose,
					type() {
						setIsTyping(true);
					},
				}),
			}}
		/>
	);
}

function optionsOf(
	{rotation}: EkmAnswers,
	isOn: boolean,
	does: {
		readonly keep: () => void;
		readonly choose: (rotation: EkmAnswers['rotation']) => void;
		readonly type: () => void;
	},
): Option[] {
	const {usual, min, max} = rotationDays;
	const isUsual = rotation?.enabled && (rotation.days ?? usual) === usual;
	return [
		...(rotation
			? [
					{
						label: `Keep your choice: ${rotation.enabled ? `every ${rotation.days ?? usual} days` : 'no rotation by this setup'}`,
						choose: does.keep,
					},
				]
			: []),
		...(isOn
			? [
					{
						label: 'Leave it as it is (recommended)',
						choose() {
							does.choose(undefined);
						},
					},
				]
			: []),
		// What is kept already is not offered twice.
		...(isUsual
			? []
			: [
					{
						label: `Rotate every ${usual} days${isOn ? '' : ' (recommended)'}`,
						choose() {
							does.choose({enabled: true, days: usual});
						},
					},
				]),
		{
			label: 'Rotate at another interval',
			hint: `From ${min} to ${max} days.`,
			choose: does.type,
		},
		...(isOn || rotation?.enabled === false
			? []
			: [
					{
						label: 'Do not rotate by itself',
						choose() {
							does.choose({enabled: false});
						},
					},
				]),
	];
}

function presentRotation({
	rotation,
	key,
}: Partial<EkmObservation>): {message: StatusMessage; isOn: boolean} | undefined {
	if (key?.state !== 'found' || !rotation) {
		return undefined;
	}

	if (rotation.state !== 'found') {
		return {
			message: {
				kind: 'info',
				text: `AWS does not say how this key rotates now${rotation.state === 'unknown' ? `: ${rotation.reason}` : '.'}`,
			},
			isOn: false,
		};
	}

	const {enabled, days, next} = rotation.value;
	return {
		message: {
			kind: 'info',
			text: enabled
				? `This key rotates already${days === undefined ? '' : `, every ${days} days`}${next ? `, next on ${next.slice(0, 10)}` : ''}.`
				: 'This key does not rotate now.',
		},
		isOn: enabled,
	};
}

function daysQuestion(
	days: number,
	{onDays, onBack}: {onDays: (days: number) => void; onBack: () => void},
): Question<number> {
	const {min, max} = rotationDays;
	return {
		kind: 'text',
		id: 'rotation days',
		label: `Days between rotations (${min} to ${max})`,
		initial: String(days),
		validate(text) {
			const wanted = Number(text.trim());
			return Number.isSafeInteger(wanted) && wanted >= min && wanted <= max
				? {value: wanted}
				: {
						problem: `Give a whole number from ${min} to ${max}: AWS takes no other.`,
					};
		},
		onAnswer: onDays,
		onBack,
	};
}
