import {IAMClient} from '@aws-sdk/client-iam';
import {KMSClient} from '@aws-sdk/client-kms';
import {STSClient} from '@aws-sdk/client-sts';
import {fromIni, fromNodeProviderChain} from '@aws-sdk/credential-providers';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {describeSource} from './credential-source.js';

/** How to reach AWS as one identity in one region. Every client shares one credential provider. */
export type AwsSession = {
	region: string;
	profile?: string;
	/** Set when calls go somewhere else than to AWS itself; the screen says so all the time. */
	endpoint?: string;
	sandbox: boolean;
	kms: KMSClient;
	/** Sends once and never again: for calls that must not be repeated blindly (CreateKey has no client token). */
	kmsOnce: KMSClient;
	iam: IAMClient;
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
	profile?: string;
	env: NodeJS.ProcessEnv;
	/** The embedded AWS: its address and practice keys. */
	sandbox?: Practice;
	/** Tests shorten these; milliseconds. */
	timeouts?: {connect: number; request: number};
};

const defaultTimeouts = {connect: 5000, request: 15_000};

/** Opens clients; makes no call. Timeouts are bounded so that no screen waits for ever (the SDK's default is none). */
export function openSession(options: SessionOptions): AwsSession {
	const {region, env, sandbox} = options;
	const profile = options.profile ?? env.AWS_PROFILE;
	const {connect, request} = options.timeouts ?? defaultTimeouts;
	const requestHandler = new NodeHttpHandler({
		connectionTimeout: connect,
		requestTimeout: request,
		throwOnRequestTimeout: true,
	});
	const provider = sandbox
		? practiceCredentials(sandbox)
		: credentialProvider(profile);
	const shared = {
		region,
		credentials: provider,
		requestHandler,
		userAgentAppId: 'workato-aws',
		...(sandbox && {endpoint: sandbox.url}),
	};
	const kms = new KMSClient({...shared, maxAttempts: 4});
	const kmsOnce = new KMSClient({...shared, maxAttempts: 1});
	const iam = new IAMClient({...shared, maxAttempts: 4});
	const sts = new STSClient({...shared, maxAttempts: 4});
	return {
		region,
		...(profile && !sandbox && {profile}),
		...endpointOf(options),
		sandbox: Boolean(sandbox),
		kms,
		kmsOnce,
		iam,
		sts,
		async source() {
			return sandbox
				? 'the sandbox'
				: describeSource(await sts.config.credentials(), profile);
		},
		close() {
			for (const client of [kms, kmsOnce, iam, sts]) {
				client.destroy();
			}
		},
	};
}

function practiceCredentials({environment}: Practice) {
	return async () => ({
		accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
		secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
		sessionToken: environment.AWS_SESSION_TOKEN ?? '',
	});
}

// The chain hides why a chosen profile fails; asked for by name, fromIni says it.
function credentialProvider(profile: string | undefined) {
	return profile
		? fromIni({profile, ignoreCache: true})
		: fromNodeProviderChain({ignoreCache: true});
}

const endpointVariables = [
	'AWS_ENDPOINT_URL_KMS',
	'AWS_ENDPOINT_URL_IAM',
	'AWS_ENDPOINT_URL_STS',
	'AWS_ENDPOINT_URL',
];

function endpointOf({env, sandbox}: SessionOptions): {endpoint?: string} {
	if (sandbox) {
		return {endpoint: sandbox.url};
	}

	if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') {
		return {};
	}

	const endpoint = endpointVariables
		.map((name) => env[name])
		.find((value) => value !== undefined && value !== '');
	return endpoint ? {endpoint} : {};
}
