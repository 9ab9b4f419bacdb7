import {equalPolicies} from '../policy/compare.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {type Trace} from './operation.js';

/** What has become of a call that writes a policy: by the policy there now, the wanted one, and the reviewed one. */
export function policyTrace(
	now: PolicyDocument | undefined,
	wanted: PolicyDocument,
	before: PolicyDocument | undefined,
): Trace {
	if (now && equalPolicies(now, wanted)) {
		return {state: 'done', result: {}};
	}

	const isAsReviewed =
		now && before ? equalPolicies(now, before) : now === before;
	return {state: isAsReviewed ? 'not done' : 'other'};
}
