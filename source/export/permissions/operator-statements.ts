import {type Statement} from '../../policy/policy-document.js';
import {type Handover} from '../handover.js';
import {keyPermissions} from './key-permissions.js';
import {rolePermissions} from './role-permissions.js';

/**
The least that a person or pipeline needs to run the setup: what `apply` and `check` call, on the setup's own things wherever
IAM can tell them apart. Where nobody has said the account, its place holds `*`.
*/
export function operatorStatements(handover: Handover): Statement[] {
	return [...keyPermissions(handover), ...rolePermissions(handover)];
}
