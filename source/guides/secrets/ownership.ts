import {type Lookup} from '../../aws/errors.js';
import {replay} from '../../engine/replay.js';
import {roleEffects} from '../../resources/iam-role/effects.js';
import {type RoleFacts} from '../../resources/iam-role/read.js';
import {earlierTagText, groupTag, runTag, setupTag, tagText} from '../../resources/ownership.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {ownSetup, type OwnSetup} from '../ownership.js';
import {type ProjectAnswers} from './answers.js';
import {type ProjectRole} from './observation.js';

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
	{runId}: Pick<Ownership, 'runId'>,
): boolean {
	const other = tags[groupTag];
	return other !== undefined && other !== tagText(name) && tags[runTag] !== runId;
}
