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
	| {type: 'broken'; problem: string; line?: number; path?: string};

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
