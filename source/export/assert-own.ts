import {type Change} from '../resources/call.js';
import {InputError} from '../setups/input-error.js';
import {ownCommand, shellWord} from '../terminal/own-command.js';
import {inputsOf, makes} from './call-input.js';

/**
Refuses, as `InputError`, to write a template of a setup that adds to what something else owns: a template says what a
whole policy is, so it would throw out what others have put there.
*/
export function assertOwn(
	changes: readonly Change[],
	title: string,
	name: string,
): void {
	const hasKey = inputsOf(changes, makes.key).length > 0;
	const roles = new Set(
		inputsOf(changes, makes.role).map(({RoleName}) => RoleName),
	);
	const other = changes
		.map(({call}) => call)
		.filter(({service, input}) =>
			service === 'kms'
				? !hasKey
				: typeof input.RoleName === 'string' && !roles.has(input.RoleName),
		)
		.map(({input}) => input.KeyId ?? input.RoleName)
		.find((owned) => typeof owned === 'string');
	const first = other;
	if (first !== undefined) {
		throw new InputError(
			'export-cannot-add',
			`${title} says what the whole policy of ${first} is, but this setup only adds to it: what others have put there would be lost.`,
			`Hand over a script, which adds only: ${ownCommand(`export shell ${shellWord(name)}`)}`,
		);
	}
}
