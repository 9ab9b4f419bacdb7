import {paginateListAccountRoles, paginateListAccounts, LogoutCommand} from '@aws-sdk/client-sso';
import {compareNames} from '../../terminal/names.js';
import {cleanLine} from '../../terminal/text.js';
import {portalClient, type SsoLocation} from './clients.js';
import {describeSsoError, noAnswer} from './sign-in-error.js';
import {deleteToken, readToken, type SsoKey} from './token-cache.js';

/** An account the person may enter. Identity Center does not always give the name and the address. */
export type SsoAccount = {
	readonly id: string;
	readonly name?: string;
	readonly email?: string;
};

/** What the portal is asked with. `accessToken` is a secret. */
type PortalQuestion = SsoLocation & {
	readonly accessToken: string;
	readonly signal?: AbortSignal;
};

const pageSize = 100;

/**
The person's accounts, page by page as they come (100 at most in each), so that a list can fill while it is read.
@throws SignInError; `expired` when the sign-in has ended
*/
export async function* listAccounts(
	question: PortalQuestion,
): AsyncGenerator<readonly SsoAccount[], void, void> {
	const {accessToken, signal} = question;
	const pages = paginateListAccounts(
		{client: portalClient(question), pageSize},
		{accessToken},
		{abortSignal: signal},
	);
	try {
		for await (const {accountList} of pages) {
			yield given(accountList).flatMap(({accountId, accountName, emailAddress}) =>
				accountId
					? [
							{
								id: cleanLine(accountId),
								...(accountName && {name: cleanLine(accountName)}),
								...(emailAddress && {email: cleanLine(emailAddress)}),
							},
						]
					: [],
			);
		}
	} catch (error) {
		throw failure(error, question);
	}
}

/**
The names of the permission sets that the person has in one account, by name.
@throws SignInError; `expired` when the sign-in has ended
*/
export async function listRoles(
	question: PortalQuestion,
	accountId: string,
): Promise<readonly string[]> {
	const {accessToken, signal} = question;
	const pages = paginateListAccountRoles(
		{client: portalClient(question), pageSize},
		{accessToken, accountId},
		{abortSignal: signal},
	);
	const names: string[] = [];
	try {
		for await (const {roleList} of pages) {
			names.push(
				...given(roleList).flatMap(({roleName}) => (roleName ? [cleanLine(roleName)] : [])),
			);
		}
	} catch (error) {
		throw failure(error, question);
	}

	return names.toSorted(compareNames);
}

// AWS gives an empty list where there is nothing; an answer without one is somebody else's.
function given<T>(list: readonly T[] | undefined): readonly T[] {
	if (!list) {
		throw noAnswer();
	}

	return list;
}

function failure(error: unknown, {accessToken, signal}: PortalQuestion) {
	return describeSsoError(error, 'portal', {
		secrets: [accessToken],
		...(signal && {signal}),
	});
}

type SignOutOptions = Omit<SsoLocation, 'region'> & {
	readonly key: SsoKey;
	readonly home: string;
	readonly now: () => number;
	readonly signal?: AbortSignal;
};

/** How a sign-out went. */
export type SignOut = {
	/** Whether there was a sign-in on this machine; it is gone now. */
	readonly removed: boolean;
	/** Whether AWS knows of it: `notified`, `not-needed` (nothing valid to end), or why it could not be notified. */
	readonly aws: 'notified' | 'not-needed' | {readonly problem: string};
};

/**
Ends one sign-in: tells Identity Center, then takes that one token file away, even when AWS cannot be reached. Every
other sign-in stays, unlike with `aws sso logout`. Rejects only when the file cannot be taken away.
*/
export async function signOut(options: SignOutOptions): Promise<SignOut> {
	const {home, key} = options;
	const aws = await notifyAws(options);
	return {removed: await deleteToken(home, key), aws};
}

async function notifyAws({
	key,
	home,
	now,
	signal,
	...location
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
		await portalClient({...location, region}).send(new LogoutCommand({accessToken}), {
			abortSignal: signal,
		});
		return 'notified';
	} catch (error) {
		const {reason, message} = describeSsoError(error, 'portal', {
			secrets: [accessToken],
			...(signal && {signal}),
		});
		return reason === 'expired' ? 'not-needed' : {problem: message};
	}
}
