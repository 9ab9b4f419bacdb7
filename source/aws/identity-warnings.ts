import {cleanLine} from '../terminal/text.js';
import {type Identity, type AwsSession} from './session.js';
import {readProfiles, type ProfileFiles} from './profiles/read-profiles.js';
import {differsFromCli} from './profiles/profile-kind.js';
import {regionDoubt} from './regions.js';

/**
What to know about an identity before it writes, one sentence each: a partition that cannot trust Workato, a region that is
not known, and where `aws`
in the same shell would be somebody else. `flag` is `--profile`. Reads files only, and never rejects.
*/
export async function identityWarnings(
	{profile, region, sandbox}: Pick<AwsSession, 'profile' | 'region' | 'sandbox'>,
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
function defaultProfile(env: NodeJS.ProcessEnv, {sdk}: ProfileFiles): string | undefined {
	return !env.AWS_ACCESS_KEY_ID && sdk.profiles.has('default') ? 'default' : undefined;
}

/*
IAM identities are not known across partitions (AWS fault-isolation whitepaper): a policy cannot name a principal of
another one.
*/
const names = new Map([
	['aws', 'standard AWS'],
	['aws-us-gov', 'AWS GovCloud (US)'],
	['aws-cn', 'AWS China'],
	['aws-eusc', 'the AWS European Sovereign Cloud'],
]);

const nameOf = (partition: string) =>
	names.get(partition) ?? `the partition ${cleanLine(partition)}`;

/**
Says, before any work is done, that keys and roles of this partition cannot trust Workato; nothing when they can.
`partition` comes from the caller's ARN. Workato's accounts are in the partition `aws`; `workato` says otherwise, such as
the partition of the principal in the pasted statement.
*/
export function partitionProblem(partition: string, workato = 'aws'): string | undefined {
	if (partition === workato) {
		return undefined;
	}

	const here = nameOf(partition);
	const there = nameOf(workato);
	return (
		`This account is in ${here}, and Workato’s account is in ${there}. AWS keeps the two apart: ` +
		'a key or role here cannot trust an account there, so the setup cannot work. ' +
		`Use an account in ${there}, or ask Workato whether it has an account in ${here}.`
	);
}
