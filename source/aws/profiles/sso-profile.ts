import {quoteValue} from '../../terminal/foreign-text.js';
import {regionProblem} from '../regions.js';

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
export function ssoProfileProblem({session, profile}: SsoProfile): string | undefined {
	return (
		nameProblem('session', session.name) ??
		nameProblem('profile', profile.name) ??
		startUrlProblem(session.startUrl) ??
		regionProblem(session.region) ??
		(profile.region === undefined ? undefined : regionProblem(profile.region)) ??
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
	return problem && `The ${what} cannot be called ${quoteValue(name)}. ${problem}`;
}

// Plain http is for a stand-in on this machine only.
function startUrlProblem(startUrl: string): string | undefined {
	const url = /^\S+$/v.test(startUrl) ? URL.parse(startUrl) : null;
	const isSafe =
		url?.protocol === 'https:' ||
		(url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname));
	return isSafe
		? undefined
		: `The start URL ${quoteValue(startUrl)} is not an https address, such as https://d-1234567890.awsapps.com/start.`;
}

function scopeProblem(scopes: readonly string[]): string | undefined {
	const odd = scopes.find((scope) => !/^[\d\-.:_a-z]+$/v.test(scope));
	return odd === undefined ? undefined : `${quoteValue(odd)} is not the name of a scope.`;
}

// The characters that the SDK and the aws CLI both read in `[profile NAME]` without quotes.
const allowed = /^[\w%+\-.\/:@]+$/v;
const longest = 64;

/**
Proposes a short name for a profile from the account's name and the permission set, such as `payments-prod-admin`: only
characters that every reader takes, at most 64, and none of `taken` (a number is put behind it). Never empty.
*/
export function proposeProfileName(
	accountName: string,
	roleName: string,
	taken: Iterable<string>,
): string {
	const words = [accountName, shortRoles.get(roleName) ?? roleName].map((text) => plain(text));
	const base = words.filter((word) => word !== '').join('-') || 'aws';
	const used = new Set(Array.from(taken, (name) => name.toLowerCase()));
	used.add('default');
	for (let number = 1; ; number++) {
		const ending = number === 1 ? '' : `-${number}`;
		const name = base.slice(0, longest - ending.length).replace(/-$/v, '') + ending;
		if (!used.has(name.toLowerCase())) {
			return name;
		}
	}
}

/** Says what is wrong with a profile's or session's name, or nothing. */
export function checkProfileName(name: string): string | undefined {
	if (name === '') {
		return 'Give a name.';
	}

	if (!allowed.test(name)) {
		return 'Use letters A to Z, digits and any of _ - @ + . % : / (no spaces): other names are not read by every tool.';
	}

	if (name === '__proto__') {
		return 'This name is taken by the SDK itself. Choose another.';
	}

	return name.length > longest ? `Use at most ${longest} characters.` : undefined;
}

// The long names of AWS's own permission sets, as people call them.
const shortRoles = new Map([
	['AdministratorAccess', 'admin'],
	['AWSAdministratorAccess', 'admin'],
	['PowerUserAccess', 'power'],
	['AWSPowerUserAccess', 'power'],
	['ReadOnlyAccess', 'readonly'],
	['AWSReadOnlyAccess', 'readonly'],
	['ViewOnlyAccess', 'viewonly'],
]);

// `Payments (Prod)` → `payments-prod`; accents go, other scripts go whole.
function plain(text: string): string {
	return text
		.normalize('NFKD')
		.replaceAll(/\p{Mark}/gv, '')
		.toLowerCase()
		.replaceAll(/[^\da-z]+/gv, ' ')
		.trim()
		.replaceAll(' ', '-');
}
