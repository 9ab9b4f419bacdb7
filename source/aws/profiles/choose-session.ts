import {cleanLine} from '../../terminal/text.js';
import {type SsoProfile} from './check-sso-profile.js';
import {type Wanted} from './config-draft.js';
import {type ConfigSection} from './config-file.js';
import {type EditRefusal, type Views} from './edit-refusal.js';

/** The session that a new profile names, and what has to be written for it; nothing for one that is there. */
export type ChosenSession = {name: string; settings: Wanted};

const accountScope = 'sso:account:access';

/**
Takes the session of that name when it is for the same address, else any other that is, so that one sign-in serves both;
else a new one. One of that name for another address is a refusal: it is never changed.
*/
export function chooseSession(
	wanted: SsoProfile['session'],
	{sdk, cli}: Views,
): ChosenSession | EditRefusal {
	const {name} = wanted;
	const mine = sdk.sessions.get(name);
	const theirs = cli.sessions.get(name);
	if (mine ?? theirs) {
		return mine && theirs && fits(mine, wanted) && fits(theirs, wanted)
			? {name, settings: new Map()}
			: {
					reason: 'session',
					problem: `There is a session ${cleanLine(name)} already, and it is for another address, region or use. Choose another name.`,
					line: (mine ?? theirs)?.line ?? 1,
				};
	}

	for (const [other, section] of cli.sessions) {
		const same = sdk.sessions.get(other);
		if (same && fits(same, wanted) && fits(section, wanted)) {
			return {name: other, settings: new Map()};
		}
	}

	return {
		name,
		settings: new Map([
			['sso_start_url', wanted.startUrl],
			['sso_region', wanted.region],
			['sso_registration_scopes', (wanted.scopes ?? [accountScope]).join(', ')],
		]),
	};
}

function fits(
	{settings}: ConfigSection,
	{startUrl, region, scopes = [accountScope]}: SsoProfile['session'],
): boolean {
	const get = (key: string) => settings.get(key)?.value;
	const granted = new Set(
		(get('sso_registration_scopes') ?? accountScope)
			.split(',')
			.map((scope) => scope.trim()),
	);
	return (
		address(get('sso_start_url') ?? '') === address(startUrl) &&
		get('sso_region') === region &&
		scopes.every((scope) => granted.has(scope))
	);
}

// People copy the address with and without these; Identity Center takes it as the same.
function address(startUrl: string): string {
	return startUrl.replace(/\/?#?\/?$/v, '');
}
