import {type OtherSource} from './credential-provider.js';

/*
Marks that the SDK leaves on resolved credentials (`$source`), most telling first, with plain words for them.
The field is the SDK's own and may be missing.
*/
const labels: ReadonlyArray<[string, string]> = [
	['CREDENTIALS_SSO', 'company sign-in (SSO)'],
	['CREDENTIALS_SSO_LEGACY', 'company sign-in (SSO, older form)'],
	['CREDENTIALS_LOGIN', 'AWS console sign-in'],
	['CREDENTIALS_PROFILE_LOGIN', 'AWS console sign-in'],
	['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID', 'web identity (CI or Kubernetes)'],
	['CREDENTIALS_STS_ASSUME_ROLE', 'assumed role'],
	['CREDENTIALS_PROCESS', 'helper program'],
	['CREDENTIALS_ENV_VARS', 'keys from this shell (AWS_ACCESS_KEY_ID)'],
	['CREDENTIALS_HTTP', 'container role'],
	['CREDENTIALS_IMDS', 'role of this server (EC2)'],
	['CREDENTIALS_PROFILE', 'access key in the profile'],
];

/** Words for the sources that are asked for by themselves; some of them leave no mark. */
export const sourceWords: Readonly<Record<OtherSource, string>> = {
	'shell-keys': 'keys from this shell (AWS_ACCESS_KEY_ID)',
	'web-identity': 'web identity (CI or Kubernetes)',
	container: 'container role',
	server: 'role of this server (EC2)',
};

/** Says where credentials came from, such as “profile dev: company sign-in (SSO)”. */
export function describeSource(
	credentials: object,
	profile: string | undefined,
): string {
	const marks: unknown = Reflect.get(credentials, '$source');
	const label =
		typeof marks === 'object' && marks !== null
			? labels.find(([mark]) => mark in marks)?.[1]
			: undefined;
	if (profile) {
		return label ? `profile ${profile}: ${label}` : `profile ${profile}`;
	}

	return label ?? 'the default chain of the SDK';
}
