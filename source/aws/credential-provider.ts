import process from 'node:process';
import {getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity} from '@aws-sdk/client-sts';
import {
	fromEnv,
	fromHttp,
	fromIni,
	fromInstanceMetadata,
	fromNodeProviderChain,
	fromTokenFile,
} from '@aws-sdk/credential-providers';
import {doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider} from '@smithy/core';
import {CredentialsProviderError} from '@smithy/core/config';
import {type NodeHttpHandler} from '@smithy/node-http-handler';
import {type ClientSettings, profileInUse, settingOf} from './settings.js';
import {watchCredentialCalls} from './credential-failure.js';
import {type OtherSource, type SandboxEndpoint, type SsoSettings, type Who} from './endpoints.js';
import {namesAnIdentity} from './profiles/profile-kind.js';

/** Asks for the six digits of an MFA device, named by its serial number or ARN. */
export type MfaCode = (device: string) => Promise<string>;

/**
One provider for all clients of a session: they share what it finds, and ask again only when it is about to expire. A
profile asked for by name goes through `fromIni`, because the chain hides why a profile fails. No region is handed down: it
would replace Identity Center's own for the sign-in portal. Roles are assumed at the session's own STS endpoint: by itself the SDK
would take the endpoint of AWS_PROFILE, whichever profile was asked for.
*/
export function credentialProvider({
	who,
	mfaCode,
	handler,
	sts,
	sso,
}: {
	/** Left out, the SDK's own order decides. */
	who: Who | undefined;
	mfaCode?: MfaCode;
	handler: NodeHttpHandler;
	/** Where roles are assumed; AWS's own endpoint when left out. */
	sts: ClientSettings & {region: string; endpoint?: string};
	/** Where Identity Center is asked; without an endpoint, the SDK finds that. */
	sso: ClientSettings & Partial<SsoSettings>;
}) {
	const {region, ...stsSettings} = sts;
	const calls = watchCredentialCalls(handler);
	const stsOptions = {
		requestHandler: calls.handler,
		ignoreConfiguredEndpointUrls: true,
		...stsSettings,
		parentClientConfig: {region},
	};
	const options = {
		clientConfig: {requestHandler: calls.handler, ...sso},
		roleAssumer: getDefaultRoleAssumer(stsOptions),
		roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(stsOptions),
		// The files may have been changed by a sign-in in this very run.
		ignoreCache: true,
		...(mfaCode && {mfaCodeProvider: mfaCode}),
	};
	const provider = providerOf(who, options);
	return memoizeIdentityProvider(
		async () => {
			try {
				return await provider();
			} catch (error) {
				throw withoutSyntax(calls.explain(error));
			}
		},
		isIdentityExpired,
		doesIdentityRequireRefresh,
	);
}

function providerOf(
	who: Who | undefined,
	options: NonNullable<Parameters<typeof fromNodeProviderChain>[0]>,
) {
	if (!who) {
		return fromNodeProviderChain(options);
	}

	if ('profile' in who) {
		const {profile} = who;
		return async () => {
			await proveSource(profile, options);
			return fromIni({...options, profile})();
		};
	}

	switch (who.source) {
		case 'shell-keys': {
			return fromEnv();
		}

		case 'web-identity': {
			return fromTokenFile(options);
		}

		case 'container': {
			return containerKeys;
		}

		case 'server': {
			return fromInstanceMetadata();
		}
	}
}

/*
Asks for the keys that a role with an MFA device starts from. The SDK would ask for the code meanwhile, in vain where they
cannot be had, and drop their failure, which ends the program.
*/
async function proveSource(
	profile: string,
	options: NonNullable<Parameters<typeof fromIni>[0]>,
): Promise<void> {
	const setting = (name: string, key: string) =>
		settingOf(profileInUse(process.env, name).sections.toReversed(), key);
	const seen = new Set<string>();
	let name: string | undefined = profile;
	// Back to the first that needs no code.
	while (name !== undefined && !seen.has(name) && setting(name, 'mfa_serial')) {
		seen.add(name);
		if (setting(name, 'credential_source') === 'Environment') {
			await fromEnv()();
		}

		name = setting(name, 'source_profile');
	}

	if (name !== undefined && name !== profile && !seen.has(name)) {
		await fromIni({...options, profile: name})();
	}
}

