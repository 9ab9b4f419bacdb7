import {type Change} from '../resources/call.js';
import {undoPrefix} from './carried-out.js';
import {keyNameOf, type Deed} from './deed.js';

/** Something that the setup did and that stays, and why. */
export type Left = {
	/** Of the change that would have taken it back. */
	id: string;
	title: string;
	reason: string;
	/** `kept`: not ours to take back. `refused`: asked for, and not safe. `unknown`: AWS could not be asked. */
	state: 'kept' | 'refused' | 'unknown';
};

/** What becomes of a deed. `gone`: AWS does not show it any more, or it goes with something else. */
export type Outcome =
	| {state: 'change'; change: Change}
	| {state: 'left'; left: Left}
	| {state: 'gone'};

/** There is nothing to do about a deed. */
export const gone: Outcome = {state: 'gone'};

/** A deed that stays as it is, because of what AWS shows. */
export function kept(deed: Deed, title: string, reason: string): Outcome {
	return {
		state: 'left',
		left: {id: undoId(deed), title, reason, state: 'kept'},
	};
}

/** A deed that AWS could not be asked about. */
export function unknown(
	deed: Deed,
	title: string,
	found: {state: string; reason?: string; code?: string},
): Outcome {
	const {reason, code} = found;
	return {
		state: 'left',
		left: {
			id: undoId(deed),
			title,
			reason: `AWS did not say how it stands${reason ? `: ${reason}` : '.'}${code ? ` (${code})` : ''}`,
			state: 'unknown',
		},
	};
}

/** The id of the change that takes a deed back: the same in every run, and no other deed's. */
export function undoId(deed: Deed): string {
	const thing =
		deed.kind === 'alias'
			? deed.name
			: 'role' in deed
				? deed.role
				: keyNameOf(deed);
	return `${undoPrefix}${deed.change}:${thing}`;
}
