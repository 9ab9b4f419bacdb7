import {suggest} from '../../terminal/names.js';
import {cleanLine} from '../../terminal/text.js';
import {parseArn} from '../arn.js';
import {
	type IdentityChoice,
	type IdentityContext,
	type IdentityState,
	isTemporaryId,
	longLivedKey,
	shortKey,
} from './identity-choice.js';
import {profileIdentity} from './profile-identity.js';
import {namesAnIdentity} from './profile-kind.js';
import {type FileProblem} from './read-profiles.js';

/** What there is to choose from. */
export type IdentityList = {
	/** Profiles in the order of the files, then the other sources. */
	choices: IdentityChoice[];
	/** The id of the choice that stands when the person says nothing; nothing when there is none. */
	preselect?: string;
	/** What is wrong with the files themselves. */
	problems: FileProblem[];
};

/**
Lists every identity that this machine offers and what state it is in. Pure: everything was read before. A profile that
is asked for (`flag` is `--profile`, else AWS_PROFILE) is always in the list, broken when it does not exist.
*/
export function listIdentities(context: IdentityContext, flag?: string): IdentityList {
	const {env, files} = context;
	const asked = flag ?? (env.AWS_PROFILE === '' ? undefined : env.AWS_PROFILE);
	const profiles = [...files.sdk.profiles]
		.filter(([name, {settings}]) => name === asked || namesAnIdentity(settings))
		.map(([name, section]) => profileIdentity(name, section, context));
	const cliOnly = onlyForCli(context);
	const listed = [...profiles, ...cliOnly];
	const isListed = listed.some(({profile}) => profile === asked);
	const choices = [
		...listed,
		...(asked === undefined || isListed ? [] : [absent(asked, context)]),
		...otherSources(context),
	];
	const preselect = asked === undefined ? fromChain(choices) : `profile:${asked}`;
	return {
		choices: preselect === undefined ? cliDefaultFirst(choices, env) : choices,
		...(preselect !== undefined && {preselect}),
		problems: files.problems,
	};
}

// Where nobody is somebody here, and the aws CLI is: that one stands first, with the reason.
function cliDefaultFirst(
	choices: readonly IdentityChoice[],
	{AWS_DEFAULT_PROFILE: cliDefault}: NodeJS.ProcessEnv,
): IdentityChoice[] {
	const isNamed = ({profile}: IdentityChoice) => Boolean(cliDefault) && profile === cliDefault;
	const named = choices.filter((choice) => isNamed(choice));
	const first = named.map((choice) => ({
		...choice,
		warnings: [
			...choice.warnings,
			{
				kind: 'differs from aws CLI' as const,
				message:
					'AWS_DEFAULT_PROFILE names this profile: the aws CLI takes it by itself, this program once it is chosen.',
			},
		],
	}));
	return [...first, ...choices.filter((choice) => !isNamed(choice))];
}

// The SDK's own order when no profile is named: keys of the shell, the default profile (broken or not), then the rest.
function fromChain(choices: readonly IdentityChoice[]): string | undefined {
	const order = ['shell-keys', 'profile:default', 'web-identity', 'container', 'server'];
	return order.find((id) =>
		choices.some(
			(choice) => choice.id === id && (choice.state.type !== 'broken' || id === 'profile:default'),
		),
	);
}

function onlyForCli({files}: IdentityContext): IdentityChoice[] {
	return [...files.cli.profiles]
		.filter(([name, {settings}]) => !files.sdk.profiles.has(name) && namesAnIdentity(settings))
		.map(([name, {line, path}]) => ({
			id: `profile:${name}`,
			kind: 'none',
			label: 'Only the aws CLI reads this profile',
			profile: name,
			state: {
				type: 'broken',
				problem:
					'The SDK leaves this profile out: give it a name without spaces, one space after “profile”, and “=” in each line.',
				line,
				path,
			},
			warnings: [],
		}));
}

