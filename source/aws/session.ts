import {STSClient, GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {afterReading, checkAnswer} from './answers.js';
import {
	credentialProvider,
	firstOfChain,
	sandboxCredentials,
	type MfaCode,
	describeSource,
	sourceLabels,
} from './credential-provider.js';
import {clientSettings, type ClientSettings} from './settings.js';
import {requestHandler, type Timeouts} from './network.js';
import {
	eachAttempt,
	keepRate,
	openRateLimit,
	rateOf,
	type RateLimit,
	readAttempts,
} from './rate-limit.js';
import {
	endpointsOf,
	sessionScope,
	whoOf,
	type SessionScope,
	type SandboxEndpoint,
	type Who,
} from './endpoints.js';
import {parseArn} from './arn.js';

/** How to reach AWS as one identity in one region. Every client shares one credential provider and one way out. */
export type AwsSession = SessionScope & {
	/**
	A client of the SDK for any service, made when it is first asked for. What all calls to a service make together keeps the
	service's rate; a read that fails on the way, or is throttled, is sent again.
	*/
	client<Client extends AwsClient>(kind: ClientKind<Client>): Client;
	/**
	One that sends once and never again: for writes, which the engine repeats itself after a look. CreateKey has no client
	token, and a policy that is sent once more after a lost reply could overwrite what somebody else wrote in between.
	*/
	once<Client extends AwsClient>(kind: ClientKind<Client>): Client;
	/** Where the credentials come from, in words; rejects as the credential provider does. */
	source(): Promise<string>;
	close(): void;
};

/** What is common to the SDK's clients. */
export type AwsClient = {
	readonly config: {readonly serviceId: string};
	readonly middlewareStack: {
		add(middleware: typeof checkAnswer, options: typeof afterReading): void;
		addRelativeTo(middleware: ReturnType<typeof keepRate>, options: typeof eachAttempt): void;
	};
	destroy(): void;
};

/** A client's class, such as `KMSClient`. */
export type ClientKind<Client extends AwsClient> = new (config: ClientConfig) => Client;

/** What every client of a session is made with. */
export type ClientConfig = ClientSettings & {
	region: string;
	credentials: ReturnType<typeof credentialProvider>;
	requestHandler: Pick<NodeHttpHandler, 'handle'>;
	userAgentAppId: string;
	ignoreConfiguredEndpointUrls: true;
	endpoint?: string;
	maxAttempts: number;
};

export type SessionOptions = {
	region: string;
	/** Which identity to use; left out, AWS_PROFILE and then the SDK's own order decide. */
	who?: Who;
	env: NodeJS.ProcessEnv;
	/** The embedded AWS: its address and practice keys. */
	sandbox?: SandboxEndpoint;
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
	const stsEndpoint = problem ? undefined : endpoints('sts')?.href;
	const ssoEndpoint = sandbox?.url ?? endpoints('sso') ?? endpoints('sso_oidc');
	const plain = clientSettings(env, profile, false);
	const withEndpoint = clientSettings(env, profile, true);
	const credentials = problem
		? async () => {
				throw problem;
			}
		: sandbox && !who
			? sandboxCredentials(sandbox)
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
	const limits = new Map<string, RateLimit>();
	const limitOf = (service: string): RateLimit => {
		const limit = limits.get(service) ?? openRateLimit(rateOf(service, Boolean(sandbox)));
		limits.set(service, limit);
		return limit;
	};

	const configure = (service: string, maxAttempts: number): ClientConfig => {
		const shared = {
			region,
			requestHandler: handler,
			userAgentAppId: 'workato-aws',
			// The SDK would look in the wrong profile.
			ignoreConfiguredEndpointUrls: true,
			maxAttempts,
		} as const;
		try {
			const endpoint = endpoints(service)?.href;
			return {
				...shared,
				...(endpoint ? withEndpoint : plain),
				credentials,
				...(endpoint && {endpoint}),
			};
		} catch (error) {
			return {
				...shared,
				...plain,
				async credentials() {
					throw error;
				},
			};
		}
	};

	const clients = new Map<unknown, AwsClient>();
	const onceClients = new Map<unknown, AwsClient>();
	const open = <Client extends AwsClient>(
		Kind: ClientKind<Client>,
		call: 'read' | 'write',
	): Client => {
		const cache = call === 'read' ? clients : onceClients;
		const known = cache.get(Kind);
		if (known instanceof Kind) {
			return known;
		}

		const service = settingName(serviceIdOf(Kind, configure('', 1)));
		const client = new Kind(configure(service, call === 'read' ? readAttempts : 1));
		client.middlewareStack.addRelativeTo(keepRate(limitOf(service), call), eachAttempt);
		client.middlewareStack.add(checkAnswer, afterReading);
		cache.set(Kind, client);
		return client;
	};

	return {
		...sessionScope(options, found),
		client: (kind) => open(kind, 'read'),
		once: (kind) => open(kind, 'write'),
		async source() {
			if (sandbox && !who) {
				return 'the sandbox';
			}

			const credential = await open(STSClient, 'read').config.credentials();
			return who && 'source' in who
				? sourceLabels[who.source]
				: describeSource(credential, profile);
		},
		close() {
			for (const client of [...clients.values(), ...onceClients.values()]) {
				client.destroy();
			}
		},
	};
}

// A service's name stands in its client alone, and its endpoint has to be known before that is made.
function serviceIdOf<Client extends AwsClient>(
	Kind: ClientKind<Client>,
	config: ClientConfig,
): string {
	// Not destroyed: it would take the connections of the others with it.
	return new Kind(config).config.serviceId;
}

// As endpoint settings spell it: Secrets Manager is secrets_manager.
function settingName(serviceId: string): string {
	return serviceId.replaceAll(/[\s\-]/gv, '_').toLowerCase();
}

/** Who AWS says we are. */
export type Identity = {
	account: string;
	arn: string;
	partition: string;
	/** Where the credentials come from, in words. */
	source: string;
};

/** Asks STS who we are; it needs no permission. Rejects with the SDK's error when there is no identity. */
export async function whoAmI(session: AwsSession): Promise<Identity> {
	const source = await session.source();
	const {Account, Arn} = await session.client(STSClient).send(new GetCallerIdentityCommand({}));
	// The account goes into policies: nothing but its twelve digits may.
	if (!Account || !/^\d{12}$/v.test(Account) || !Arn) {
		throw new Error('AWS did not say which account and identity this is.');
	}

	return {
		account: Account,
		arn: Arn,
		partition: parseArn(Arn)?.partition ?? 'aws',
		source,
	};
}
