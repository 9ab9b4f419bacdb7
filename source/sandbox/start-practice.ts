import {rm} from 'node:fs/promises';
import {sandboxStateFile, setupsFolder} from '../setups/home-folder.js';
import {startSandbox, type Sandbox} from './server.js';

/**
Starts the embedded AWS with its saved state. `isFresh` empties it, and the practice setups with it, which speak of keys
that are gone. Rejects as `startSandbox` does.
*/
export async function startPractice({
	env,
	isFresh,
	port = 0,
}: {
	env: NodeJS.ProcessEnv;
	isFresh: boolean;
	port?: number;
}): Promise<Sandbox> {
	const sandbox = await startSandbox({
		stateFile: sandboxStateFile(env),
		port,
		fresh: isFresh,
		furnished: true,
	});
	if (isFresh) {
		await rm(setupsFolder(env, true), {recursive: true, force: true});
	}

	return sandbox;
}
