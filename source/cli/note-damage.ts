import {damageWords} from '../setups/damage-words.js';
import {type SetupStore} from '../setups/setup-store.js';
import {type Output} from './output.js';

/** Says on stderr that a saved setup is damaged, and what of it is used; nothing when it is whole. */
export function noteDamage(
	store: SetupStore,
	name: string,
	output: Output,
): void {
	const damaged = store.damage(name);
	if (damaged) {
		output.note(
			`${output.symbols.warn} Warning: ${damageWords(damaged)} Its file is ${damaged.file}`,
		);
	}
}

/** Saves a damaged setup anew, which this process has claimed, and says on stderr where the damaged file is kept. */
export function mendDamage(
	store: SetupStore,
	name: string,
	output: Output,
): void {
	const mended = store.mend(name);
	if (mended) {
		output.note(`The damaged file is kept as ${mended.keptAs}`);
	}
}
