import {bannerOf, sessionScope, configuredEndpoints, checkNetwork} from '../aws/endpoints.js';
import {type IdentityServices, identityServices} from '../aws/identity-services.js';
import {type SsoTarget, ssoTarget, type IdentityChoice} from '../aws/profiles/identity-choice.js';
import {homeFolder} from '../aws/profiles/config-file.js';
import {type SignInEvent} from '../aws/sso/flow.js';
import {SignInError} from '../aws/sso/sign-in-error.js';
import {readToken, tokenState} from '../aws/sso/token-cache.js';
import {timeLeft} from '../terminal/phrases.js';
import {openLink} from '../terminal/open-link.js';
import {cleanLine} from '../terminal/text.js';
import {type IdentityList} from '../aws/profiles/list-identities.js';
import {type ProfileFiles} from '../aws/profiles/read-profiles.js';
import {InputError} from '../diagnostic.js';
import {ownCommand} from '../terminal/command-line.js';
import {type CommandContext, type Flags, type Output, type AwsFlags} from './context.js';
import {exitCodes} from './problems.js';
import {howElse, formatLocation} from './no-identity.js';

/** What `login` is asked for. */
export type LoginOptions = {
	/** Confirm a code on any device, instead of a browser here that answers by itself. */
	deviceCode: boolean;
	/** Whether to open the page in the browser. */
	browser: boolean;
	flags: Flags;
};

/** Signs in to AWS for a profile, unless its sign-in still holds. Rejects with SignInError when nobody was signed in. */
export async function runLogin(
	options: LoginOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {flags} = options;
	const {env, services, close} = await openIdentities({
		flags,
		env: context.env,
	});
	try {
		const list = await services.list();
		const {profile, target} = chooseProfile(list, {flags, env});
		const shown = cleanLine(profile);
		const held = await heldUntil({target, services, env}, context.signal);
		if (held === undefined) {
			// Where the tokens go is said before they do.
			const {region} = target;
			const banner = flags.sandbox ? '' : bannerOf(sessionScope({region, who: {profile}, env}));
			output.say(
				`Signing in to ${cleanLine(target.startUrl)} (Identity Center in ${cleanLine(target.region)}) for profile ${shown}.`,
				...(banner === '' ? [] : [banner]),
			);
			await signIn({target, services, options}, context, output);
		}

		const until = held ?? (await expiryOf(target, env));
		const left = timeLeft(until - Date.now());
		output.say(
			held === undefined
				? `Signed in for ${left}. The aws CLI and every SDK share this sign-in.`
				: `Profile ${shown} is signed in already, for ${left} more.`,
		);
		if (output.isJson) {
			output.json({
				version: 1,
				profile,
				startUrl: target.startUrl,
				expiresAt: new Date(until).toISOString(),
			});
		}

		return exitCodes.done;
	} finally {
		await close?.();
	}
}

type SignInScope = {
	target: SsoTarget;
	services: IdentityServices;
	env: NodeJS.ProcessEnv;
};

// One question shows whether a token still counts: it may have been ended elsewhere, and one that is over may renew itself.
async function heldUntil(
	{target, services, env}: SignInScope,
	signal: AbortSignal,
): Promise<number | undefined> {
	const cached = await readToken(homeFolder(env), target.key);
	const {state} = tokenState(cached, Date.now());
	if (state !== 'valid' && state !== 'refreshable') {
		return undefined;
	}

	try {
		await services.accounts(target, signal).next();
	} catch (error) {
		if (error instanceof SignInError && ['expired', 'refused'].includes(error.reason)) {
			return undefined;
		}

		throw error;
	}

	return expiryOf(target, env);
}

// Milliseconds since 1970; 0 when the token is gone again.
async function expiryOf({key}: SsoTarget, env: NodeJS.ProcessEnv): Promise<number> {
	const cached = await readToken(homeFolder(env), key);
	return cached.state === 'found' ? cached.token.expiresAt : 0;
}

