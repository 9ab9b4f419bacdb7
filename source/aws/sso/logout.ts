import {LogoutCommand} from '@aws-sdk/client-sso';
import {portalClient, type SsoPlace} from './clients.js';
import {describeSsoError} from './describe-sso-error.js';
import {deleteToken, readToken, type SsoKey} from './token-cache.js';

export type SignOutOptions = Omit<SsoPlace, 'region'> & {
	readonly key: SsoKey;
	readonly home: string;
	readonly now: () => number;
	readonly signal?: AbortSignal;
};

/** How a sign-out went. */
export type SignOut = {
	/** Whether there was a sign-in on this machine; it is gone now. */
	readonly removed: boolean;
	/** What AWS was told: `told`, `not-needed` (nothing valid to end), or why it could not be told. */
	readonly aws: 'told' | 'not-needed' | {readonly problem: string};
};

/**
Ends one sign-in: tells Identity Center, then takes that one token file away, even when AWS cannot be reached. Every
other sign-in stays, unlike with `aws sso logout`. Rejects only when the file cannot be taken away.
*/
export async function signOut(options: SignOutOptions): Promise<SignOut> {
	const {home, key} = options;
	const aws = await tellAws(options);
	return {removed: await deleteToken(home, key), aws};
}

async function tellAws({
	key,
	home,
	now,
	signal,
	...place
}: SignOutOptions): Promise<SignOut['aws']> {
	const cached = await readToken(home, key);
	if (cached.state !== 'found' || cached.token.expiresAt <= now()) {
		return 'not-needed';
	}

	const {accessToken, region} = cached.token;
	if (region === '') {
		return {problem: 'The sign-in does not say where it was made.'};
	}

	try {
		await portalClient({...place, region}).send(
			new LogoutCommand({accessToken}),
			{abortSignal: signal},
		);
		return 'told';
	} catch (error) {
		const {reason, message} = describeSsoError(error, 'portal', {
			secrets: [accessToken],
			...(signal && {signal}),
		});
		return reason === 'expired' ? 'not-needed' : {problem: message};
	}
}
