import {CreateTokenCommand} from '@aws-sdk/client-sso-oidc';
import {oidcClient, type SsoPlace} from './clients.js';
import {describeSsoError} from './describe-sso-error.js';
import {grantOf} from './flow.js';
import {SignInError} from './sign-in-error.js';
import {writeToken, type SsoKey, type SsoToken} from './token-cache.js';

export type RefreshOptions = Omit<SsoPlace, 'region'> & {
	readonly key: SsoKey;
	readonly home: string;
	readonly now: () => number;
	readonly signal?: AbortSignal;
};

/**
Renews a sign-in without asking the person, and writes it back. For tokens that `tokenState` calls refreshable.
@throws SignInError; `expired` when Identity Center wants the person again
*/
export async function refreshToken(
	token: SsoToken,
	{key, home, now, signal, ...place}: RefreshOptions,
): Promise<SsoToken> {
	const {clientId, clientSecret, refreshToken: renewal} = token;
	const client = oidcClient({...place, region: token.region});
	const command = new CreateTokenCommand({
		grantType: 'refresh_token',
		clientId,
		clientSecret,
		refreshToken: renewal,
	});
	try {
		const answer = await client.send(command, {abortSignal: signal});
		const renewed = {...token, ...grantOf(answer, now())};
		await writeToken(home, key, renewed);
		return renewed;
	} catch (error) {
		throw isOver(error)
			? new SignInError(
					'expired',
					'Your sign-in has ended.',
					'Sign in again; nothing is lost.',
				)
			: describeSsoError(error, 'token', {
					secrets: [clientSecret ?? '', renewal ?? '', token.accessToken],
					...(signal && {signal}),
				});
	}
}

// What Identity Center answers once the session, or the registration, is past renewing.
function isOver(error: unknown): boolean {
	return (
		error instanceof Error &&
		[
			'InvalidGrantException',
			'ExpiredTokenException',
			'InvalidClientException',
			'AccessDeniedException',
		].includes(error.name) &&
		!String(Reflect.get(error, 'reason') ?? '').startsWith('KMS_')
	);
}
