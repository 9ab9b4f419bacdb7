import {readCaBundle} from './ca-bundle.js';
import {proxyFor} from './proxy-for.js';

/**
Whether the environment's proxies and AWS_CA_BUNDLE can be used, so that a wrong setting is told before the first call.
Needs no SDK.
@throws NetworkSetupError when the bundle or the proxy's address cannot be used.
*/
export function checkNetwork(env: NodeJS.ProcessEnv): void {
	proxyFor(new URL('https://amazonaws.com'), env);
	readCaBundle(env);
}
