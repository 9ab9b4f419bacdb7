import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {rm} from 'node:fs/promises';
import {
	homeFolder,
	makePrivateFolder,
	sandboxStateFile,
	setupsFolder,
} from '../setups/home-folder.js';
import {errorCode, InputError} from '../diagnostic.js';
import {homeRegion, startUrl} from './identity-center/portal.js';
import {type Sandbox, startSandbox} from './server.js';
import {sandboxAccount, sandboxApiToken} from './state.js';
import {AwsError} from './answer.js';

/**
An environment that knows only the sandbox: its address and keys, and a home of its own, so that practising a sign-in never
touches the person's real AWS files. The SDK reads some of this from `process.env`: `enterSandbox` puts it there.
*/
export function sandboxEnvironment(env: NodeJS.ProcessEnv, sandbox: Sandbox): NodeJS.ProcessEnv {
	const home = path.join(homeFolder(env, true), 'home');
	makePrivateFolder(home);
	const others = Object.entries(env).filter(
		([name]) => !/^aws_/iv.test(name) || name === 'AWS_EC2_METADATA_DISABLED',
	);
	return {
		...Object.fromEntries(others),
		...sandbox.environment,
		// In place of the person's own token, which is for the real Workato only.
		WORKATO_API_TOKEN: sandboxApiToken,
		HOME: home,
		USERPROFILE: home,
		// The assistant keeps its own setups where they were.
		WORKATO_AWS_HOME: homeFolder(env, false),
	};
}

/**
Gives the practice home a profile for the practice sign-in, as most people's own home has one. What is there already stays.
*/
function seedProfile({HOME: home = ''}: NodeJS.ProcessEnv): void {
	const config = path.join(home, '.aws', 'config');
	if (fs.existsSync(config)) {
		return;
	}

	makePrivateFolder(path.dirname(config));
	fs.writeFileSync(
		config,
		`[profile security]
sso_session = practice
sso_account_id = ${sandboxAccount}
sso_role_name = Administrator
region = ${homeRegion}

[sso-session practice]
sso_start_url = ${startUrl}
sso_region = ${homeRegion}
sso_registration_scopes = sso:account:access
`,
		{mode: 0o600},
	);
}

/** The embedded AWS, and the environment that knows only it. */
type EnteredSandbox = {
	sandbox: Sandbox;
	env: NodeJS.ProcessEnv;
	/** Stops it, and gives this process its own environment back. */
	close(): Promise<void>;
};

/**
Starts the embedded AWS and makes its environment this process's own, for what the SDK reads there by itself. It has a home of
its own: a profile is then one of that home, and the person's AWS files and sign-ins stay untouched. Fails with `InputError` as
`startSavedSandbox` does.
*/
export async function enterSandbox(
	env: NodeJS.ProcessEnv,
	isFresh: boolean,
): Promise<EnteredSandbox> {
	const sandbox = await startSavedSandbox({env, isFresh});
	const outside = process.env;
	const inside = sandboxEnvironment(env, sandbox);
	process.env = {...inside};
	seedProfile(inside);
	return {
		sandbox,
		env: inside,
		async close() {
			await sandbox.close();
			process.env = outside;
		},
	};
}

/**
Starts the embedded AWS with its saved state. `isFresh` empties it, and the practice setups with it, which speak of keys
that are gone. Fails with `InputError` when the state cannot be kept or read, or the port is taken.
*/
export async function startSavedSandbox({
	env,
	isFresh,
	port = 0,
}: {
	env: NodeJS.ProcessEnv;
	isFresh: boolean;
	port?: number;
}): Promise<Sandbox> {
	try {
		const sandbox = await startSandbox({
			stateFile: sandboxStateFile(env),
			port,
			fresh: isFresh,
			seeded: true,
		});
		if (isFresh) {
			await rm(setupsFolder(env, true), {recursive: true, force: true});
		}

		return sandbox;
	} catch (error) {
		throw notStarted(error, port);
	}
}

function notStarted(error: unknown, port: number): InputError {
	const isTaken = errorCode(error) === 'EADDRINUSE';
	return new InputError(
		'sandbox-not-started',
		isTaken
			? `Port ${port} is taken by another program.`
			: error instanceof AwsError
				? error.message
				: `The sandbox could not be started: ${error instanceof Error ? error.message : String(error)}`,
		isTaken ? 'Give another one with --port, or none for any free port.' : 'Nothing was changed.',
	);
}
