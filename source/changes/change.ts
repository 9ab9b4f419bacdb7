import {type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';

/** AWS services that a setup calls. */
export type Service = 'kms' | 'iam' | 'sts';

/** One AWS API call as data: previewed, applied, journaled and printed from the same value. */
export type Call = {
	service: Service;
	operation: string;
	/** The call's input in AWS's own names. A `Reference` stands for a value that an earlier change gives. */
	input: JsonObject;
};

/** A change that is still needed: one call, why it is needed, and for policies what it does to them. */
export type Change = {
	id: string;
	title: string;
	why: string;
	call: Call;
	/** The policy before and after, where the call writes one. No `before`: the policy is new. */
	policy?: {before?: PolicyDocument; after: PolicyDocument};
};
