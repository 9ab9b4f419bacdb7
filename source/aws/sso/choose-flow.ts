import type {FlowName} from './flow.js';

export type FlowSurroundings = {
	readonly platform: NodeJS.Platform;
	/** Whether a file is there; asked for the marks that containers leave. */
	readonly exists: (file: string) => boolean;
	/** The profile is of the older form, which only knows the device code. */
	readonly isLegacy?: boolean;
};

type Sign = {
	readonly because: string;
	readonly holds: (
		env: NodeJS.ProcessEnv,
		surroundings: FlowSurroundings,
	) => boolean;
};

const signs: readonly Sign[] = [
	{
		because:
			'this profile has the older form, which knows only the device code',
		holds: (_env, {isLegacy}) => isLegacy === true,
	},
	{
		because: 'you are connected over SSH, so a browser here could not answer',
		holds: (env) => isSet(env, 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT'),
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
		holds: (env, {platform}) =>
			platform === 'linux' &&
			!isWsl(env) &&
			!isSet(env, 'DISPLAY', 'WAYLAND_DISPLAY'),
	},
];

/**
Which way to sign in suits this place, and why, in words that follow “because”. PKCE is the safer one (its answer is
bound to this program) and needs a browser on this machine; WSL opens the one of Windows. The person can always ask for
the other one.
*/
export function chooseFlow(
	env: NodeJS.ProcessEnv,
	surroundings: FlowSurroundings,
): {flow: FlowName; because: string} {
	const sign = signs.find(({holds}) => holds(env, surroundings));
	return sign
		? {flow: 'device', because: sign.because}
		: {flow: 'pkce', because: 'a browser on this machine can answer by itself'};
}

function isSet(env: NodeJS.ProcessEnv, ...names: string[]): boolean {
	return names.some((name) => Boolean(env[name]));
}

function isWsl(env: NodeJS.ProcessEnv): boolean {
	return isSet(env, 'WSL_DISTRO_NAME', 'WSL_INTEROP');
}
