import {bannerOf, sessionPlace} from '../aws/session-place.js';
import {type IdentityServices} from '../aws/identity-services.js';
import {type SsoTarget} from '../aws/sso/sso-target.js';
import {homeFolder} from '../aws/sso/home-folder.js';
import {type SignInEvent} from '../aws/sso/sign-in.js';
import {SignInError} from '../aws/sso/sign-in-error.js';
import {readToken} from '../aws/sso/token-cache.js';
import {tokenState} from '../aws/sso/token-state.js';
import {timeLeft} from '../terminal/time-words.js';
import {openLink} from '../terminal/open-link.js';
import {cleanLine} from '../terminal/text.js';
import {chooseProfile, openIdentities} from './identities.js';
import {type CommandContext, type Flags} from './context.js';
import {type Output} from './output.js';
import {exitCodes} from './problems.js';

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
			const banner = flags.sandbox
				? ''
				: bannerOf(sessionPlace({region, who: {profile}, env}));
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
		await close();
	}
}

type Place = {
	target: SsoTarget;
	services: IdentityServices;
	env: NodeJS.ProcessEnv;
};

// One question shows whether a token still counts: it may have been ended elsewhere, and one that is over may renew itself.
async function heldUntil(
	{target, services, env}: Place,
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
		if (
			error instanceof SignInError &&
			['expired', 'refused'].includes(error.reason)
		) {
			return undefined;
		}

		throw error;
	}

	return expiryOf(target, env);
}

// Milliseconds since 1970; 0 when the token is gone again.
async function expiryOf(
	{key}: SsoTarget,
	env: NodeJS.ProcessEnv,
): Promise<number> {
	const cached = await readToken(homeFolder(env), key);
	return cached.state === 'found' ? cached.token.expiresAt : 0;
}

async function signIn(
	{
		target,
		services,
		options: {deviceCode, browser},
	}: Omit<Place, 'env'> & {options: LoginOptions},
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
function reportSignIn(
	output: Pick<Output, 'say' | 'note'>,
): (event: SignInEvent) => void {
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

function waitingLine({
	timeLeft: left,
	trouble,
}: Extract<SignInEvent, {type: 'waiting'}>): string {
	const minutes = Math.max(1, Math.ceil(left / 60_000));
	return `Waiting for you in the browser: ${minutes === 1 ? 'less than a minute' : `${minutes} minutes`} left.${trouble ? ` ${cleanLine(trouble)}` : ''}`;
}
