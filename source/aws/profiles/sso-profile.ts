import {quoteValue} from '../../terminal/foreign-text.js';
import {isRegionForm, regionProblem} from '../regions.js';
import {typedText} from '../../terminal/text.js';

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

/** A start URL ready to be written in a new profile, or what is wrong with the text. */
type StartUrlCheck =
	| {
			readonly url: string;
			/** Set when the address may be right but is not one of AWS's own. */
			readonly doubt?: string;
	  }
	| {readonly problem: string};

const example = 'https://d-1234567890.awsapps.com/start';

/** Hosts of access portals, in every partition. */
const portalHost =
	/(?:^|\.)(?:awsapps\.com|awsapps\.cn|app\.aws|app\.amazonwebservices\.com\.cn|app\.amazonwebservices\.eu|portal\.amazonaws\.com|portal\.amazonaws\.com\.cn)$/v;

/** Pages that people mistake for the access portal. */
const otherPages: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/(?:^|\.)(?:console\.aws\.amazon\.com|console\.amazonaws\.cn|console\.amazonaws-us-gov\.com|signin\.aws\.amazon\.com|signin\.aws)$/v,
		'This is the AWS console.',
	],
	[
		/(?:^|\.)(?:microsoft\.com|microsoftonline\.com|okta\.com|onelogin\.com|accounts\.google\.com|pingone\.com|auth0\.com)$/v,
		'This is your company’s own sign-in page.',
	],
	[/^oidc\..+\.amazonaws\.com(?:\.cn)?$/v, 'This is the issuer’s address.'],
];

/**
Checks what a person pasted as the start URL of a new profile and cleans it: space and quotes around it, the part after
`#` or `?`, and slashes at the end go; `https://` (also for `http://`) and `/start` are added where they are plainly missing.

Only for new profiles: the URL of an existing one names its token file exactly as it is written.
*/
export function checkStartUrl(text: string): StartUrlCheck {
	const trimmed = unquoted(typedText(text).trim());
	if (trimmed === '') {
		return {
			problem: `Paste the address of your AWS access portal, such as ${example}.`,
		};
	}

	if (/^d-[\da-z]{10}$/iv.test(trimmed)) {
		return {url: `https://${trimmed.toLowerCase()}.awsapps.com/start`};
	}

	const absolute = /^[a-z][\d+\-.a-z]*:\/\//iv.test(trimmed) ? trimmed : `https://${trimmed}`;
	return /\s/v.test(absolute) || !URL.canParse(absolute)
		? {problem: `This is not a web address. It looks like ${example}.`}
		: checkUrl(new URL(absolute));
}

function checkUrl(url: URL): StartUrlCheck {
	const {hostname, username, password} = url;
	if (url.protocol === 'http:') {
		url.protocol = 'https:';
	}

	if (url.protocol !== 'https:') {
		return {problem: 'The start URL begins with https://.'};
	}

	if (username || password) {
		return {problem: 'Take the name and password out of the address.'};
	}

	const other = otherPages.find(([host]) => host.test(hostname));
	if (other) {
		return {
			problem: `${other[1]} The start URL is the AWS access portal’s, such as ${example}.`,
		};
	}

	if (!hostname.includes('.')) {
		return {problem: `This is not a web address. It looks like ${example}.`};
	}

	const clean = cleanUrl(url);
	return portalHost.test(hostname)
		? {url: clean}
		: {
				url: clean,
				doubt:
					'This is not an address of AWS. If it only leads on to your access portal, paste the one you end up at.',
			};
}

function unquoted(text: string): string {
	const inside = /^["'<`](?<inside>.*)["'>`]$/v.exec(text)?.groups?.inside;
	return (inside ?? text).trim();
}

function cleanUrl({origin, hostname, pathname}: URL): string {
	const path = pathname.replace(/(?<!\/)\/+$/v, '');
	const isBareAlias = path === '' && /^[^.]+\.awsapps\.com$/v.test(hostname);
	return `${origin}${isBareAlias ? '/start' : path}`;
}

/** Where Identity Center is: known from the start URL, or the regions worth trying, the likeliest first. */
type RegionGuess = {readonly region: string} | {readonly likely: readonly string[]};

/*
The order is a guess at where organisations keep Identity Center; it only decides what is tried or listed first.
*/
const commercial = [
	'us-east-1',
	'us-west-2',
	'eu-west-1',
	'eu-central-1',
	'us-east-2',
	'eu-west-2',
	'ap-southeast-2',
	'ap-northeast-1',
	'ap-southeast-1',
	'ca-central-1',
	'ap-south-1',
	'eu-north-1',
	'eu-west-3',
	'us-west-1',
	'sa-east-1',
	'ap-northeast-2',
];

/**
Finds Identity Center's region (sso_region) from a start URL: the newer hosts carry it
(`<id>.portal.<region>.app.aws`, in China `….app.amazonwebservices.com.cn`, in the European sovereign partition
`….app.amazonwebservices.eu`; `<id>.<region>.portal.amazonaws.com`; `start.<region>.us-gov-home.awsapps.com`). The region a person works in is no hint and is not asked for.
*/
export function inferRegion(startUrl: string): RegionGuess {
	const host = URL.canParse(startUrl) ? new URL(startUrl).hostname.toLowerCase() : '';
	const region = regionOf(host);
	return region ? {region} : {likely: likelyRegions(host)};
}

function regionOf(host: string): string | undefined {
	if (!isAwsHost(host)) {
		return undefined;
	}

	const found = host.split('.').filter((label) => isRegionForm(label));
	return found.length === 1 ? found[0] : undefined;
}

// Elsewhere a label that looks like a region says nothing about Identity Center.
function isAwsHost(host: string): boolean {
	return (
		/\.portal\.[^.]+\.app\.(?:aws|amazonwebservices\.(?:com\.cn|eu))$/v.test(host) ||
		/\.portal\.amazonaws\.com(?:\.cn)?$/v.test(host) ||
		/^start\.[^.]+\.(?:us-gov-home\.awsapps\.com|home\.awsapps\.cn)$/v.test(host)
	);
}

function likelyRegions(host: string): readonly string[] {
	if (/(?:^|\.)us-gov-home\.awsapps\.com$/v.test(host)) {
		return ['us-gov-west-1', 'us-gov-east-1'];
	}

	if (host.endsWith('.amazonwebservices.eu')) {
		return ['eusc-de-east-1'];
	}

	return host.endsWith('.cn') ? ['cn-north-1', 'cn-northwest-1'] : commercial;
}
