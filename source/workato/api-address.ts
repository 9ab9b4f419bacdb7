import {isLoopback} from '../aws/proxy-for.js';
import {dataCentres, workatoHost} from './data-centres.js';

// Workato's API documentation gives the United States another host for the API than for the app.
const apiHosts: ReadonlyMap<string, string> = new Map([
	['app.workato.com', 'www.workato.com'],
]);

/**
The address of Workato's Developer API for a data centre's id or a host of one's own, always https. Nothing when the
data centre's host is not known.
*/
export function apiAddress(choice: string): URL | undefined {
	const host = workatoHost(choice);
	return host === undefined
		? undefined
		: new URL(`https://${apiHosts.get(host) ?? host}/`);
}

/** Whether a host of the API is one of Workato's own data centres; a private Workato's, or a stranger's, is not. */
export function isDataCentre(host: string): boolean {
	return dataCentres.some(
		(centre) =>
			centre.host !== undefined &&
			(apiHosts.get(centre.host) ?? centre.host) === host,
	);
}

/** The data centre that a token itself names; nothing when it does not say. */
export function dataCentreOfToken(token: string): string | undefined {
	return token.startsWith('wrkatrial-') ? 'trial' : undefined;
}

/** Whether a token may be sent there: over https, or to this computer, where the sandbox is. */
export function isSafeForToken({protocol, hostname}: URL): boolean {
	return (
		protocol === 'https:' ||
		(protocol === 'http:' && isLoopback(hostname.replaceAll(/[\[\]]/gv, '')))
	);
}