/*
What the SDK's own chain asks first for a container: it sends the authorization that EKS Pod Identity wants. The SDK would
print warnings over the screen.
*/
async function containerKeys() {
	const {AWS_CONTAINER_CREDENTIALS_FULL_URI: uri} = process.env;
	if (uri && !URL.canParse(uri)) {
		throw new CredentialsProviderError(
			'AWS_CONTAINER_CREDENTIALS_FULL_URI does not hold a web address.',
			{tryNextLink: false},
		);
	}

	return fromHttp({maxRetries: 1, logger: silent})();
}

const nothing = () => undefined;
const silent = {debug: nothing, info: nothing, warn: nothing, error: nothing};

/**
Which source the SDK's own order comes to where nobody named one, as far as it can be told: keys of the shell, the default
profile, a web identity, a container. Asked for by itself, it is used or its reason is told; the chain would go on to the
next source and hide why.
*/
export function firstOfChain(env: NodeJS.ProcessEnv): Who | undefined {
	if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) {
		return {source: 'shell-keys'};
	}

	const {sections} = profileInUse(env, 'default');
	const isNamed = sections.some((section) => section && namesAnIdentity(section.settings));
	if (isNamed) {
		return {profile: 'default'};
	}

	if (env.AWS_WEB_IDENTITY_TOKEN_FILE) {
		return {source: 'web-identity'};
	}

	return [env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, env.AWS_CONTAINER_CREDENTIALS_FULL_URI].some(
		Boolean,
	)
		? {source: 'container'}
		: undefined;
}

// A service that hands out keys may answer with something else; the SDK then throws the parser's own error.
function withoutSyntax(error: unknown): unknown {
	return error instanceof SyntaxError
		? new CredentialsProviderError(
				'The answer of the service that gives the keys cannot be read.',
				{tryNextLink: false},
			)
		: error;
}

/** The sandbox's own keys. */
export function sandboxCredentials({environment}: SandboxEndpoint) {
	return async () => ({
		accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
		secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
		sessionToken: environment.AWS_SESSION_TOKEN ?? '',
	});
}

/*
Marks that the SDK leaves on resolved credentials (`$source`), most telling first, with plain words for them.
The field is the SDK's own and may be missing.
*/
const labels: ReadonlyArray<[string, string]> = [
	['CREDENTIALS_SSO', 'company sign-in (SSO)'],
	['CREDENTIALS_SSO_LEGACY', 'company sign-in (SSO, older form)'],
	['CREDENTIALS_LOGIN', 'AWS console sign-in'],
	['CREDENTIALS_PROFILE_LOGIN', 'AWS console sign-in'],
	['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID', 'web identity (CI or Kubernetes)'],
	['CREDENTIALS_STS_ASSUME_ROLE', 'assumed role'],
	['CREDENTIALS_PROCESS', 'helper program'],
	['CREDENTIALS_ENV_VARS', 'keys from this shell (AWS_ACCESS_KEY_ID)'],
	['CREDENTIALS_HTTP', 'container role'],
	['CREDENTIALS_IMDS', 'role of this server (EC2)'],
	['CREDENTIALS_PROFILE', 'access key in the profile'],
];

/** Words for the sources that are asked for by themselves; some of them leave no mark. */
export const sourceLabels: Readonly<Record<OtherSource, string>> = {
	'shell-keys': 'keys from this shell (AWS_ACCESS_KEY_ID)',
	'web-identity': 'web identity (CI or Kubernetes)',
	container: 'container role',
	server: 'role of this server (EC2)',
};

/** Says where credentials came from, such as “profile dev: company sign-in (SSO)”. */
export function describeSource(credentials: object, profile: string | undefined): string {
	const marks: unknown = Reflect.get(credentials, '$source');
	const label =
		typeof marks === 'object' && marks !== null
			? labels.find(([mark]) => mark in marks)?.[1]
			: undefined;
	if (profile) {
		return label ? `profile ${profile}: ${label}` : `profile ${profile}`;
	}

	return label ?? 'the default chain of the SDK';
}
