import {type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';

/** AWS services that a setup calls. */
export type Service = 'kms' | 'iam' | 'sts' | 'secretsmanager';

/** One AWS API call as data: previewed, applied, journaled and printed from the same value. */
export type Call = {
	service: Service;
	operation: string;
	/** The call's input in AWS's own names. A `Reference` stands for a value that an earlier change gives. */
	input: JsonObject;
};

/** A change that is still needed: one call, why it is needed, and for policies what it does to them. */
export type Change = {
	/** Unique in its plan and the same in every run, such as `create-key` or `create-role Payroll`. */
	id: string;
	title: string;
	why: string;
	call: Call;
	/**
	The project it belongs to. Changes of one group run in order; groups run beside one another, and a failure stops only
	its own group. Changes without a group run before all groups.
	*/
	group?: string;
	/**
	The policy before and after, where the call writes one. No `before`: the policy is new. No statements in `after`: the
	policy goes.
	*/
	policy?: {before?: PolicyDocument; after: PolicyDocument};
	/** What stands there now, where undoing needs it and no policy says it: a rotation setting, what an alias names. */
	setting?: JsonObject;
};
