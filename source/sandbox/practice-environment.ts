import path from 'node:path';
import process from 'node:process';
import {homeFolder, makePrivateFolder} from '../setups/home-folder.js';
import {type Sandbox} from './server.js';
import {practiceApiToken} from './workato/accounts.js';

/**
An environment that knows only the sandbox: its address and keys, and a home of its own, so that practising a sign-in never
touches the person's real AWS files. The SDK reads some of this from `process.env`: `enter` puts it there.
*/
export function practiceEnvironment(
	env: NodeJS.ProcessEnv,
	sandbox: Sandbox,
): NodeJS.ProcessEnv {
	const home = path.join(homeFolder(env, true), 'home');
	makePrivateFolder(home);
	const others = Object.entries(env).filter(
		([name]) => !/^aws_/iv.test(name) || name === 'AWS_EC2_METADATA_DISABLED',
	);
	return {
		...Object.fromEntries(others),
		...sandbox.environment,
		// In place of the person's own token, which is for the real Workato only.
		WORKATO_API_TOKEN: practiceApiToken,
		HOME: home,
		USERPROFILE: home,
		// The assistant keeps its own setups where they were.
		WORKATO_AWS_HOME: homeFolder(env, false),
	};
}

/** Makes an environment the process's own, for what the SDK reads there by itself. */
export function enterEnvironment(env: NodeJS.ProcessEnv): void {
	process.env = {...env};
}
