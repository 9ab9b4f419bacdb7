import {
	paginateListAccountRoles,
	paginateListAccounts,
} from '@aws-sdk/client-sso';
import {compareNames} from '../../terminal/compare-names.js';
import {cleanLine} from '../../terminal/text.js';
import {portalClient, type SsoPlace} from './clients.js';
import {describeSsoError} from './describe-sso-error.js';
import {noAnswer} from './sign-in-error.js';

/** An account the person may enter. Identity Center does not always give the name and the address. */
export type SsoAccount = {
	readonly id: string;
	readonly name?: string;
	readonly email?: string;
};

/** What the portal is asked with. `accessToken` is a secret. */
export type PortalQuestion = SsoPlace & {
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
			yield given(accountList).flatMap(
				({accountId, accountName, emailAddress}) =>
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
				...given(roleList).flatMap(({roleName}) =>
					roleName ? [cleanLine(roleName)] : [],
				),
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
