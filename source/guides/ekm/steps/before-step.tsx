import {BeforeView} from '../../steps/before-view.js';
import {type EkmStepProps} from './ekm-step.js';

/** The document's prerequisites on both sides. */
export function BeforeStep(props: EkmStepProps) {
	return (
		<BeforeView
			{...props}
			what="create and change keys"
			inWorkato={inWorkato}
		/>
	);
}

const inWorkato = [
	'Enterprise Key Management is enabled for your account (ask your Customer Success Manager).',
	'Your user role has the “Key management” privilege.',
	'You are in the environment that this key is for: each one has a key management page of its own.',
];
