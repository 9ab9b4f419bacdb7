import {type Found} from '../../aws/find.js';
import {type RoleFacts} from '../../aws/iam/role-facts.js';
import {type Identity} from '../../aws/identity.js';
import {type SecretFacts} from '../../aws/secrets/secret-facts.js';
import {type PolicyDocument} from '../../policy/policy-document.js';

/** How a role came to be looked at; a role that is neither named nor this setup's own is reported, never changed. */
export type RoleFoundBy = 'answer' | 'own' | 'stranger';

/** A customer managed key that chosen secrets are encrypted with. */
export type SecretKeyFacts = {
	arn: string;
	enabled: boolean;
	policy: Found<PolicyDocument>;
};

/** What AWS says about one project's role and secrets. */
export type ProjectObservation = {
	role: Found<RoleFacts & {foundBy: RoleFoundBy}>;
	/** The secrets that the answers mean, by what was asked for: each ARN of a list, or what a prefix reaches now. */
	secrets: Array<{wanted: string; secret: Found<SecretFacts>}>;
	/** Why a prefix could not be resolved into secrets. */
	secretsProblem?: string;
};

/** What AWS says now about everything a secrets setup touches. While AWS is still being asked, fields are missing. */
export type SecretsObservation = {
	identity: Found<Identity>;
	region: string;
	/** By project name. */
	projects: Record<string, ProjectObservation>;
	/** Customer managed keys of the chosen secrets, by the key as the secret names it. */
	keys: Record<string, Found<SecretKeyFacts>>;
};
