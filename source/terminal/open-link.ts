import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {splitCommand} from './command-line.js';

/** Whether a browser was started; if not, why, as the end of a sentence. */
export type OpenOutcome = {opened: true} | {opened: false; reason: string};

/** A started program, as far as its failing matters here. */
export type Launched = {
	once(event: 'exit', listener: (code: unknown) => void): unknown;
};

type Environment = Readonly<Record<string, string | undefined>>;

export type OpenDeps = {
	readonly platform?: NodeJS.Platform;
	/** Opens with the platform's default browser; the `open` package when left out. */
	readonly openDefault?: (url: string, env: Environment) => Promise<Launched>;
	/** Starts the command from BROWSER; rejects when it cannot be started. */
	readonly launch?: (
		command: string,
		args: readonly string[],
		env: Environment,
	) => Promise<Launched>;
	/** How long an early failure of the browser's launcher is looked for, in milliseconds; 1,000 when left out. */
	readonly giveUpAfter?: number;
};

/**
Opens a web address in the browser that BROWSER names, or the platform's. Only http and https addresses without a user
name are opened. The browser gets `env` as its environment. Never throws. `opened` means that a browser was started and did not fail at once.
*/
export async function openLink(
	url: string,
	env: Environment,
	deps: OpenDeps = {},
): Promise<OpenOutcome> {
	const address = webAddress(url);
	if (address === undefined) {
		return {opened: false, reason: 'this is not a web address'};
	}

	const platform = deps.platform ?? process.platform;
	const chosen = (env.BROWSER ?? '').trim();
	if (chosen === 'none') {
		return {opened: false, reason: 'BROWSER says that none is wanted'};
	}

	const obstacle = chosen === '' ? whyNoBrowser(env, platform) : undefined;
	if (obstacle !== undefined) {
		return {opened: false, reason: obstacle};
	}

	try {
		const launched = await (chosen === ''
			? (deps.openDefault ?? openDefault)(address, env)
			: launchChosen(chosen, address, platform, async (command, args) =>
					(deps.launch ?? launch)(command, args, env),
				));
		return (await hasFailedEarly(launched, deps.giveUpAfter ?? 1000))
			? {opened: false, reason: 'the browser ended with an error'}
			: {opened: true};
	} catch {
		return {opened: false, reason: 'no browser could be started'};
	}
}

function webAddress(text: string): string | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	return url &&
		['http:', 'https:'].includes(url.protocol) &&
		url.username === '' &&
		url.password === ''
		? url.href
		: undefined;
}

/** Over SSH a browser would open on the far machine; on Linux it needs a display. */
function whyNoBrowser(env: Environment, platform: NodeJS.Platform): string | undefined {
	if (hasDisplay(env)) {
		return undefined;
	}

	if (isOverSsh(env)) {
		return 'over SSH the browser would open on the other computer';
	}

	return platform === 'linux' ? 'there is no display here to open a browser on' : undefined;
}

/** Whether any of these variables says something. */
export function isSet(env: Environment, ...names: readonly string[]): boolean {
	return names.some((name) => (env[name] ?? '') !== '');
}

/** The person sits at another computer, which is connected by SSH. */
export function isOverSsh(env: Environment): boolean {
	return isSet(env, 'SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY');
}

/** This Linux lives in Windows, and has its screen. */
export function isWsl(env: Environment): boolean {
	return isSet(env, 'WSL_DISTRO_NAME', 'WSL_INTEROP');
}

/** There is a screen to show windows on; macOS and Windows do not say so. */
export function hasDisplay(env: Environment): boolean {
	return isSet(env, 'DISPLAY', 'WAYLAND_DISPLAY') || isWsl(env);
}

/** BROWSER may name several commands, tried in order; `%s` stands for the address, which else comes last. */
async function launchChosen(
	chosen: string,
	address: string,
	platform: NodeJS.Platform,
	start: (command: string, args: readonly string[]) => Promise<Launched>,
): Promise<Launched> {
	const commands = platform === 'win32' ? [chosen] : chosen.split(':');
	let problem: unknown;
	for (const line of commands) {
		const [command, ...args] = splitCommand(line, platform);
		if (command === undefined) {
			continue;
		}

		const hasTarget = args.some((argument) => argument.includes('%s'));
		const filled = args.map((argument) => argument.replaceAll('%s', () => address));
		try {
			return await start(command, hasTarget ? filled : [...args, address]);
		} catch (error) {
			problem = error;
		}
	}

	throw new Error('No command in BROWSER could be started.', {cause: problem});
}

/** Launchers such as xdg-open say within moments that they found no browser; a browser itself stays. */
async function hasFailedEarly(launched: Launched, giveUpAfter: number): Promise<boolean> {
	const {promise, resolve} = Promise.withResolvers<boolean>();
	const timer = setTimeout(resolve, giveUpAfter, false);
	launched.once('exit', (code) => {
		resolve(code !== 0);
	});
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
	}
}

async function openDefault(address: string, env: Environment) {
	const program = fileURLToPath(new URL('open-default.js', import.meta.url));
	// On Windows a program of its own would open a console window; a browser must not be hidden.
	return launch(process.execPath, [program, address], env, true);
}

// The browser gets the person's own environment, also while this process has the sandbox's.
async function launch(
	command: string,
	args: readonly string[],
	env: Environment,
	windowsHide = false,
): Promise<Launched> {
	const child = spawn(command, args, {
		detached: true,
		stdio: 'ignore',
		env,
		windowsHide,
	});
	await once(child, 'spawn');
	child.unref();
	return child;
}
