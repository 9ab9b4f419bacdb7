import {proxyFor} from './proxy-for.js';

/**
Whether the environment's proxies and AWS_CA_BUNDLE can be used, so that a wrong setting is told before the first call.
Needs no SDK, and what reads certificates only where there is a bundle.
Rejects with NetworkSetupError when the bundle or the proxy's address cannot be used.
*/
export async function checkNetwork(env: NodeJS.ProcessEnv): Promise<void> {
	checkProxy(env);
	if (!env.AWS_CA_BUNDLE) {
		return;
	}

	const {readCaBundle} = await import('./ca-bundle.js');
	readCaBundle(env);
}

/**
Whether the environment's proxies can be used.
@throws NetworkSetupError when the address of one cannot be used.
*/
export function checkProxy(env: NodeJS.ProcessEnv): void {
	proxyFor(new URL('https://amazonaws.com'), env);
}
