import {type Lookup, type Unknown} from '../../aws/errors.js';
import {type RoleFacts} from '../../resources/iam-role/read.js';
import {type Identity} from '../../aws/session.js';
import {
	type SecretFacts,
	type SecretContents,
	type SecretKeyFacts,
} from '../../resources/secret/read.js';
import {replay} from '../../engine/replay.js';
import {roleEffects} from '../../resources/iam-role/effects.js';
import {earlierTagText, groupTag, runTag, setupTag, tagText} from '../../resources/ownership.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {ownSetup, type OwnSetup} from '../ownership.js';
import {type WantedSecrets, type ProjectAnswers} from './answers.js';

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

/** What this setup knows to be its own: by its mark, and from the journal the roles it made and the policies it wrote. */
export type Ownership = OwnSetup & {
	/** By project: the name of the role that this setup made, or was about to make. */
	madeRoles: ReadonlyMap<string, string>;
	/** Names of the roles whose policy `workato-secrets` this setup wrote, or was about to write. */
	writtenRoles: ReadonlySet<string>;
};

/** The prefixes of the changes' ids; the project's name follows. */
export const changeIds = {
	createRole: 'create-role:',
	updateTrust: 'update-trust:',
	putPolicy: 'put-role-policy:',
} as const;

/** Reads what is a saved setup's own, from its mark and its journal. */
export function ownershipOf(saved: SavedSetup): Ownership {
	const {effects, events} = replay(saved.journal);
	const madeRoles = new Map(
		events.flatMap(({effect, entry: {group}}) => {
			const own = roleEffects.own(effect);
			return own?.kind === 'role' && group !== undefined ? [[group, own.role] as const] : [];
		}),
	);
	const writtenRoles = new Set(
		effects.flatMap((effect) => {
			const own = roleEffects.own(effect);
			return own?.kind === 'role-policy' ? [own.role] : [];
		}),
	);
	return {...ownSetup(saved), madeRoles, writtenRoles};
}

/** The name under which a setup remembers the ID of a role that the person took for its own, though no run of it made that. */
export function agreedName({name}: {name: string}): string {
	return `role/${name}`;
}

/** A role as AWS shows it, and whose it is: named in the answers, made by a run of this setup, agreed to, by its tags, or nobody's we know. */
export function withOwner(
	role: Lookup<RoleFacts>,
	{name: project, role: answer}: ProjectAnswers,
	{name, runId, names = {}}: Ownership,
): Lookup<ProjectRole> {
	if (role.state !== 'found') {
		return role;
	}

	const {tags, id} = role.value;
	const byTags = () => {
		if (tags[runTag] === runId) {
			return 'own';
		}

		if (id !== undefined && names[agreedName(role.value)] === id) {
			return 'agreed';
		}

		return tags[setupTag] === name &&
			[tagText(project), earlierTagText(project)].includes(tags[groupTag] ?? '')
			? 'tags'
			: 'unowned';
	};

	const foundBy = answer?.use === undefined ? byTags() : 'answer';
	return {state: 'found', value: {...role.value, foundBy}};
}

/** Whether a role was made for another project, by another run: what is added for one would be open to the other, whose setup would take it away again. */
export function isOfOtherProject(
	{name}: Pick<ProjectAnswers, 'name'>,
	{tags}: Pick<ProjectRole, 'tags'>,
	own: Pick<Ownership, 'name' | 'runId'>,
): boolean {
	const other = tags[groupTag];
	// What an earlier version of this setup wrote for a project is that project.
	const isEarlier = tags[setupTag] === own.name && other === earlierTagText(name);
	return other !== undefined && other !== tagText(name) && !isEarlier && tags[runTag] !== own.runId;
}
