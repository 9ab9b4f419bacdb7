import {type SsoKey} from '../sso/token-cache.js';
import {type TokenState} from '../sso/token-state.js';
import {type IdentityState} from './identity-choice.js';
import {type PlacedSection} from './merge-views.js';
import {type ProfileFiles} from './read-profiles.js';

/** Everything that the list of identities depends on; already read, so that the list itself is pure. */
export type Surroundings = {
	env: NodeJS.ProcessEnv;
	files: ProfileFiles;
	/** What the token cache holds for a session or start URL. */
	ssoState: (key: SsoKey) => TokenState;
	/** What `aws login` left for a `login_session`. */
	loginState: (loginSession: string) => TokenState;
	fileExists: (path: string) => boolean;
	/** Whether this machine looks like a server at AWS (EC2). */
	isServer: boolean;
	/** Milliseconds since 1970. */
	now: number;
};

/** A sign-in's state as the list shows it. */
export function identityState(token: TokenState): IdentityState {
	if (token.state === 'valid') {
		return {type: 'ready', expiresAt: token.until};
	}

	return token.state === 'refreshable'
		? {type: 'ready', renews: true}
		: {type: 'needs sign-in'};
}

/** A fault at a setting's line, or at the section's when the setting is not there. */
export function brokenAt(
	section: PlacedSection,
	key: string | undefined,
	problem: string,
): IdentityState {
	const {line, path} =
		(key === undefined ? undefined : section.settings.get(key)) ?? section;
	return {type: 'broken', problem, line, path};
}
