import {type ConfigView} from './profiles/config-file.js';
import {sharedFiles} from './profiles/shared-files.js';

/** What a client of the SDK is to take from the profile that is used. */
export type ClientSettings = {
	/** By itself the SDK reads retries and schemes of signing from AWS_PROFILE's settings. */
	profile?: string;
	useFipsEndpoint: boolean;
	useDualstackEndpoint: boolean;
	disableClockSkewCorrection: boolean;
	/** Sets nothing that is not set here; else the SDK would read it from AWS_PROFILE's settings alone. */
	defaultsMode: 'legacy';
};

/**
The settings of every client for one profile (AWS_PROFILE's, or “default”, when left out), as the aws CLI reads them: the
variable before the profile, “true” in any spelling, and neither FIPS nor dual stack where an endpoint is set.
*/
export function clientSettings(
	env: NodeJS.ProcessEnv,
	profile: string | undefined,
	hasEndpoint: boolean,
): ClientSettings {
	const files = sharedFiles(env);
	const name = [profile, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const isOn = (setting: string) =>
		[env[`AWS_${setting.toUpperCase()}`], inFiles(files, name, setting)]
			.find(Boolean)
			?.toLowerCase() === 'true';
	return {
		...(profile && {profile}),
		useFipsEndpoint: !hasEndpoint && isOn('use_fips_endpoint'),
		useDualstackEndpoint: !hasEndpoint && isOn('use_dualstack_endpoint'),
		disableClockSkewCorrection: isOn('disable_clock_skew_correction'),
		defaultsMode: 'legacy',
	};
}

function inFiles(
	{config, credentials}: {config: ConfigView; credentials: ConfigView},
	profile: string,
	setting: string,
): string | undefined {
	return [config, credentials]
		.map(({profiles}) => profiles.get(profile)?.settings.get(setting)?.value)
		.find((value) => value !== undefined);
}
