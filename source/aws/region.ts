import {sharedFiles} from './profiles/shared-files.js';

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
export function findRegion({
	flag,
	profile,
	env,
}: Options): RegionChoice | undefined {
	if (flag) {
		return {region: flag, from: '--region'};
	}

	for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
		const region = env[name];
		if (region) {
			return {region, from: name};
		}
	}

	const {config, credentials} = sharedFiles(env);
	const name = [profile, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const region = (
		credentials.profiles.get(name)?.settings.get('region') ??
		config.profiles.get(name)?.settings.get('region')
	)?.value;
	return region ? {region, from: `profile ${name}`} : undefined;
}
