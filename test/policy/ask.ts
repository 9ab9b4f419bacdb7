import {evaluateKeyPolicy, type Verdict} from '../../source/policy/key-policy.js';
import {type RequestContext} from '../../source/policy/match-condition.js';
import {type PolicyDocument} from '../../source/policy/policy-document.js';
import {keyArn, own, workatoRole} from './policies.js';

/** A question to a key policy; without more, whether Workato's role may encrypt. */
export type Asked = {
	principal?: string;
	action?: string;
	context?: RequestContext;
};

/** Asks a key policy of the own account. */
export const ask = (
	policy: PolicyDocument,
	{principal = workatoRole, action = 'kms:Encrypt', context = {}}: Asked = {},
): Verdict =>
	evaluateKeyPolicy(policy, {
		principal,
		action,
		keyArn,
		keyAccount: own,
		context,
	});
