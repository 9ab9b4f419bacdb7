import type {CachedToken, SsoToken} from './token-cache.js';

/** What a cached sign-in is good for now. Times are milliseconds. */
export type TokenState =
	| {readonly state: 'absent'}
	| {readonly state: 'valid'; readonly timeLeft: number; readonly until: number}
	/** Over, but it can be renewed without asking the person. */
	| {readonly state: 'refreshable'; readonly since: number}
	| {readonly state: 'expired'; readonly since: number}
	| {readonly state: 'broken'; readonly problem: string};

/** Judges what the cache holds at the time `now`, by the rules of the SDK's own readers. */
export function tokenState(cached: CachedToken, now: number): TokenState {
	if (cached.state !== 'found') {
		return cached;
	}

	const {token} = cached;
	if (token.expiresAt > now) {
		return {
			state: 'valid',
			timeLeft: token.expiresAt - now,
			until: token.expiresAt,
		};
	}

	return {
		state: isRefreshable(token, now) ? 'refreshable' : 'expired',
		since: token.expiresAt,
	};
}

/** Whether a token can be renewed: it has what the call needs, and the registration still holds where its end is known. */
export function isRefreshable(token: SsoToken, now: number): boolean {
	return Boolean(
		token.refreshToken &&
		token.clientId &&
		token.clientSecret &&
		(token.registrationExpiresAt ?? Infinity) > now,
	);
}
