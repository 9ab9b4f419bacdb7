import {type RequestContext} from './match-condition.js';
import {type PrincipalInfo} from './principals.js';

/** What a request's context holds because of who asks. AWS takes requests over TLS only. */
export const principalContext = (who: PrincipalInfo): RequestContext => ({
	'aws:SecureTransport': 'true',
	'aws:PrincipalIsAWSService': String(who.kind === 'service'),
	...(who.account !== undefined && {'aws:PrincipalAccount': who.account}),
	...((who.kind === 'role' || who.kind === 'user') && {
		'aws:PrincipalArn': who.id,
	}),
});

/** Lays contexts over each other; the last one to name a key counts, in whatever case. */
export const mergeContexts = (...contexts: RequestContext[]): RequestContext =>
	Object.fromEntries(
		contexts.flatMap((context) =>
			Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]),
		),
	);
