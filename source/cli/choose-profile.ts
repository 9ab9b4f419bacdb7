import {ssoTarget, type SsoTarget} from '../aws/sso/sso-target.js';
import {
	type IdentityChoice,
	type IdentityKind,
} from '../aws/profiles/identity-choice.js';
import {type IdentityList} from '../aws/profiles/list-identities.js';
import {type ProfileFiles} from '../aws/profiles/read-profiles.js';
import {InputError} from '../setups/input-error.js';
import {formatValue} from '../terminal/foreign-text.js';
import {cleanLine} from '../terminal/text.js';
import {ownCommand, shellWord} from '../terminal/own-command.js';
import {type AwsFlags} from './flags.js';

/** A profile, and what it is signed in to. */
export type SsoChoice = {profile: string; target: SsoTarget};

/**
The profile that a sign-in is for: `--profile`, else AWS_PROFILE, else the only one with a company sign-in; several that
share one sign-in count as one. Fails with `InputError` that says what a profile is when it is no such one.
*/
export function chooseProfile(
	list: IdentityList & {files: ProfileFiles},
	{flags, env}: {flags: AwsFlags; env: NodeJS.ProcessEnv},
): SsoChoice {
	const asked = [flags.profile, env.AWS_PROFILE].find(Boolean);
	const named = list.choices.find(
		({profile}) => profile !== undefined && profile === asked,
	);
	return named ? ssoOf(named) : onlyOne(list);
}

function ssoOf(choice: IdentityChoice): SsoChoice {
	const {profile = '', kind, label, state} = choice;
	const shown = cleanLine(profile);
	if (state.type === 'broken') {
		const isAbsent = kind === 'none' && state.line === undefined;
		throw new InputError(
			isAbsent ? 'profile-not-found' : 'profile-broken',
			isAbsent
				? state.problem
				: `Profile ${shown} cannot be used: ${state.problem}${placeOf(state)}`,
			isAbsent
				? `Name one of yours with --profile, or make one on screen: ${ownCommand('', true)}, then “Sign in to AWS”.`
				: 'Mend the file, then run this again.',
		);
	}

	const target = ssoTarget(choice);
	if (!target) {
		throw new InputError(
			'profile-not-sso',
			`Profile ${shown} is not a company sign-in (SSO): ${label}.`,
			howElse(choice),
		);
	}

	return {profile, target};
}

function onlyOne({
	choices,
	files,
	problems,
}: IdentityList & {files: ProfileFiles}): SsoChoice {
	const usable = choices.flatMap((choice) => {
		const target =
			choice.state.type === 'broken' ? undefined : ssoTarget(choice);
		return target && choice.profile !== undefined
			? [{profile: choice.profile, target}]
			: [];
	});
	const [first] = usable;
	if (!first) {
		const unread = problems.find(({reader}) => reader === 'both');
		throw new InputError(
			'no-sso-profile',
			unread
				? `${cleanLine(unread.path)}: ${unread.message}`
				: `There is no profile with a company sign-in (SSO) in ${cleanLine(files.paths.config)}.`,
			`Make one on screen: ${ownCommand('', true)}, then “Sign in to AWS”.`,
		);
	}

	const places = new Set(usable.map(({target: {key}}) => JSON.stringify(key)));
	if (places.size > 1) {
		const names = usable.map(({profile}) => cleanLine(profile));
		const shown = names.slice(0, 5).join(', ');
		throw new InputError(
			'profile-missing',
			`There are several profiles with a company sign-in (SSO): ${shown}${names.length > 5 ? ', ...' : ''}.`,
			'Say which one with --profile.',
		);
	}

	return first;
}

/** Where something in a file is, as the end of a sentence: “ (/home/ana/.aws/config, line 3)”. */
export function placeOf({path, line}: {path?: string; line?: number}): string {
	return path === undefined
		? ''
		: ` (${formatValue(path, 60)}${line === undefined ? '' : `, line ${line}`})`;
}

/** How an identity that does not go through Identity Center is signed in to, or renewed. */
export function howElse({
	kind,
	profile = 'default',
	mfa,
}: IdentityChoice): string {
	if (kind === 'console') {
		return `Sign in with: aws login --profile ${cleanLine(profile)}`;
	}

	return kind === 'role' && mfa
		? `The role wants a code from an MFA device, and the assistant asks for it, in a terminal: ${ownCommand(`--profile ${shellWord(cleanLine(profile))}`)}. Without a terminal, give the profile keys that carry the code (aws sts get-session-token) or a credential_process.`
		: (ways[kind] ??
				'It needs no sign-in; check that it is still valid in AWS.');
}

const ways: Partial<Record<IdentityKind, string>> = {
	'temporary-keys':
		'Get new keys where these came from, and put them in the place of the old ones.',
	'shell-keys': 'Export new keys in this shell.',
	role: 'It takes on a role and needs no sign-in of its own; what it starts from may.',
	'web-identity':
		'Its token comes from the platform it runs on (CI or Kubernetes).',
	program: 'Its program signs in by itself, or says how.',
};