async function signIn(
	{
		target,
		services,
		options: {deviceCode, browser},
	}: Omit<SignInScope, 'env'> & {options: LoginOptions},
	{env, signal}: CommandContext,
	output: Output,
): Promise<void> {
	await services.signIn(target, {
		flow: deviceCode ? 'device' : services.chooseFlow(target).flow,
		signal,
		onEvent: reportSignIn(output),
		...(browser && {
			async openBrowser(url) {
				const outcome = await openLink(url, env);
				if (!outcome.opened) {
					throw new Error(outcome.reason);
				}
			},
		}),
	});
}

/**
Tells how a sign-in goes: the address and the code as lines for the person, the waiting on stderr, a line a minute at
most. Returns what hears the events.
*/
function reportSignIn(output: Pick<Output, 'say' | 'note'>): (event: SignInEvent) => void {
	let hasCode = false;
	let waiting = '';
	return (event) => {
		switch (event.type) {
			case 'url': {
				output.say(
					'',
					'Open this page in a browser on this computer, and allow the request:',
					'',
					`  ${event.url}`,
					'',
				);
				break;
			}

			case 'code': {
				hasCode = true;
				output.say(
					'',
					'Open this page in a browser, here or on another device:',
					'',
					`  ${event.verificationUriComplete}`,
					'',
					'Allow the request only if the page shows this code:',
					'',
					`  ${event.userCode}`,
					'',
				);
				break;
			}

			case 'browser': {
				if (event.opened) {
					output.say('The browser has been asked to open it.');
				} else if (hasCode) {
					output.say('No browser was opened here: open the page by hand.');
				}

				break;
			}

			case 'waiting': {
				const line = waitingLine(event);
				if (line !== waiting) {
					waiting = line;
					output.note(line);
				}

				break;
			}

			case 'fallback': {
				output.say(`${event.because} A code is used instead.`);
				break;
			}

			case 'done': {
				break;
			}
		}
	};
}

function waitingLine({timeLeft: left, trouble}: Extract<SignInEvent, {type: 'waiting'}>): string {
	const minutes = Math.max(1, Math.ceil(left / 60_000));
	return `Waiting for you in the browser: ${minutes === 1 ? 'less than a minute' : `${minutes} minutes`} left.${trouble ? ` ${cleanLine(trouble)}` : ''}`;
}

/** The identities of this machine, or of the sandbox's home; and the environment that they go by. */
type IdentityAccess = {
	env: NodeJS.ProcessEnv;
	services: IdentityServices;
	/** Stops the sandbox, where one was entered. */
	close?(): Promise<void>;
};

/** Fails with `NetworkSetupError` for a proxy, bundle or endpoint that cannot be used, before anything is asked. */
export async function openIdentities({
	flags,
	env: outside,
}: {
	flags: AwsFlags;
	env: NodeJS.ProcessEnv;
}): Promise<IdentityAccess> {
	if (flags.sandbox) {
		const {enterSandbox} = await import('../sandbox/saved-sandbox.js');
		const {env, close} = await enterSandbox(outside, flags.freshSandbox);
		return {env, services: identityServices(env, flags.profile), close};
	}

	await checkNetwork(outside, flags.profile);
	configuredEndpoints(outside, flags.profile);
	return {env: outside, services: identityServices(outside, flags.profile)};
}

/** A profile, and what it is signed in to. */
type SsoChoice = {profile: string; target: SsoTarget};

/**
The profile that a sign-in is for: `--profile`, else AWS_PROFILE, else the only one with a company sign-in; several that
share one sign-in count as one. Fails with `InputError` that says what a profile is when it is no such one.
*/
export function chooseProfile(
	list: IdentityList & {files: ProfileFiles},
	{flags, env}: {flags: AwsFlags; env: NodeJS.ProcessEnv},
): SsoChoice {
	const asked = [flags.profile, env.AWS_PROFILE].find(Boolean);
	const named = list.choices.find(({profile}) => profile !== undefined && profile === asked);
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
				: `Profile ${shown} cannot be used: ${state.problem}${formatLocation(state)}`,
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

function onlyOne({choices, files, problems}: IdentityList & {files: ProfileFiles}): SsoChoice {
	const usable = choices.flatMap((choice) => {
		const target = choice.state.type === 'broken' ? undefined : ssoTarget(choice);
		return target && choice.profile !== undefined ? [{profile: choice.profile, target}] : [];
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

	const targets = new Set(usable.map(({target: {key}}) => JSON.stringify(key)));
	if (targets.size > 1) {
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
