import {type Statement} from '../../policy/policy-document.js';
import {escapeCodePoints} from '../escape-code-points.js';
import {type Handover} from '../handover.js';
import {keyPermissions} from './key-permissions.js';
import {rolePermissions} from './role-permissions.js';

/**
The least IAM policy for a person or pipeline that runs the setup: what `apply` and `check` call, on the setup's own things
wherever IAM can tell them apart. Where nobody has said the account, its place holds `*`.
*/
export function operatorPolicy(handover: Handover): string {
	const policy = {
		Version: '2012-10-17',
		Statement: operatorStatements(handover),
	};
	return escapeCodePoints(`${JSON.stringify(policy, undefined, 2)}\n`);
}

/** The same as statements. */
export function operatorStatements(handover: Handover): Statement[] {
	return [...keyPermissions(handover), ...rolePermissions(handover)];
}
