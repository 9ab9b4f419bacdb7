import {type PlacedSetting} from './merge-views.js';

/** Which way of signing in a reader takes for a profile. */
export type ProfileKind =
	'role' | 'keys' | 'web-identity' | 'program' | 'sso' | 'console' | 'none';

type Settings = ReadonlyMap<string, PlacedSetting>;

const ssoKeys = [
	'sso_start_url',
	'sso_account_id',
	'sso_session',
	'sso_region',
	'sso_role_name',
];

/**
What the JS SDK takes first (resolveProfileData of credential-provider-ini). `isSource`: the profile is asked for on
behalf of a role, where saved keys come first.
*/
export function sdkKind(settings: Settings, isSource = false): ProfileKind {
	const has = (key: string) => settings.has(key);
	const hasKeys = has('aws_access_key_id') && has('aws_secret_access_key');
	if (isSource && hasKeys) {
		return 'keys';
	}

	const hasOneSource = has('source_profile') !== has('credential_source');
	if (
		(has('role_arn') && hasOneSource) ||
		(isSource && !has('role_arn') && has('credential_source'))
	) {
		return 'role';
	}

	if (hasKeys) {
		return 'keys';
	}

	if (has('web_identity_token_file') && has('role_arn')) {
		return 'web-identity';
	}

	if (has('credential_process')) {
		return 'program';
	}

	if (ssoKeys.some((key) => has(key))) {
		return 'sso';
	}

	return has('login_session') ? 'console' : 'none';
}

/** What the aws CLI takes first (botocore's credential resolver). `credentials` is the path of the credentials file. */
export function cliKind(
	settings: Settings,
	credentials: string,
	isSource = false,
): ProfileKind {
	const has = (key: string) => settings.has(key);
	const hasSomeKey = has('aws_access_key_id') || has('aws_secret_access_key');
	const isRole = has('role_arn') && !has('web_identity_token_file');
	if (isRole && !(isSource && hasSomeKey)) {
		return 'role';
	}

	if (has('web_identity_token_file')) {
		return 'web-identity';
	}

	if (has('sso_account_id') || has('sso_role_name')) {
		return 'sso';
	}

	if (settings.get('aws_access_key_id')?.path === credentials) {
		return 'keys';
	}

	if (has('login_session')) {
		return 'console';
	}

	if (has('credential_process')) {
		return 'program';
	}

	return has('aws_access_key_id') ? 'keys' : 'none';
}

const identityKeys = [
	...ssoKeys,
	'aws_access_key_id',
	'aws_secret_access_key',
	'role_arn',
	'source_profile',
	'credential_source',
	'web_identity_token_file',
	'credential_process',
	'login_session',
];

/** Whether a profile says anything about how to sign in; one with only a region or an output format does not. */
export function namesAnIdentity(
	settings: ReadonlyMap<string, unknown>,
): boolean {
	return identityKeys.some((key) => settings.has(key));
}

/** Whether a profile signs in through SSO and in no other way, or does not say. */
export function ssoOnly(settings: ReadonlyMap<string, unknown>): boolean {
	return identityKeys.every(
		(key) => ssoKeys.includes(key) || !settings.has(key),
	);
}
