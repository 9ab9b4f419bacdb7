import {BeforeView} from '../../steps/before-view.js';
import {type EkmStepProps} from './ekm-step.js';

/** The document's prerequisites on both sides. */
export function BeforeStep({
	connection,
	services,
	answers,
	handOver,
	send,
}: EkmStepProps) {
	return (
		<BeforeView
			connection={connection}
			askPermissions={async (identity) =>
				services.permissions(identity, await handOver.needed())
			}
			writePermissions={handOver.writePermissions}
			what="create and change keys"
			inWorkato={inWorkato}
			dataCentre={answers.workato?.dataCentre}
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
		/>
	);
}

const inWorkato = [
	'Enterprise Key Management is enabled for your account (ask your Customer Success Manager).',
	'Your user role has the “Key management” privilege.',
	'You are in the environment that this key is for: each one has a key management page of its own.',
];
