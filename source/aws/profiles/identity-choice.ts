import {type SsoKey, type TokenState} from '../sso/token-cache.js';
import {cleanLine} from '../../terminal/text.js';
import {type LocatedSection, type ProfileFiles} from './read-profiles.js';

/** How an identity proves itself. */
export type IdentityKind =
	/** A company sign-in through an sso-session, or with everything in the profile (the older form). */
	| 'sso'
	| 'sso-legacy'
	/** `aws login`. */
	| 'console'
	| 'access-key'
	| 'temporary-keys'
	| 'role'
	| 'web-identity'
	| 'program'
	| 'shell-keys'
	| 'container'
	| 'server'
	/** A profile that says nothing about how to sign in. */
	| 'none';

/** Whether an identity can be used now. Times are milliseconds since 1970. */
export type IdentityState =
	/** `renews`: its time is over, and it renews itself without asking. */
	| {type: 'ready'; expiresAt?: number; renews?: boolean}
	| {type: 'needs sign-in'}
	| {type: 'unknown'}
	/** `isWhole`: the problem names all the profiles that it is about. */
	| {type: 'broken'; problem: string; isWhole?: true; line?: number; path?: string};

/** What to know about an identity before it is used. */
export type IdentityWarning = {
	kind: 'root' | 'long-lived key' | 'older form' | 'differs from aws CLI';
	message: string;
};

/** One identity to choose. Holds no secret; texts are safe to draw, `profile` and the SSO fields are as in the file. */
export type IdentityChoice = {
	/** `profile:NAME`, or the kind of another source. */
	id: string;
	kind: IdentityKind;
	label: string;
	profile?: string;
	account?: string;
	/** A role's name, or the permission set's for SSO. */
	role?: string;
	/** The working region that the profile names. */
	region?: string;
	/** What to sign in to: also for a role that is reached through an SSO profile. */
	ssoSession?: string;
	startUrl?: string;
	/** Where Identity Center is; not the working region. */
	ssoRegion?: string;
	/** What the sign-in asks for beside the usual; nothing when the file does not say. */
	ssoScopes?: readonly string[];
	/** The device that a code will be asked for. */
	mfa?: string;
	state: IdentityState;
	warnings: IdentityWarning[];
};

/** Everything that the list of identities depends on; already read, so that the list itself is pure. */
export type IdentityContext = {
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

	return token.state === 'refreshable' ? {type: 'ready', renews: true} : {type: 'needs sign-in'};
}

/** A fault at a setting's line, or at the section's when the setting is not there. */
export function brokenAt(
	section: LocatedSection,
	key: string | undefined,
	problem: string,
): Extract<IdentityState, {type: 'broken'}> {
	const {line, path} = (key === undefined ? undefined : section.settings.get(key)) ?? section;
	return {type: 'broken', problem, line, path};
}

/** What to know about an access key that is not temporary. */
export const longLivedKey: IdentityWarning = {
	kind: 'long-lived key',
	message: 'This key never expires by itself. A company sign-in (SSO) is safer where there is one.',
};

/**
Words for a saved access key by its ID, of which only both ends are shown. Key IDs that start with ASIA, and keys with a
session token, are temporary: when they end is not known.
*/
export function keyLabel(
	id: string,
	{isTemporary}: {isTemporary: boolean},
): {
	kind: 'access-key' | 'temporary-keys';
	label: string;
	state: {type: 'ready'} | {type: 'unknown'};
	warnings: IdentityWarning[];
} {
	if (isTemporary || isTemporaryId(id)) {
		return {
			kind: 'temporary-keys',
			label: `Temporary keys ${shortKey(id)}`,
			state: {type: 'unknown'},
			warnings: [],
		};
	}

	return {
		kind: 'access-key',
		label: `Saved access key ${shortKey(id)}`,
		state: {type: 'ready'},
		warnings: [longLivedKey],
	};
}

/** Whether an access key ID is one of temporary keys; those work with a session token only. */
export function isTemporaryId(id: string): boolean {
	return id.startsWith('ASIA');
}

/** An access key ID by its ends (`AKIA...1234`); what is too short to be one is not shown at all. */
export function shortKey(id: string): string {
	return /^\w{12,}$/v.test(id) ? cleanLine(`${id.slice(0, 4)}...${id.slice(-4)}`) : '';
}

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
