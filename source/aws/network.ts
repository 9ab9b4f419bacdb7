import {NodeHttpHandler} from '@smithy/node-http-handler';
import {readCaBundle} from './ca-bundle.js';
import {checkProxy, namedBundle} from './check-network.js';
import {CompanyHttpAgent, CompanyHttpsAgent} from './proxy-agents.js';

export {describeNetworkError, type NetworkTrouble} from './network-error.js';

/** Milliseconds until a call gives up: to reach the host, and to get its answer. */
export type Timeouts = {readonly connect: number; readonly request: number};

const defaultTimeouts: Timeouts = {connect: 5000, request: 15_000};

/**
The one way to the network, for every service client and for the credential provider (`clientConfig.requestHandler`;
given to the clients alone it would not be used for the SSO portal). Bounded timeouts, the proxies of the environment
chosen for each host, and the authorities of AWS_CA_BUNDLE or of the profile's ca_bundle.
@throws NetworkSetupError when the bundle or the proxy's address cannot be used.
*/
export function requestHandler(
	env: NodeJS.ProcessEnv,
	{connect, request}: Timeouts = defaultTimeouts,
	profile?: string,
): NodeHttpHandler {
	// Asked once now, so that a wrong setting is told before the first call.
	checkProxy(env);
	const ca = readCaBundle(env, namedBundle(env, profile));
	return new NodeHttpHandler({
		connectionTimeout: connect,
		requestTimeout: request,
		throwOnRequestTimeout: true,
		httpAgent: new CompanyHttpAgent(env, ca),
		httpsAgent: new CompanyHttpsAgent(env, ca),
	});
}
