import {cleanLine} from '../../terminal/text.js';
import {type SessionScope} from '../endpoints.js';
import {partitionProblem, regionDoubt} from '../regions.js';
import {type ProfileFiles, type LocatedSetting, readProfiles} from './read-profiles.js';

const kindLabels: Record<ProfileKind, string> = {
	role: 'the role in role_arn',
	keys: 'the saved access key',
	'web-identity': 'the web identity',
	program: 'the external program',
	sso: 'the company sign-in (SSO)',
	console: 'the console sign-in',
	none: 'nothing',
};

/* What decides who one is, by kind; the values themselves are never shown. */
const deciding: Record<ProfileKind, readonly string[]> = {
	role: ['role_arn', 'source_profile', 'credential_source', 'external_id'],
	keys: ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'],
	'web-identity': ['web_identity_token_file', 'role_arn'],
	program: ['credential_process'],
	sso: ['sso_session', 'sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'],
	console: ['login_session'],
	none: [],
};

/**
Says where `aws` in the same shell would be another identity than this program, one sentence each; nothing when both
agree. `profile` is the chosen one, if any; `flag` is what `--profile` said. From facts that were tried: the SDK prefers
keys to SSO and AWS_PROFILE to keys in the shell, the aws CLI the other way round.
*/
export function differsFromCli({
	profile,
	flag,
	env,
	files,
}: {
	profile?: string;
	flag?: string;
	env: NodeJS.ProcessEnv;
	files: ProfileFiles;
}): string[] {
	if (files.cli.isRejected) {
		return files.problems
			.filter(({reader}) => reader === 'aws CLI')
			.slice(0, 1)
			.map(
				({path, line}) =>
					`The aws CLI cannot read ${cleanLine(path)} (line ${line ?? 1}), so it has no identity at all.`,
			);
	}

	if (profile === undefined) {
		return [];
	}

	return [
		...(flag === profile ? [] : shellDiffers(profile, env, files)),
		...profileDiffers(profile, files),
	];
}

function shellDiffers(profile: string, env: NodeJS.ProcessEnv, files: ProfileFiles): string[] {
	const named = cleanLine(profile);
	const settings = files.cli.profiles.get(profile)?.settings ?? new Map();
	const found: string[] = [];
	if (env.AWS_ACCESS_KEY_ID) {
		found.push(
			`This program uses the profile ${named}; the aws CLI uses the keys from this shell (AWS_ACCESS_KEY_ID). ` +
				'Unset them, or give aws the flag --profile.',
		);
	} else if (
		env.AWS_WEB_IDENTITY_TOKEN_FILE &&
		cliKind(settings, files.paths.credentials) !== 'role'
	) {
		found.push(
			`This program uses the profile ${named}; the aws CLI uses the web identity from this shell (AWS_WEB_IDENTITY_TOKEN_FILE).`,
		);
	}

	const other = env.AWS_DEFAULT_PROFILE;
	if (other && other !== profile) {
		found.push(
			`The aws CLI also follows AWS_DEFAULT_PROFILE (${cleanLine(other)}); this program does not.`,
		);
	}

	return found;
}

/** The part of `differsFromCli` that lies in the profile itself and in those it builds on. */
export function profileDiffers(
	name: string,
	files: ProfileFiles,
	visited: readonly string[] = [],
): string[] {
	const mine = files.sdk.profiles.get(name)?.settings;
	const theirs = files.cli.profiles.get(name)?.settings;
	if (files.cli.isRejected || !mine || visited.includes(name)) {
		return [];
	}

	const named = cleanLine(name);
	if (!theirs) {
		return [`The aws CLI does not see the profile ${named}.`];
	}

	const isSource = visited.length > 0;
	const kind = sdkKind(mine, isSource);
	const cli = cliKind(theirs, files.paths.credentials, isSource);
	if (kind !== cli) {
		return [
			`In profile ${named} this program uses ${kindLabels[kind]}, the aws CLI ${kindLabels[cli]}. Keep one of the two.`,
		];
	}

	const unequal = deciding[kind].filter(
		(key) => (mine.get(key)?.value ?? '') !== (theirs.get(key)?.value ?? ''),
	);
	const source = mine.get('source_profile')?.value;
	return [
		...unequal.map(
			(key) =>
				`In profile ${named} the aws CLI reads ${key} otherwise (line ${mine.get(key)?.line ?? theirs.get(key)?.line ?? 1}): a comment behind the value, or a colon.`,
		),
		...(kind === 'sso' ? sessionDiffers(name, files) : []),
		...(kind === 'role' && source !== undefined
			? profileDiffers(source, files, [...visited, name])
			: []),
	];
}

