import {IAMClient} from '@aws-sdk/client-iam';
import {KMSClient} from '@aws-sdk/client-kms';
import {SecretsManagerClient} from '@aws-sdk/client-secrets-manager';
import {STSClient} from '@aws-sdk/client-sts';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {afterReading, checkAnswer} from './check-answer.js';
import {
	credentialProvider,
	firstOfChain,
	practiceCredentials,
	type MfaCode,
	type Who,
} from './credential-provider.js';
import {describeSource, sourceWords} from './credential-source.js';
import {clientSettings} from './client-settings.js';
import {type ServiceName} from './endpoints.js';
import {requestHandler, type Timeouts} from './network.js';
import {
	eachAttempt,
	iamSpeed,
	keepPace,
	openServicePace,
	secretsSpeed,
} from './service-paces.js';
import {
	endpointsOf,
	sessionPlace,
	whoOf,
	type Practice,
	type SessionPlace,
} from './session-place.js';

/** How to reach AWS as one identity in one region. Every client shares one credential provider. */
export type AwsSession = SessionPlace & {
	kms: KMSClient;
	/**
	Sends once and never again: for calls that must not be repeated blindly. CreateKey has no client token, and a policy that
	is sent once more after a lost reply could overwrite what somebody else wrote in between.
	*/
	kmsOnce: KMSClient;
	/** This and the next keep IAM's pace together, however many calls are made at once. */
	iam: IAMClient;
	/** As `kmsOnce`, throttled or not: for writes to IAM, which `changes` repeats itself after a look. */
	iamOnce: IAMClient;
	/** At a pace that leaves others their share. */
	secretsManager: SecretsManagerClient;
	sts: STSClient;
	/** Where the credentials come from, in words; rejects as the credential provider does. */
	source(): Promise<string>;
	close(): void;
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

/*
What cannot be used of the profile's own settings is told where the identity is asked for: a screen that opens a session must
not break. No call is made then.
*/
function networkFor(
	{env, timeouts}: SessionOptions,
	profile: string | undefined,
): {handler: NodeHttpHandler; problem?: unknown} {
	try {
		return {handler: requestHandler(env, timeouts, profile)};
	} catch (error) {
		return {handler: new NodeHttpHandler(), problem: error};
	}
}

/** Opens clients; makes no call. Timeouts are bounded so that no screen waits for ever (the SDK's default is none). */
export function openSession(options: SessionOptions): AwsSession {
	const {region, env, sandbox} = options;
	const who = whoOf(options);
	const found = endpointsOf(options);
	const {endpoints, profile, sso} = found;
	const {handler, problem = found.problem} = networkFor(options, profile);
	const stsEndpoint = endpoints.sts?.href;
	const ssoEndpoint = sandbox?.url ?? endpoints.sso ?? endpoints.sso_oidc;
	const plain = clientSettings(env, profile, false);
	const withEndpoint = clientSettings(env, profile, true);
	const credentials = problem
		? async () => {
				throw problem;
			}
		: sandbox && !who
			? practiceCredentials(sandbox)
			: credentialProvider({
					who: who ?? firstOfChain(env),
					...(options.mfaCode && {mfaCode: options.mfaCode}),
					handler,
					sts: {
						...(stsEndpoint ? withEndpoint : plain),
						region,
						...(stsEndpoint && {endpoint: stsEndpoint}),
					},
					sso: {...(ssoEndpoint ? withEndpoint : plain), ...sso},
				});
	const shared = (service: ServiceName) => {
		const endpoint = endpoints[service]?.href;
		return {
			...(endpoint ? withEndpoint : plain),
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
	const iamPace = openServicePace(iamSpeed);
	iam.middlewareStack.addRelativeTo(keepPace(iamPace), eachAttempt);
	iamOnce.middlewareStack.addRelativeTo(keepPace(iamPace, 1), eachAttempt);
	const secretsManager = new SecretsManagerClient({
		...shared('secrets_manager'),
		maxAttempts: 4,
	});
	secretsManager.middlewareStack.addRelativeTo(
		keepPace(openServicePace(secretsSpeed)),
		eachAttempt,
	);
	const sts = new STSClient({...shared('sts'), maxAttempts: 4});
	kms.middlewareStack.add(checkAnswer, afterReading);
	kmsOnce.middlewareStack.add(checkAnswer, afterReading);
	iam.middlewareStack.add(checkAnswer, afterReading);
	iamOnce.middlewareStack.add(checkAnswer, afterReading);
	secretsManager.middlewareStack.add(checkAnswer, afterReading);
	sts.middlewareStack.add(checkAnswer, afterReading);

	return {
		...sessionPlace(options, found),
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

			const credential = await sts.config.credentials();
			return who && 'source' in who
				? sourceWords[who.source]
				: describeSource(credential, profile);
		},
		close() {
			for (const client of [kms, kmsOnce, iam, iamOnce, secretsManager, sts]) {
				client.destroy();
			}
		},
	};
}
