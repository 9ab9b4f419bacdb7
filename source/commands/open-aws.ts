import {findRegion} from '../aws/region.js';
import {regionProblem} from '../aws/regions.js';
import {openSession, type AwsSession} from '../aws/session.js';
import {type Sandbox} from '../sandbox/server.js';
import {InputError} from '../setups/input-error.js';
import {type AwsFlags} from './flags.js';

type Sources = {flags: AwsFlags; env: NodeJS.ProcessEnv};

/** A way to AWS, or to the sandbox that was started for it: one session for each region. */
export type AwsAccess = {
	/** Without a region, the one that the flags, the environment or the profile name. Calls nothing yet. */
	open(region?: string): Promise<AwsSession>;
	/** The sessions opened so far. */
	sessions(): readonly AwsSession[];
	/** Closes every session, and the sandbox. */
	close(): Promise<void>;
};

const sandboxRegion = 'us-east-1';

/** Starts the sandbox if it was asked for. Fails with `InputError` when it cannot start. */
export async function openAws({flags, env}: Sources): Promise<AwsAccess> {
	const sandbox = flags.sandbox
		? await openPractice({env, isFresh: flags.freshSandbox})
		: undefined;
	const sessions: AwsSession[] = [];
	return {
		async open(given) {
			const region = await chooseRegion(given, {flags, env});
			const known = sessions.find((session) => session.region === region);
			if (known) {
				return known;
			}

			const session = openSession({
				region,
				env,
				...(flags.profile && {who: {profile: flags.profile}}),
				...(sandbox && {sandbox}),
			});
			sessions.push(session);
			return session;
		},
		sessions: () => sessions,
		async close() {
			for (const session of sessions) {
				session.close();
			}

			await sandbox?.close();
		},
	};
}

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

async function chooseRegion(
	given: string | undefined,
	{flags: {region, profile, sandbox}, env}: Sources,
): Promise<string> {
	const flag = given ?? region;
	// The person's own AWS settings say nothing about the sandbox.
	const choice = sandbox
		? {region: flag ?? sandboxRegion, from: '--region'}
		: await findRegion({
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
