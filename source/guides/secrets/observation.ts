import {type Lookup, type Unknown} from '../../aws/errors.js';
import {type RoleFacts} from '../../resources/iam-role/read.js';
import {type Identity} from '../../aws/session.js';
import {
	type SecretFacts,
	type SecretContents,
	type SecretKeyFacts,
} from '../../resources/secret/read.js';
import {type WantedSecrets} from './answers.js';

/**
How a role came to be looked at: named in the answers; made by this setup; made elsewhere for this setup, by its tags (from an
export, say), which the person has agreed to or not; or neither. What nobody has named, made or agreed to is never changed.
*/
type RoleFoundBy = 'answer' | 'own' | 'agreed' | 'tags' | 'unowned';

/** A role, and whose it is. */
export type ProjectRole = RoleFacts & {foundBy: RoleFoundBy};

/** What was asked for, and the secret that AWS has for it. */
export type WantedSecret = {wanted: string; secret: Lookup<SecretFacts>};

/** What AWS says about one project's role and secrets. */
export type ProjectObservation = {
	role: Lookup<ProjectRole>;
	/** The secrets that the answers mean: each of a list by what was asked for, or what a prefix reaches now by its ARN. */
	secrets: WantedSecret[];
	/** What the answers meant by secrets when AWS was asked; missing where nothing was asked. */
	asked?: WantedSecrets;
	/** Why a prefix could not be resolved into secrets: AWS's code and words. */
	secretsProblem?: Omit<Unknown, 'state'>;
	/** Where AWS was not asked for the secrets: the keys that encrypt them, as this setup has written them into the role. */
	writtenKeys?: readonly string[];
};

/** What AWS says now about everything a secrets setup touches. While AWS is still being asked, fields are missing. */
export type SecretsObservation = {
	identity: Lookup<Identity>;
	region: string;
	/** ISO 8601: when AWS was asked, by this machine's clock. */
	observedAt?: string;
	/** By project name; `projectSeen` reads it. */
	projects: Record<string, ProjectObservation>;
	/** The keys of the chosen secrets, by the key as the secret names it. */
	keys: Record<string, Lookup<SecretKeyFacts>>;
	/** What is inside the chosen secrets, by ARN; only what the person let us look into. */
	contents?: Record<string, Lookup<SecretContents>>;
};

/** The secrets of a project that are there. */
export function secretsThere(seen: ProjectObservation | undefined): SecretFacts[] {
	return (seen?.secrets ?? []).flatMap(({secret}) =>
		secret.state === 'found' ? [secret.value] : [],
	);
}

/** What AWS said about a key, by the key as a secret names it. */
export function keySeen(
	{keys = {}}: Partial<SecretsObservation>,
	id: string | undefined,
): Lookup<SecretKeyFacts> | undefined {
	return id !== undefined && Object.hasOwn(keys, id) ? keys[id] : undefined;
}

/** What AWS said about a project; nothing while it has not. Any name is safe to ask for. */
export function projectSeen(
	{projects = {}}: Partial<SecretsObservation>,
	name: string,
): ProjectObservation | undefined {
	return Object.hasOwn(projects, name) ? projects[name] : undefined;
}
