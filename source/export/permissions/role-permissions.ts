import {type Statement} from '../../policy/policy-document.js';
import {type Handover} from '../handover.js';

/** What an operator needs of IAM and Secrets Manager. */
export function rolePermissions(_handover: Handover): Statement[] {
	return [];
}