function absent(name: string, {files}: IdentityContext): IdentityChoice {
	const unread = files.problems.find(({reader}) => reader === 'both');
	return {
		id: `profile:${name}`,
		kind: 'none',
		label: 'Not in the files',
		profile: name,
		state: {
			type: 'broken',
			problem:
				`There is no profile ${cleanLine(name)} in ${cleanLine(files.paths.config)}.` +
				(unread ? ` ${cleanLine(unread.path)}: ${unread.message}` : '') +
				suggest(
					name,
					Array.from(files.sdk.profiles, ([known]) => cleanLine(known)),
				),
			path: files.paths.config,
		},
		warnings: [],
	};
}

/** The identities that come with the shell or the machine, in the order in which the SDK asks for them. */
function otherSources(context: IdentityContext): IdentityChoice[] {
	return [
		...shellKeys(context),
		...webIdentity(context),
		...container(context),
		...server(context),
	];
}

function shellKeys({env, now}: IdentityContext): IdentityChoice[] {
	const id = env.AWS_ACCESS_KEY_ID;
	if (!id && !env.AWS_SECRET_ACCESS_KEY) {
		return [];
	}

	const short = shortKey(id ?? '');
	const isTemporary = Boolean(env.AWS_SESSION_TOKEN) || isTemporaryId(id ?? '');
	return [
		{
			id: 'shell-keys',
			kind: 'shell-keys',
			label: `${isTemporary ? 'Temporary keys' : 'Keys'} from this shell${short && ` (${short})`}`,
			...(env.AWS_ACCOUNT_ID && {account: cleanLine(env.AWS_ACCOUNT_ID)}),
			state: shellState(env, isTemporary, now),
			warnings: isTemporary ? [] : [longLivedKey],
		},
	];
}

function shellState(env: NodeJS.ProcessEnv, isTemporary: boolean, now: number): IdentityState {
	const missing = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].find((name) => !env[name]);
	if (missing) {
		return {type: 'broken', problem: `${missing} is not set in this shell.`};
	}

	if (isTemporary && !env.AWS_SESSION_TOKEN) {
		return {
			type: 'broken',
			problem:
				'These keys are temporary and need AWS_SESSION_TOKEN, which is not set in this shell.',
		};
	}

	const expiresAt = Date.parse(env.AWS_CREDENTIAL_EXPIRATION ?? '');
	if (!Number.isFinite(expiresAt)) {
		return {type: isTemporary ? 'unknown' : 'ready'};
	}

	return expiresAt > now
		? {type: 'ready', expiresAt}
		: {
				type: 'broken',
				problem: 'These keys have run out. Export new ones in this shell.',
			};
}

function webIdentity({env, fileExists}: IdentityContext): IdentityChoice[] {
	const file = env.AWS_WEB_IDENTITY_TOKEN_FILE;
	if (!file) {
		return [];
	}

	const arn = parseArn(env.AWS_ROLE_ARN ?? '');
	const role = arn?.resource.split('/').at(-1);
	const problem = env.AWS_ROLE_ARN
		? fileExists(file)
			? undefined
			: 'The file in AWS_WEB_IDENTITY_TOKEN_FILE does not exist.'
		: 'AWS_ROLE_ARN is not set in this shell.';
	return [
		{
			id: 'web-identity',
			kind: 'web-identity',
			label: 'CI / Kubernetes identity',
			...(arn && {account: arn.account}),
			...(role && {role: cleanLine(role)}),
			state: problem ? {type: 'broken', problem} : {type: 'ready'},
			warnings: [],
		},
	];
}

function container({env}: IdentityContext): IdentityChoice[] {
	const isThere = [
		env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,
		env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
	].some(Boolean);
	return isThere
		? [
				{
					id: 'container',
					kind: 'container',
					label:
						env.AWS_EXECUTION_ENV === 'CloudShell' ? 'Your CloudShell identity' : 'Container role',
					state: {type: 'unknown'},
					warnings: [],
				},
			]
		: [];
}

function server({env, isServer}: IdentityContext): IdentityChoice[] {
	const isOff =
		env.AWS_EC2_METADATA_DISABLED && env.AWS_EC2_METADATA_DISABLED.toLowerCase() !== 'false';
	return isServer && !isOff
		? [
				{
					id: 'server',
					kind: 'server',
					label: 'This server’s role',
					state: {type: 'unknown'},
					warnings: [],
				},
			]
		: [];
}
