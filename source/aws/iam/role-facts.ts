import {type PolicyDocument} from '../../policy/policy-document.js';

/** A policy of a role, by its name. */
export type NamedPolicy = {name: string; document: PolicyDocument};

/** An IAM role as AWS shows it. */
export type RoleFacts = {
	arn: string;
	/** AWS gives it to no other role, not even to a later one of the same name. */
	id?: string;
	/** As AWS spells it; names are unique whatever their case. */
	name: string;
	path: string;
	trust: PolicyDocument;
	/** What of the trust policy's text would not come back the same when it is written again, a sentence each; missing: nothing. */
	trustLosses?: string[];
	inline: NamedPolicy[];
	/** Managed policies, in their default version. */
	attached: NamedPolicy[];
	boundary?: NamedPolicy;
	tags: Record<string, string>;
	/** When somebody last assumed it and used it; missing when never in AWS's tracking period (400 days). */
	lastUsed?: {at: string; region?: string};
};
