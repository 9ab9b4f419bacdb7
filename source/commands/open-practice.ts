import process from 'node:process';
import {type Sandbox} from '../sandbox/server.js';
import {InputError} from '../setups/input-error.js';

/** The embedded AWS, and the environment that knows only it. */
export type PracticeWorld = {
	sandbox: Sandbox;
	env: NodeJS.ProcessEnv;
	/** Stops it, and gives this process its own environment back. */
	close(): Promise<void>;
};

/** Starts the embedded AWS. Fails with `InputError` when its state cannot be read or the port is taken. */
export async function openPractice({
	env,
	isFresh,
	port = 0,
}: {
	env: NodeJS.ProcessEnv;
	isFresh: boolean;
	port?: number;
}): Promise<Sandbox> {
	const {startPractice} = await import('../sandbox/start-practice.js');
	try {
		return await startPractice({env, isFresh, port});
	} catch (error) {
		const isTaken =
			error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
		throw new InputError(
			'sandbox-not-started',
			isTaken
				? `Port ${port} is taken by another program.`
				: `The sandbox could not be started: ${error instanceof Error ? error.message : String(error)}`,
			isTaken
				? 'Give another one with --port, or none for any free port.'
				: 'Nothing was changed.',
		);
	}
}

/**
Starts the embedded AWS and makes its environment this process's own, with a home of its own: a profile is then one of the
practice home, and the person's AWS files and sign-ins stay untouched. Fails as `openPractice` does.
*/
export async function enterPractice(
	env: NodeJS.ProcessEnv,
	isFresh: boolean,
): Promise<PracticeWorld> {
	const sandbox = await openPractice({env, isFresh});
	const {enterEnvironment, practiceEnvironment} =
		await import('../sandbox/practice-environment.js');
	const outside = process.env;
	const practice = practiceEnvironment(env, sandbox);
	enterEnvironment(practice);
	return {
		sandbox,
		env: practice,
		async close() {
			await sandbox.close();
			process.env = outside;
		},
	};
}
