import {checkNetwork, configuredEndpoints} from '../aws/endpoints.js';
import {findRegion} from '../aws/settings.js';
import {regionProblem} from '../aws/regions.js';
import {openSession, type AwsSession} from '../aws/session.js';
import {InputError} from '../diagnostic.js';
import {type AwsFlags} from './context.js';

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
	// The sandbox is loaded only where it is asked for.
	const sandbox = flags.sandbox ? await import('../sandbox/saved-sandbox.js') : undefined;
	const entered = await sandbox?.enterSandbox(outside, flags.freshSandbox);
	const env = entered?.env ?? outside;
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

			if (!entered) {
				await checkNetwork(env, flags.profile);
				configuredEndpoints(env, flags.profile);
			}

			const session = openSession({
				region,
				env,
				...(flags.profile && {who: {profile: flags.profile}}),
				...(entered && {sandbox: entered.sandbox}),
			});
			sessions.push(session);
			return session;
		},
		sessions: () => sessions,
		async close() {
			for (const session of sessions) {
				session.close();
			}

			await entered?.close();
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
