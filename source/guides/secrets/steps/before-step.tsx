import {BeforeView} from '../../steps/before-view.js';
import {type SecretsStepProps} from './secrets-step.js';

/** The document's prerequisites on both sides. */
export function BeforeStep(props: SecretsStepProps) {
	return <BeforeView {...props} what="create and change roles" inWorkato={inWorkato} />;
}

const inWorkato = [
	'Your account has Data Monitoring/Advanced Security & Compliance (ask your Customer Success Manager).',
	'You may change the workspace’s settings and those of the projects.',
	'You are in the environment that the roles are for: its projects may have external IDs of their own.',
	'Each secret is JSON with keys and values: Workato takes no plain text.',
];
