import {type Identity} from './identity.js';
import {partitionProblem} from './profiles/partition-warning.js';
import {readProfiles, type ProfileFiles} from './profiles/read-profiles.js';
import {differsFromCli} from './profiles/same-identity.js';
import {regionDoubt} from './regions.js';
import {type AwsSession} from './session.js';

/**
What to know about an identity before it writes, one sentence each: a partition that cannot trust Workato, a region that is
not known, and where `aws`
in the same shell would be somebody else. `flag` is `--profile`. Reads files only, and never rejects.
*/
export async function identityWarnings(
	{
		profile,
		region,
		sandbox,
	}: Pick<AwsSession, 'profile' | 'region' | 'sandbox'>,
	{partition}: Identity,
	{env, flag}: {env: NodeJS.ProcessEnv; flag?: string},
): Promise<string[]> {
	const unfit = partitionProblem(partition);
	// No other program of this shell knows the sandbox.
	const others = sandbox ? [] : await cliWarnings({profile, env, flag});
	const doubt = sandbox ? undefined : regionDoubt(region);
	return [unfit, doubt, ...others].filter((text) => text !== undefined);
}

async function cliWarnings({
	profile,
	env,
	flag,
}: {
	profile: string | undefined;
	env: NodeJS.ProcessEnv;
	flag: string | undefined;
}): Promise<string[]> {
	const files = await readProfiles({env});
	const inUse = profile ?? defaultProfile(env, files);
	return differsFromCli({
		...(inUse && {profile: inUse}),
		...(flag && {flag}),
		env,
		files,
	});
}

// Without a name, keys of the shell come first for both, then the default profile.
function defaultProfile(
	env: NodeJS.ProcessEnv,
	{sdk}: ProfileFiles,
): string | undefined {
	return !env.AWS_ACCESS_KEY_ID && sdk.profiles.has('default')
		? 'default'
		: undefined;
}
