import {useState} from 'react';
import {StepFrame} from '../../step-frame.js';
import {DataCentreView} from '../../steps/data-centre-view.js';
import {isMissing, Prerequisites} from '../../steps/prerequisites.js';
import {useRequest} from '../../steps/use-request.js';
import {WrittenView} from '../../steps/written-view.js';
import {type SecretsStepProps} from './secrets-step.js';

/** The document's prerequisites on both sides: who we are in AWS and what we may do; what has to be ready in Workato. */
export function BeforeStep({
	connection,
	services,
	answers,
	handOver,
	send,
}: SecretsStepProps) {
	const [isChoosing, setIsChoosing] = useState(false);
	const [isAsking, setIsAsking] = useState(false);
	const {identity} = connection;
	const known = identity?.state === 'found' ? identity.value : undefined;
	const permissions = useRequest(
		async () => (known ? services.permissions(known) : undefined),
		known?.arn ?? '',
	);
	if (isAsking) {
		return (
			<WrittenView
				name="permissions"
				after="Enough for what is proposed. Once everything is answered, the review has a narrower policy."
				write={handOver.writePermissions}
				onBack={() => {
					setIsAsking(false);
				}}
			/>
		);
	}

	if (isChoosing) {
		return (
			<DataCentreView
				chosen={answers.workato?.dataCentre}
				onChoose={(dataCentre) => {
					send({
						type: 'answer',
						answers: {
							workato: {
								environment: answers.name,
								...answers.workato,
								dataCentre,
							},
						},
					});
					send({type: 'next'});
				}}
				onBack={() => {
					setIsChoosing(false);
				}}
			/>
		);
	}

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'all is ready'},
				...(isMissing(permissions)
					? [{key: 'h', does: 'ask for permissions'}]
					: []),
				{key: '↑↓', does: 'scroll'},
			]}
		>
			<Prerequisites
				connection={connection}
				permissions={permissions}
				what="create and change roles"
				workato={inWorkato}
				onAsk={() => {
					setIsAsking(true);
				}}
				onEnter={() => {
					setIsChoosing(true);
				}}
			/>
		</StepFrame>
	);
}

const inWorkato = [
	'Your account has Data Monitoring/Advanced Security & Compliance (ask your Customer Success Manager).',
	'You may change the workspace’s settings and those of the projects.',
	'You are in the environment that the roles are for: its projects may have external IDs of their own.',
	'Each secret that connections use is JSON with keys and values; Workato takes no plain text.',
];
