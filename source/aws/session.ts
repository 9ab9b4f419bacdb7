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
	/** Set when calls go somewhere else than to AWS itself; the screen says so all the time. */
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
	const credentials =
		sandbox && !who
			? practiceCredentials(sandbox)
			: credentialProvider({
					...(who && {who}),
					...(options.mfaCode && {mfaCode: options.mfaCode}),
					handler,
				});
	const shared = {
		region,
		credentials,
		requestHandler: handler,
		userAgentAppId: 'workato-aws',
		...(sandbox && {endpoint: sandbox.url}),
	};
	const kms = new KMSClient({...shared, maxAttempts: 4});
	const kmsOnce = new KMSClient({...shared, maxAttempts: 1});
	const iam = new IAMClient({...shared, maxAttempts: 4});
	const iamOnce = new IAMClient({...shared, maxAttempts: 1});
	const iamPace = keepPace(openServicePace(iamSpeed));
	iam.middlewareStack.addRelativeTo(iamPace, eachAttempt);
	iamOnce.middlewareStack.addRelativeTo(iamPace, eachAttempt);
	const secretsManager = new SecretsManagerClient({...shared, maxAttempts: 4});
	secretsManager.middlewareStack.addRelativeTo(
		keepPace(openServicePace(secretsSpeed)),
		eachAttempt,
	);
	const sts = new STSClient({...shared, maxAttempts: 4});
	return {
		region,
		...(profile && {profile}),
		...endpointOf(options),
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
