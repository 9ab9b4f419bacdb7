import {expect, test} from 'vitest';
import {chooseFlow} from '../../../source/aws/sso/flow.js';

const nowhere = () => false;
const display = {DISPLAY: ':0'};

function choose(
	env: Record<string, string>,
	platform: NodeJS.Platform,
	files: readonly string[] = [],
) {
	return chooseFlow(env, {platform, exists: (file) => files.includes(file)});
}

test.each<[string, Record<string, string>, NodeJS.Platform]>([
	['a Mac', {}, 'darwin'],
	['Windows', {}, 'win32'],
	['a Linux desktop', display, 'linux'],
	['a Wayland desktop', {WAYLAND_DISPLAY: 'wayland-0'}, 'linux'],
	['WSL, whose browser is that of Windows', {WSL_DISTRO_NAME: 'Ubuntu'}, 'linux'],
	['VS Code in WSL', {WSL_DISTRO_NAME: 'Ubuntu', VSCODE_IPC_HOOK_CLI: '/x'}, 'linux'],
])('%s: the browser answers by itself', (_, env, platform) => {
	expect(choose(env, platform).flow).toBe('pkce');
});

test.each<[string, Record<string, string>, NodeJS.Platform, string]>([
	['SSH to a Mac', {SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'}, 'darwin', 'SSH'],
	['SSH with a forwarded display', {...display, SSH_TTY: '/dev/pts/0'}, 'linux', 'SSH'],
	['Codespaces', {...display, CODESPACES: 'true'}, 'linux', 'remote'],
	['CloudShell', {...display, AWS_EXECUTION_ENV: 'CloudShell'}, 'linux', 'remote'],
	['VS Code on another machine', {...display, VSCODE_IPC_HOOK_CLI: '/x'}, 'linux', 'remote'],
	['a dev container', {...display, REMOTE_CONTAINERS: 'true'}, 'linux', 'remote'],
	['a pod', {...display, KUBERNETES_SERVICE_HOST: '10.0.0.1'}, 'linux', 'container'],
	['podman', {...display, container: 'podman'}, 'linux', 'container'],
	['no display', {}, 'linux', 'display'],
])('%s: the device code', (_, env, platform, because) => {
	const choice = choose(env, platform);
	expect(choice.flow).toBe('device');
	expect(choice.because).toContain(because);
});

test.each(['/.dockerenv', '/run/.containerenv'])('%s marks a container', (file) => {
	const choice = choose(display, 'linux', [file]);
	expect(choice.flow).toBe('device');
	expect(choice.because).toContain('container');
});

test('a profile of the older form has only the device code', () => {
	const choice = chooseFlow({}, {platform: 'darwin', exists: nowhere, isLegacy: true});
	expect(choice.flow).toBe('device');
	expect(choice.because).toContain('older');
});
