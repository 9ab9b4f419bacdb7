import {rm} from 'node:fs/promises';
import {sandboxStateFile, setupsFolder} from '../setups/home-folder.js';
import {InputError} from '../setups/input-error.js';
import {AwsError} from './errors.js';
import {startSandbox, type Sandbox} from './server.js';

/**
Starts the embedded AWS with its saved state. `isFresh` empties it, and the practice setups with it, which speak of keys
that are gone. Fails with `InputError` when the state cannot be kept or read, or the port is taken.
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
	try {
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
	} catch (error) {
		throw notStarted(error, port);
	}
}

function notStarted(error: unknown, port: number): InputError {
	const isTaken =
		error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	return new InputError(
		'sandbox-not-started',
		isTaken
			? `Port ${port} is taken by another program.`
			: error instanceof AwsError
				? error.message
				: `The sandbox could not be started: ${error instanceof Error ? error.message : String(error)}`,
		isTaken
			? 'Give another one with --port, or none for any free port.'
			: 'Nothing was changed.',
	);
}
