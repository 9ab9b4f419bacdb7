import fs from 'node:fs';
import {
	type ConfigKind,
	type ConfigView,
	parseConfigFile,
	sdkView,
} from './profiles/config-file.js';
import {configPaths} from './profiles/config-paths.js';

/** The config and credentials files as the SDK reads them, without the SDK. One that cannot be read sets nothing; the list of identities says why it cannot. */
export function sharedFiles(env: NodeJS.ProcessEnv): {
	config: ConfigView;
	credentials: ConfigView;
} {
	const paths = configPaths(env);
	return {
		config: viewOf(paths.config, 'config'),
		credentials: viewOf(paths.credentials, 'credentials'),
	};
}

function viewOf(file: string, kind: ConfigKind): ConfigView {
	let text = '';
	try {
		text = fs.readFileSync(file, 'utf8');
	} catch {}

	return sdkView(parseConfigFile(text, kind));
}

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

/** Where the region was found, for the screen: the flag, a variable's name, or the profile. */
type RegionChoice = {region: string; from: string};

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
export function findRegion({flag, profile, env}: Options): RegionChoice | undefined {
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
