import {setTimeout} from 'node:timers/promises';
import {type CreateTokenResponse} from '@aws-sdk/client-sso-oidc';
import {hasDisplay, isOverSsh, isSet, isWsl} from '../../terminal/open-link.js';
import {noAnswer} from './sign-in-error.js';

/** How a person signs in: the browser answers this program itself, or the person confirms a code anywhere. */
export type FlowName = 'pkce' | 'device';

/**
What a sign-in reports on its way. Times are milliseconds. Holds no secret: the address and the user code are there to
be shown.
*/
export type SignInEvent =
	| {
			readonly type: 'code';
			readonly userCode: string;
			readonly verificationUri: string;
			/** The same page with the code filled in; the one to open. */
			readonly verificationUriComplete: string;
			readonly expiresAt: number;
	  }
	| {readonly type: 'url'; readonly url: string; readonly expiresAt: number}
	/** Whether the browser was opened; if not, the person opens the address by hand. */
	| {readonly type: 'browser'; readonly opened: boolean}
	| {
			readonly type: 'waiting';
			readonly timeLeft: number;
			readonly until: number;
			/** Set while AWS cannot be reached or is busy; it goes on waiting. */
			readonly trouble?: string;
	  }
	/** PKCE cannot work here; it goes on with the device code. */
	| {readonly type: 'fallback'; readonly because: string}
	/** The token is in the cache. */
	| {readonly type: 'done'; readonly until: number};

/** The world around a flow, so that tests need no time, browser or chance. */
export type FlowWorld = {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Waits that many milliseconds; rejects as soon as the signal aborts. */
	readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** Resolves once a browser was started (not when it ends), or rejects. Left out, none is opened (`--no-browser`). */
	readonly openBrowser?: ((url: string) => Promise<void>) | undefined;
	readonly onEvent: (event: SignInEvent) => void;
	/** Stops the sign-in. */
	readonly signal: AbortSignal;
};

/** What CreateToken gave. Both texts are secrets. */
export type Grant = {
	readonly accessToken: string;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
	readonly refreshToken?: string;
};

/** How long the network may be away, or AWS busy, before a sign-in gives up; milliseconds. */
export const troubleLimit = 60_000;

/** Reads CreateToken's answer; `now` is when it came. */
export function grantOf(answer: CreateTokenResponse, now: number): Grant {
	if (!answer.accessToken || answer.expiresIn === undefined) {
		throw noAnswer();
	}

	return {
		accessToken: answer.accessToken,
		expiresAt: now + answer.expiresIn * 1000,
		...(answer.refreshToken && {refreshToken: answer.refreshToken}),
	};
}

/** Opens a page where that is wanted, and reports how it went. False when it was wanted and did not work. */
export async function openPage(url: string, {openBrowser, onEvent}: FlowWorld): Promise<boolean> {
	if (!openBrowser) {
		return true;
	}

	let opened = true;
	try {
		await openBrowser(url);
	} catch {
		opened = false;
	}

	onEvent({type: 'browser', opened});
	return opened;
}

/** Waits for real, as `FlowWorld.wait` says. */
export async function realWait(milliseconds: number, signal: AbortSignal): Promise<void> {
	await setTimeout(milliseconds, undefined, {signal});
}

type FlowContext = {
	readonly platform: NodeJS.Platform;
	/** Whether a file is there; asked for the marks that containers leave. */
	readonly exists: (file: string) => boolean;
	/** The profile is of the older form, which only knows the device code. */
	readonly isLegacy?: boolean;
};

type Sign = {
	readonly because: string;
	readonly holds: (env: NodeJS.ProcessEnv, context: FlowContext) => boolean;
};

const signs: readonly Sign[] = [
	{
		because: 'this profile has the older form, which knows only the device code',
		holds: (_env, {isLegacy}) => isLegacy === true,
	},
	{
		because: 'you are connected over SSH, so a browser here could not answer',
		holds: (env) => isOverSsh(env),
	},
	{
		because: 'this is a remote development environment',
		holds: (env) =>
			isSet(env, 'CODESPACES', 'GITPOD_WORKSPACE_ID', 'REMOTE_CONTAINERS') ||
			env.AWS_EXECUTION_ENV === 'CloudShell' ||
			(isSet(env, 'VSCODE_IPC_HOOK_CLI') && !isWsl(env)),
	},
	{
		because: 'this runs in a container, which your browser cannot reach',
		holds: (env, {exists}) =>
			isSet(env, 'KUBERNETES_SERVICE_HOST') ||
			/^(?:docker|podman|oci|lxc|systemd-nspawn)$/v.test(env.container ?? '') ||
			['/.dockerenv', '/run/.containerenv'].some((file) => exists(file)),
	},
	{
		because: 'there is no display here to open a browser on',
		holds: (env, {platform}) => platform === 'linux' && !hasDisplay(env),
	},
];

/**
Which way to sign in suits this machine, and why, as a clause that follow “because”. PKCE is the safer one (its answer is
bound to this program) and needs a browser on this machine; WSL opens the one of Windows. The person can always ask for
the other one.
*/
export function chooseFlow(
	env: NodeJS.ProcessEnv,
	context: FlowContext,
): {flow: FlowName; because: string} {
	const sign = signs.find(({holds}) => holds(env, context));
	return sign
		? {flow: 'device', because: sign.because}
		: {flow: 'pkce', because: 'a browser on this machine can answer by itself'};
}
