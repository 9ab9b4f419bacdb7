import {ownCommand} from '../terminal/own-command.js';
import {quoteValue} from '../terminal/foreign-text.js';
import {InputError} from './input-error.js';
import {checkSetupName} from './setup-name.js';

/** Fails with `InputError` when no setup can have this name. */
export function assertName(name: string): void {
	const problem = checkSetupName(name);
	if (problem !== undefined) {
		throw new InputError(
			'setup-name',
			problem,
			'Give a name such as "production".',
		);
	}
}

/** The error for a name under which nothing is saved. */
export function notThere(name: string): InputError {
	return new InputError(
		'setup-not-found',
		`There is no saved setup named ${quoteValue(name)}.`,
		`See which there are with: ${ownCommand('list')}`,
	);
}

/** The error for a setup's file of which nothing can be used. */
export function unusable(
	name: string,
	file: string,
	{state, reason}: {state: 'newer' | 'broken'; reason: string},
): InputError {
	return new InputError(
		'setup-unreadable',
		`The saved setup ${quoteValue(name)} cannot be read: ${reason}.`,
		state === 'newer'
			? `Use the version that saved it, or a newer one. Nothing was changed. The file is ${file}`
			: `Mend it, or move it away and set up again: what it made in AWS carries its tags and is found by them. Nothing was changed. The file is ${file}`,
	);
}