function sessionDiffers(name: string, {sdk, cli}: ProfileFiles): string[] {
	const settings = cli.profiles.get(name)?.settings;
	const session = settings?.get('sso_session')?.value;
	const theirs = session === undefined ? undefined : cli.sessions.get(session)?.settings;
	if (!settings || session === undefined || !theirs) {
		return [];
	}

	const mine = sdk.sessions.get(session)?.settings;
	const clash = [...theirs].find(([key, {value}]) => (settings.get(key)?.value ?? value) !== value);
	const unequal = ['sso_start_url', 'sso_region'].filter(
		(key) => mine?.get(key)?.value !== theirs.get(key)?.value,
	);
	return [
		...(clash
			? [
					`The aws CLI refuses profile ${cleanLine(name)}: ${clash[0]} is not the same in it and in sso-session ${cleanLine(session)}.`,
				]
			: []),
		...unequal.map(
			(key) =>
				`In sso-session ${cleanLine(session)} the aws CLI reads ${key} otherwise (line ${theirs.get(key)?.line ?? 1}).`,
		),
	];
}

/** Which way of signing in a reader takes for a profile. */
type ProfileKind = 'role' | 'keys' | 'web-identity' | 'program' | 'sso' | 'console' | 'none';

type Settings = ReadonlyMap<string, LocatedSetting>;

const ssoKeys = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name'];

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
function cliKind(settings: Settings, credentials: string, isSource = false): ProfileKind {
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
export function namesAnIdentity(settings: ReadonlyMap<string, unknown>): boolean {
	return identityKeys.some((key) => settings.has(key));
}

/** Whether a profile signs in through SSO and in no other way, or does not say. */
export function ssoOnly(settings: ReadonlyMap<string, unknown>): boolean {
	return identityKeys.every((key) => ssoKeys.includes(key) || !settings.has(key));
}

/**
What to know about an identity before it writes, one sentence each: a partition that cannot trust Workato, a region that is
not known, and where `aws`
in the same shell would be somebody else. `flag` is `--profile`. Reads files only, and never rejects.
*/
export async function identityWarnings(
	{profile, region, sandbox}: Pick<SessionScope, 'profile' | 'region' | 'sandbox'>,
	{partition}: {partition: string},
	{env, flag}: {env: NodeJS.ProcessEnv; flag?: string},
): Promise<string[]> {
	const unfit = partitionProblem(partition);
	// No other program of this shell knows the sandbox.
	const others = sandbox ? [] : await cliWarnings({profile, env, flag});
	const doubt = sandbox ? undefined : regionDoubt(region);
	return [unfit, doubt, ...others].filter((text) => text !== undefined);
}

async function cliWarnings({
	profile,
	env,
	flag,
}: {
	profile: string | undefined;
	env: NodeJS.ProcessEnv;
	flag: string | undefined;
}): Promise<string[]> {
	const files = await readProfiles({env});
	const inUse = profile ?? defaultProfile(env, files);
	return differsFromCli({
		...(inUse && {profile: inUse}),
		...(flag && {flag}),
		env,
		files,
	});
}

// Without a name, keys of the shell come first for both, then the default profile.
function defaultProfile(env: NodeJS.ProcessEnv, {sdk}: ProfileFiles): string | undefined {
	return !env.AWS_ACCESS_KEY_ID && sdk.profiles.has('default') ? 'default' : undefined;
}
