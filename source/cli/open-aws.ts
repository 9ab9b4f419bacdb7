import process from 'node:process';
import {type Sandbox} from '../sandbox/server.js';
import {checkNetwork, configuredEndpoints} from '../aws/endpoints.js';
import {findRegion} from '../aws/settings.js';
import {regionProblem} from '../aws/regions.js';
import {openSession, type AwsSession} from '../aws/session.js';
import {InputError} from '../diagnostic.js';
import {type AwsFlags} from './context.js';

/** The embedded AWS, and the environment that knows only it. */
type PracticeWorld = {
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
	const [{startPractice}, {enterEnvironment, practiceEnvironment}] = await Promise.all([
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

type Sources = {flags: AwsFlags; env: NodeJS.ProcessEnv};

/** A way to AWS, or to the sandbox that was started for it: one session for each region. */
export type AwsAccess = {
	/** What the sessions go by: this process's environment, or the sandbox's own. */
	env: NodeJS.ProcessEnv;
	flags: AwsFlags;
	/**
	Without a region, the one that the flags, the environment or the profile name. Calls nothing yet. Rejects where an
	endpoint that is set cannot be used.
	*/
	open(region?: string): Promise<AwsSession>;
	/** The sessions opened so far. */
	sessions(): readonly AwsSession[];
	/** Closes every session, and the sandbox. */
	close(): Promise<void>;
};

const sandboxRegion = 'us-east-1';

/** Starts the sandbox if it was asked for. Fails with `InputError` when it cannot start. */
export async function openAws({flags, env: outside}: Sources): Promise<AwsAccess> {
	const practice = flags.sandbox ? await enterPractice(outside, flags.freshSandbox) : undefined;
	const env = practice?.env ?? outside;
	const sessions: AwsSession[] = [];
	return {
		env,
		flags,
		async open(given) {
			const region = await chooseRegion(given, {flags, env});
			const known = sessions.find((session) => session.region === region);
			if (known) {
				return known;
			}

			if (!practice) {
				await checkNetwork(env, flags.profile);
				configuredEndpoints(env, flags.profile);
			}

			const session = openSession({
				region,
				env,
				...(flags.profile && {who: {profile: flags.profile}}),
				...(practice && {sandbox: practice.sandbox}),
			});
			sessions.push(session);
			return session;
		},
		sessions: () => sessions,
		async close() {
			for (const session of sessions) {
				session.close();
			}

			await practice?.close();
		},
	};
}

async function chooseRegion(
	given: string | undefined,
	{flags: {region, profile, sandbox}, env}: Sources,
): Promise<string> {
	const flag = given ?? region;
	// The person's own AWS settings say nothing about the sandbox.
	const choice = sandbox
		? {region: flag ?? sandboxRegion, from: '--region'}
		: findRegion({
				env,
				...(flag && {flag}),
				...(profile && {profile}),
			});
	if (!choice) {
		throw new InputError(
			'region-missing',
			'No AWS region is set.',
			'Give one with --region, such as --region us-east-1, or set AWS_REGION.',
		);
	}

	const problem = regionProblem(choice.region);
	if (problem) {
		throw new InputError(
			'region-invalid',
			problem,
			given
				? 'Correct the region of the setup.'
				: `It came from ${choice.from}. Give another one with --region.`,
		);
	}

	return choice.region;
}
