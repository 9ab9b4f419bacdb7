import {checkNetwork} from '../aws/check-network.js';
import {configuredEndpoints} from '../aws/endpoints.js';
import {
	identityServices,
	type IdentityServices,
} from '../aws/identity-services.js';
import {type IdentityChoice} from '../aws/profiles/identity-choice.js';
import {type IdentityList} from '../aws/profiles/list-identities.js';
import {type ProfileFiles} from '../aws/profiles/read-profiles.js';
import {ssoTarget, type SsoTarget} from '../aws/sso/sso-target.js';
import {InputError} from '../setups/input-error.js';
import {ownCommand} from '../terminal/own-command.js';
import {cleanLine} from '../terminal/text.js';
import {type AwsFlags} from './context.js';
import {howElse, placeOf} from './no-identity.js';
import {enterPractice} from './open-practice.js';

/** The identities of this machine, or of the sandbox's home; and the environment that they go by. */
export type IdentityAccess = {
	env: NodeJS.ProcessEnv;
	services: IdentityServices;
	close(): Promise<void>;
};

/** Fails with `NetworkSetupError` for a proxy, bundle or endpoint that cannot be used, before anything is asked. */
export async function openIdentities({
	flags,
	env: outside,
}: {
	flags: AwsFlags;
	env: NodeJS.ProcessEnv;
}): Promise<IdentityAccess> {
	if (!flags.sandbox) {
		await checkNetwork(outside, flags.profile);
		configuredEndpoints(outside, flags.profile);
	}

	const practice = flags.sandbox
		? await enterPractice(outside, flags.freshSandbox)
		: undefined;
	const env = practice?.env ?? outside;
	if (practice) {
		const {seedProfile} = await import('../sandbox/start-sandbox.js');
		seedProfile(env);
	}

	return {
		env,
		services: identityServices(env, flags.profile),
		async close() {
			await practice?.close();
		},
	};
}

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
