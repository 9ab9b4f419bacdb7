import {IAMClient} from '@aws-sdk/client-iam';
import {KMSClient} from '@aws-sdk/client-kms';
import {SecretsManagerClient} from '@aws-sdk/client-secrets-manager';
import {STSClient} from '@aws-sdk/client-sts';
import {
	credentialProvider,
	practiceCredentials,
	type MfaCode,
	type Who,
} from './credential-provider.js';
import {describeSource, sourceWords} from './credential-source.js';
import {
	configuredEndpoints,
	services,
	showEndpoints,
	type Endpoints,
	type ServiceName,
} from './endpoints.js';
import {requestHandler, type Timeouts} from './network.js';
import {
	eachAttempt,
	iamSpeed,
	keepPace,
	openServicePace,
	secretsSpeed,
} from './service-paces.js';

/** How to reach AWS as one identity in one region. Every client shares one credential provider. */
export type AwsSession = {
	region: string;
	profile?: string;
	/**
	Set when calls go somewhere else than to AWS itself: where, fit for the screen (one address, or several with their
	services; in the sandbox its address alone).
	*/
	endpoint?: string;
	sandbox: boolean;
	kms: KMSClient;
	/**
	Sends once and never again: for calls that must not be repeated blindly. CreateKey has no client token, and a policy that
	is sent once more after a lost reply could overwrite what somebody else wrote in between.
	*/
	kmsOnce: KMSClient;
	/** This and the next keep IAM's pace together, however many calls are made at once. */
	iam: IAMClient;
	/** As `kmsOnce`: for writes to IAM, which `changes` repeats itself after a look. */
	iamOnce: IAMClient;
	/** At a pace that leaves others their share. */
	secretsManager: SecretsManagerClient;
	sts: STSClient;
	/** Where the credentials come from, in words; rejects as the credential provider does. */
	source(): Promise<string>;
	close(): void;
};

/** The embedded AWS: where it listens, and the environment that points the SDK at it. */
export type Practice = {
	url: string;
	environment: Readonly<Record<string, string>>;
};

export type SessionOptions = {
	region: string;
	/** Which identity to use; left out, AWS_PROFILE and then the SDK's own order decide. */
	who?: Who;
	env: NodeJS.ProcessEnv;
	/** The embedded AWS: its address and practice keys. */
	sandbox?: Practice;
	/** Asks the person for the code of an MFA device; left out, such a role fails with words that say so. */
	mfaCode?: MfaCode;
	/** Tests shorten these; milliseconds. */
	timeouts?: Timeouts;
};

/** Opens clients; makes no call. Timeouts are bounded so that no screen waits for ever (the SDK's default is none). */
export function openSession(options: SessionOptions): AwsSession {
	const {region, env, sandbox} = options;
	const who =
		options.who ?? (env.AWS_PROFILE ? {profile: env.AWS_PROFILE} : undefined);
	const profile = who && 'profile' in who ? who.profile : undefined;
	const handler = requestHandler(env, options.timeouts);
	const {endpoints, problem} = endpointsOf(options, profile);
	const stsEndpoint = endpoints.sts?.href;
	const credentials = problem
		? async () => {
				throw problem;
			}
		: sandbox && !who
			? practiceCredentials(sandbox)
			: credentialProvider({
					...(who && {who}),
					...(options.mfaCode && {mfaCode: options.mfaCode}),
					handler,
					sts: {region, ...(stsEndpoint && {endpoint: stsEndpoint})},
				});
	const shared = (service: ServiceName) => {
		const endpoint = endpoints[service]?.href;
		return {
			region,
			credentials,
			requestHandler: handler,
			userAgentAppId: 'workato-aws',
			// The SDK would look in the wrong profile.
			ignoreConfiguredEndpointUrls: true,
			...(endpoint && {endpoint}),
		};
	};

	const kms = new KMSClient({...shared('kms'), maxAttempts: 4});
	const kmsOnce = new KMSClient({...shared('kms'), maxAttempts: 1});
	const iam = new IAMClient({...shared('iam'), maxAttempts: 4});
	const iamOnce = new IAMClient({...shared('iam'), maxAttempts: 1});
	const iamPace = keepPace(openServicePace(iamSpeed));
	iam.middlewareStack.addRelativeTo(iamPace, eachAttempt);
	iamOnce.middlewareStack.addRelativeTo(iamPace, eachAttempt);
	const secretsManager = new SecretsManagerClient({
		...shared('secrets_manager'),
		maxAttempts: 4,
	});
	secretsManager.middlewareStack.addRelativeTo(
		keepPace(openServicePace(secretsSpeed)),
		eachAttempt,
	);
	const sts = new STSClient({...shared('sts'), maxAttempts: 4});
	const endpoint = sandbox?.url ?? showEndpoints(endpoints);
	return {
		region,
		...(profile && {profile}),
		...(endpoint && {endpoint}),
		sandbox: Boolean(sandbox),
		kms,
		kmsOnce,
		iam,
		iamOnce,
		secretsManager,
		sts,
		async source() {
			if (sandbox && !who) {
				return 'the sandbox';
			}

			const found = await sts.config.credentials();
			return who && 'source' in who
				? sourceWords[who.source]
				: describeSource(found, profile);
		},
		close() {
			for (const client of [kms, kmsOnce, iam, iamOnce, secretsManager, sts]) {
				client.destroy();
			}
		},
	};
}

// What cannot be used is told where the identity is asked for: a screen that opens a session must not break.
function endpointsOf(
	{env, sandbox}: SessionOptions,
	profile: string | undefined,
): {endpoints: Endpoints; problem?: unknown} {
	if (sandbox) {
		const url = new URL(sandbox.url);
		return {
			endpoints: Object.fromEntries(services.map((name) => [name, url])),
		};
	}

	try {
		return {endpoints: configuredEndpoints(env, profile)};
	} catch (error) {
		return {endpoints: {}, problem: error};
	}
}
