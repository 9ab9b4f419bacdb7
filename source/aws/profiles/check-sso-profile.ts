import {quoteValue} from '../../terminal/foreign-text.js';
import {regionProblem} from '../regions.js';
import {checkProfileName} from './profile-name.js';

/** What a new SSO profile is made of. */
export type SsoProfile = {
	session: {
		name: string;
		startUrl: string;
		/** Where Identity Center is. */
		region: string;
		/** `sso:account:access` when nothing is said. */
		scopes?: readonly string[];
	};
	profile: {
		name: string;
		accountId: string;
		roleName: string;
		/** The working region; not Identity Center's. */
		region?: string;
	};
};

/** Says which value could not be written, or would not work, or nothing. */
export function ssoProfileProblem({
	session,
	profile,
}: SsoProfile): string | undefined {
	return (
		nameProblem('session', session.name) ??
		nameProblem('profile', profile.name) ??
		startUrlProblem(session.startUrl) ??
		regionProblem(session.region) ??
		(profile.region === undefined
			? undefined
			: regionProblem(profile.region)) ??
		scopeProblem(session.scopes ?? []) ??
		(/^\d{12}$/v.test(profile.accountId)
			? undefined
			: `The account ID ${quoteValue(profile.accountId)} is not 12 digits.`) ??
		(/^[\w+,\-.=@]{1,64}$/v.test(profile.roleName)
			? undefined
			: `${quoteValue(profile.roleName)} is not the name of a permission set.`)
	);
}

function nameProblem(what: string, name: string): string | undefined {
	const problem = checkProfileName(name);
	return (
		problem && `The ${what} cannot be called ${quoteValue(name)}. ${problem}`
	);
}

// Plain http is for a stand-in on this machine only.
function startUrlProblem(startUrl: string): string | undefined {
	const url = /^\S+$/v.test(startUrl) ? URL.parse(startUrl) : null;
	const isSafe =
		url?.protocol === 'https:' ||
		(url?.protocol === 'http:' &&
			['127.0.0.1', 'localhost'].includes(url.hostname));
	return isSafe
		? undefined
		: `The start URL ${quoteValue(startUrl)} is not an https address, such as https://d-1234567890.awsapps.com/start.`;
}

function scopeProblem(scopes: readonly string[]): string | undefined {
	const odd = scopes.find((scope) => !/^[\d\-.:_a-z]+$/v.test(scope));
	return odd === undefined
		? undefined
		: `${quoteValue(odd)} is not the name of a scope.`;
}
