import {type IdentityChoice} from '../profiles/identity-choice.js';
import {type SsoKey} from './token-cache.js';

/** What a person signs in to: one Identity Center, and the file its token goes into. */
export type SsoTarget = {
	readonly key: SsoKey;
	readonly startUrl: string;
	/** Where Identity Center is, not where the person works. */
	readonly region: string;
	/** The profile that it is for, where there is one. */
	readonly profile?: string;
	/** What to ask for; the one scope that accounts need when left out. */
	readonly scopes?: readonly string[];
};

/** What a choice is signed in to; nothing when it does not go through Identity Center. */
export function ssoTarget({
	ssoSession,
	startUrl,
	ssoRegion,
	ssoScopes,
	profile,
}: IdentityChoice): SsoTarget | undefined {
	return startUrl && ssoRegion
		? {
				key: ssoSession ? {session: ssoSession} : {startUrl},
				startUrl,
				region: ssoRegion,
				...(profile !== undefined && {profile}),
				...(ssoScopes && {scopes: ssoScopes}),
			}
		: undefined;
}
