import {typedText} from '../../terminal/text.js';

/** A start URL ready to be written in a new profile, or what is wrong with the text. */
export type StartUrlCheck =
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

	const absolute = /^[a-z][\d+\-.a-z]*:\/\//iv.test(trimmed)
		? trimmed
		: `https://${trimmed}`;
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
