import {type MfaCode} from '../aws/credential-provider.js';
import {
	type Who,
	sessionPlace,
	type SessionPlace,
	type Practice,
} from '../aws/endpoints.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type IdentityServices} from '../aws/identity-services.js';

/** An identity in a region. */
type Wanted = {region: string; who?: Who};

/** Everything in the app that needs the AWS SDK. */
export type AwsSide = {
	readonly open: (wanted: Wanted & {mfaCode: MfaCode}) => AwsSession;
	readonly whoAmI: (session: AwsSession) => Promise<Identity>;
	readonly identities: IdentityServices;
};

/** The way to AWS from one environment: what is known at once, and what comes with the SDK. */
export type AwsAccess = {
	readonly placeOf: (wanted: Wanted) => SessionPlace;
	readonly load: () => Promise<AwsSide>;
};

/** The way to AWS, or to the embedded one. `profile` is `--profile`. The SDK is loaded when `load` is called. */
export function awsAccess({
	env,
	profile,
	sandbox,
}: {
	readonly env: NodeJS.ProcessEnv;
	readonly profile: string | undefined;
	readonly sandbox: Practice | undefined;
}): AwsAccess {
	const common = {env, ...(sandbox && {sandbox})};
	return {
		placeOf: (wanted) => sessionPlace({...wanted, ...common}),
		async load() {
			const [{openSession, whoAmI}, {identityServices}] = await Promise.all([
				import('../aws/session.js'),
				import('../aws/identity-services.js'),
			]);
			return {
				open: (wanted) => openSession({...wanted, ...common}),
				whoAmI,
				identities: identityServices(env, profile),
			};
		},
	};
}
