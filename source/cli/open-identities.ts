import {checkNetwork} from '../aws/check-network.js';
import {
	identityServices,
	type IdentityServices,
} from '../aws/identity-services.js';
import {configuredEndpoints} from '../aws/endpoints.js';
import {type AwsFlags} from './flags.js';
import {enterPractice} from './open-practice.js';

/** The identities of this machine, or of the sandbox's home; and the environment that they go by. */
export type IdentityAccess = {
	env: NodeJS.ProcessEnv;
	services: IdentityServices;
	close(): Promise<void>;
};

/** Fails with `NetworkSetupError` for a proxy, bundle or endpoint that cannot be used, before anything is asked. */
export async function openIdentities({
	flags,
	env: outside,
}: {
	flags: AwsFlags;
	env: NodeJS.ProcessEnv;
}): Promise<IdentityAccess> {
	if (!flags.sandbox) {
		await checkNetwork(outside, flags.profile);
		configuredEndpoints(outside, flags.profile);
	}

	const practice = flags.sandbox
		? await enterPractice(outside, flags.freshSandbox)
		: undefined;
	const env = practice?.env ?? outside;
	if (practice) {
		const {seedProfile} = await import('../sandbox/practice-environment.js');
		seedProfile(env);
	}

	return {
		env,
		services: identityServices(env, flags.profile),
		async close() {
			await practice?.close();
		},
	};
}
