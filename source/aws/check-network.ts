import {type NamedBundle} from './ca-bundle.js';
import {sharedFiles} from './profiles/shared-files.js';
import {proxyFor} from './proxy-for.js';

/**
Whether the environment's proxies and the bundle of authorities (the profile's, too) can be used, so that a wrong setting is
told before the first call. Needs no SDK, and what reads certificates only where there is a bundle.
Rejects with NetworkSetupError when the bundle or the proxy's address cannot be used.
*/
export async function checkNetwork(
	env: NodeJS.ProcessEnv,
	profile?: string,
): Promise<void> {
	checkProxy(env);
	const named = namedBundle(env, profile);
	if (!named) {
		return;
	}

	const {readCaBundle} = await import('./ca-bundle.js');
	readCaBundle(env, named);
}

/**
Whether the environment's proxies can be used.
@throws NetworkSetupError when the address of one cannot be used.
*/
export function checkProxy(env: NodeJS.ProcessEnv): void {
	proxyFor(new URL('https://amazonaws.com'), env);
}

/** The bundle that the environment names, else the profile (AWS_PROFILE's, or “default”, when left out), as for the aws CLI. */
export function namedBundle(
	env: NodeJS.ProcessEnv,
	profile?: string,
): NamedBundle | undefined {
	if (env.AWS_CA_BUNDLE) {
		return {file: env.AWS_CA_BUNDLE, from: 'AWS_CA_BUNDLE'};
	}

	const {config, credentials} = sharedFiles(env);
	const name = [profile, env.AWS_PROFILE].find(Boolean) ?? 'default';
	const file = [config, credentials]
		.map((view) => view.profiles.get(name)?.settings.get('ca_bundle')?.value)
		.find(Boolean);
	return file ? {file, from: `ca_bundle of profile ${name}`} : undefined;
}
