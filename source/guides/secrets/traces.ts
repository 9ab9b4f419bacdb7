import {replay} from '../../engine/replay.js';
import {roleEffects} from '../../resources/iam-role/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {markOf, type Mark} from '../mark.js';

/** What this setup knows of its own doings: its mark, and from the journal the roles it made and the policies it wrote. */
export type SecretsMark = Mark & {
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

/** The name under which a setup remembers the ID of a role that the person took for its own, though no run of it made that. */
export function agreedName({name}: {name: string}): string {
	return `role/${name}`;
}

/** Reads the marks of a saved setup, with its journal. */
export function secretsMarkOf(saved: SavedSetup): SecretsMark {
	const {effects, events} = replay(saved.journal);
	const madeRoles = new Map(
		events.flatMap(({effect, entry: {group}}) => {
			const own = roleEffects.own(effect);
			return own?.kind === 'role' && group !== undefined
				? [[group, own.role] as const]
				: [];
		}),
	);
	const writtenRoles = new Set(
		effects.flatMap((effect) => {
			const own = roleEffects.own(effect);
			return own?.kind === 'role-policy' ? [own.role] : [];
		}),
	);
	return {...markOf(saved), madeRoles, writtenRoles};
}
