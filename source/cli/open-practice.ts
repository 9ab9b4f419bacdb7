import process from 'node:process';
import {type Sandbox} from '../sandbox/server.js';

/** The embedded AWS, and the environment that knows only it. */
export type PracticeWorld = {
	sandbox: Sandbox;
	env: NodeJS.ProcessEnv;
	/** Stops it, and gives this process its own environment back. */
	close(): Promise<void>;
};

/** Starts the embedded AWS, which is loaded only then. Fails with `InputError` as `startPractice` does. */
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
	return startPractice({env, isFresh, port});
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
