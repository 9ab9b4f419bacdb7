import {cleanLine} from '../../terminal/text.js';
import {type Wanted} from './config-draft.js';
import {type ConfigSection} from './config-file.js';
import {type EditRefusal, type Views} from './edit-refusal.js';
import {ssoOnly} from './profile-kind.js';

/** A profile that is there and may be changed: where its header and its settings are. */
export type ExistingProfile = {
	header: number;
	at: ReadonlyMap<string, number>;
	/** It says everything already. */
	isSame: boolean;
};

/**
Looks for a profile of that name. Nothing when there is none; a refusal when it signs in another way, when only one of the
readers sees it, or when it says something else and `update` is not set.
*/
export function existingProfile(
	name: string,
	wanted: Wanted,
	{sdk, cli}: Views,
	update: boolean,
): ExistingProfile | EditRefusal | undefined {
	const mine = sdk.profiles.get(name);
	const theirs = cli.profiles.get(name);
	if (!theirs) {
		return mine && oneReader(name, mine, 'the SDK');
	}

	const shown = cleanLine(name);
	if (!ssoOnly(theirs.settings) || (mine && !ssoOnly(mine.settings))) {
		return {
			reason: 'other kind',
			problem: `There is a profile ${shown} that signs in another way. Choose another name.`,
			line: theirs.line,
		};
	}

	// The SDK does not see an empty section either.
	if (!mine && theirs.settings.size > 0) {
		return oneReader(name, theirs, 'the aws CLI');
	}

	const isSame = [mine, theirs].every((view) =>
		[...wanted].every(
			([key, value]) => view?.settings.get(key)?.value === value,
		),
	);
	return isSame || update
		? {
				header: theirs.line,
				at: new Map(
					Array.from(theirs.settings, ([key, {line}]) => [key, line]),
				),
				isSame,
			}
		: {
				reason: 'exists',
				problem: `There is a profile ${shown} already. Change it, or choose another name.`,
				line: theirs.line,
			};
}

function oneReader(
	name: string,
	{line}: ConfigSection,
	reader: string,
): EditRefusal {
	return {
		reason: 'other kind',
		problem: `There is a profile ${cleanLine(name)} on line ${line} that only ${reader} reads. Choose another name.`,
		line,
	};
}
