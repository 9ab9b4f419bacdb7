import {type Lookup} from './lookup.js';
import {kmsServiceStatus, type ServiceStatus} from './service-status.js';
import {type AwsSession} from './session.js';

/** The code of “cannot tell” where calls go to a stand-in for AWS. */
export const notAws = 'NotAws';

/** Whether AWS reports trouble with KMS in the session's region. A stand-in for AWS has no such feed: cannot tell. */
export async function sessionServiceStatus(
	session: AwsSession,
): Promise<Lookup<ServiceStatus>> {
	if (session.sandbox && session.endpoint) {
		const feed = new URL('/_sandbox/currentevents', session.endpoint);
		return kmsServiceStatus(session.region, fetch, feed.href);
	}

	return session.endpoint
		? {
				state: 'unknown',
				code: notAws,
				reason: `${session.endpoint} is not AWS; its public status says nothing about it.`,
			}
		: kmsServiceStatus(session.region, fetch);
}
