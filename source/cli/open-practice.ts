import process from 'node:process';
import {type Sandbox} from '../sandbox/server.js';

/** The embedded AWS, and the environment that knows only it. */
export type PracticeWorld = {
	sandbox: Sandbox;
	env: NodeJS.ProcessEnv;
	/** Stops it, and gives this process its own environment back. */
	close(): Promise<void>;
};

/**
Starts the embedded AWS, which is loaded only then, and makes its environment this process's own, with a home of its own: a
profile is then one of the practice home, and the person's AWS files and sign-ins stay untouched. Fails with `InputError` as
`startPractice` does.
*/
export async function enterPractice(
	env: NodeJS.ProcessEnv,
	isFresh: boolean,
): Promise<PracticeWorld> {
	const [{startPractice}, {enterEnvironment, practiceEnvironment}] =
		await Promise.all([
			import('../sandbox/start-sandbox.js'),
			import('../sandbox/start-sandbox.js'),
		]);
	const sandbox = await startPractice({env, isFresh, port: 0});
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
