/** Where the region was found, for the screen: the flag, a variable's name, or the profile. */
export type RegionChoice = {region: string; from: string};

type Options = {
	/** `--region`. */
	flag?: string;
	profile?: string;
	env: NodeJS.ProcessEnv;
};

/**
Finds the working region the way the aws CLI does: `--region`, AWS_REGION, AWS_DEFAULT_REGION, then the profile.
The SDK alone ignores AWS_DEFAULT_REGION. Returns nothing when none is set anywhere: the person has to say.
*/
export async function findRegion({
	flag,
	profile,
	env,
}: Options): Promise<RegionChoice | undefined> {
	if (flag) {
		return {region: flag, from: '--region'};
	}

	for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
		const region = env[name];
		if (region) {
			return {region, from: name};
		}
	}

	// Loaded with the rest of the SDK, so only when it is needed.
	const {loadSharedConfigFiles} = await import('@smithy/core/config');
	const files = await loadSharedConfigFiles({ignoreCache: true});
	const name = [profile, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const region =
		files.credentialsFile[name]?.region ?? files.configFile[name]?.region;
	return region ? {region, from: `profile ${name}`} : undefined;
}
