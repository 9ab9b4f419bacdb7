import {
	getDefaultRoleAssumer,
	getDefaultRoleAssumerWithWebIdentity,
} from '@aws-sdk/client-sts';
import {
	fromContainerMetadata,
	fromEnv,
	fromIni,
	fromInstanceMetadata,
	fromNodeProviderChain,
	fromTokenFile,
} from '@aws-sdk/credential-providers';
import {
	doesIdentityRequireRefresh,
	isIdentityExpired,
	memoizeIdentityProvider,
} from '@smithy/core';
import {CredentialsProviderError} from '@smithy/core/config';
import {type NodeHttpHandler} from '@smithy/node-http-handler';
import {watchCredentialCalls} from './credential-failure.js';
import {type Practice, type SsoSettings} from './session-place.js';

/** Where an identity can come from, beside a profile. */
export type OtherSource =
	'shell-keys' | 'web-identity' | 'container' | 'server';

/** Which identity to use: a profile, or another source of this machine. */
export type Who = {profile: string} | {source: OtherSource};

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
	who?: Who;
	mfaCode?: MfaCode;
	handler: NodeHttpHandler;
	/** Where roles are assumed; AWS's own endpoint when left out. */
	sts: {region: string; endpoint?: string};
	/** Where Identity Center is asked; left out, the SDK finds that. */
	sso?: SsoSettings;
}) {
	const {region, endpoint} = sts;
	const calls = watchCredentialCalls(handler);
	const stsOptions = {
		requestHandler: calls.handler,
		ignoreConfiguredEndpointUrls: true,
		...(endpoint && {endpoint}),
		parentClientConfig: {region},
	};
	const options = {
		clientConfig: {requestHandler: calls.handler, ...sso},
		roleAssumer: getDefaultRoleAssumer(stsOptions),
		roleAssumerWithWebIdentity:
			getDefaultRoleAssumerWithWebIdentity(stsOptions),
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
		return fromIni({...options, profile: who.profile});
	}

	switch (who.source) {
		case 'shell-keys': {
			return fromEnv();
		}

		case 'web-identity': {
			return fromTokenFile(options);
		}

		case 'container': {
			return fromContainerMetadata();
		}

		case 'server': {
			return fromInstanceMetadata();
		}
	}
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
export function practiceCredentials({environment}: Practice) {
	return async () => ({
		accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
		secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
		sessionToken: environment.AWS_SESSION_TOKEN ?? '',
	});
}
