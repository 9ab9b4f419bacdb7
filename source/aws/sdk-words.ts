import {formatProse} from '../terminal/foreign-text.js';

/*
What the SDK says when it finds no credentials, where only a programmer would understand it or it points to another tool's
way to sign in; and plain words for it.
*/
const plain: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/^Could not load credentials from any providers/v,
		'No keys, sign-in or role was found.',
	],
	[
		/'sso_region'/v,
		'The profile names an sso-session that the AWS config file does not have.',
	],
	[
		/^The SSO session token associated with profile=/v,
		'There is no company sign-in for this profile yet.',
	],
	[
		/^(?:Token is expired|The SSO session associated with this profile has expired|Value not present for '[^']+' in SSO Token)/v,
		'The company sign-in is over (expired).',
	],
	[
		/^Profile is configured with invalid SSO credentials/v,
		'The company sign-in in the profile is not complete.',
	],
	[
		/^Failed to load token from/v,
		'There is no console sign-in (aws login) for this profile.',
	],
	[
		/^Failed to refresh token/v,
		'The console sign-in (aws login) is over (expired).',
	],
	[
		/^(?:Error response received from instance metadata service|Server responded with status: )/v,
		'The service that gives this container or server its keys did not give any.',
	],
	[
		/^(?:SyntaxError: |HTTP credential provider response not of the required format)/v,
		'The answer of the service that gives the keys cannot be read.',
	],
	[
		/^URL not accepted\./v,
		'AWS_CONTAINER_CREDENTIALS_FULL_URI names no place that keys are taken from: it has to be https, or on this machine.',
	],
	[
		/no MFA code callback was provided/v,
		'The role of this profile wants a code from an MFA device.',
	],
];

/** Plain words for what the SDK says about credentials, where there are some. */
export function plainSdkWords(message: string): string | undefined {
	return (
		plain.find(([pattern]) => pattern.test(message))?.[1] ??
		helperWords(message)
	);
}

// The command may hold secrets; what the program itself said stands in the lines below.
function helperWords(message: string): string | undefined {
	if (!message.startsWith('Command failed: ')) {
		return undefined;
	}

	const said = formatProse(message.split('\n').slice(1).join(' '), 300);
	return said === ''
		? 'The helper program of this profile failed.'
		: `The helper program of this profile failed: ${said}`;
}
