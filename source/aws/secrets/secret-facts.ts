import {type PolicyDocument} from '../../policy/policy-document.js';
import {type Found} from '../find.js';

/** One secret of a list; never its value. */
export type ListedSecret = {
	/** With the six characters that AWS puts behind the name. */
	arn: string;
	name: string;
	/** Key ID, alias or ARN as AWS prints it; missing for aws/secretsmanager. */
	kmsKeyId?: string;
	/** ISO 8601: it was deleted then, and waits for its end. */
	deletedAt?: string;
	description?: string;
	/** The AWS service that made it, such as `rds`, and rotates it by itself. */
	owningService?: string;
};

/** A secret by itself, with the resource policy that may refuse what a role allows. */
export type SecretFacts = ListedSecret & {
	/** `absent`: the secret has no resource policy. */
	policy: Found<PolicyDocument>;
};
