import {type SessionPlace} from '../aws/endpoints.js';
import {type Connection} from '../guides/guide-screens.js';

/** Who we are and where, as far as a frame tells it; before the clients of AWS are there, too. */
export type Presence = Omit<Connection, 'session'> & {
	readonly session: SessionPlace;
};

/** Who we are, for the frame of every screen: account, region, identity, source; shorter and shorter for narrow terminals. */
export function identityLines({session, identity}: Presence): string[] {
	switch (identity?.state) {
		case undefined: {
			return [`Asking AWS who you are… · ${session.region}`];
		}

		case 'found': {
			const {account, arn, source} = identity.value;
			const name = arn
				.split(':')
				.slice(5)
				.join(':')
				// Identity Center's own prefix and hash would leave no room for the source.
				.replace(/^assumed-role\/AWSReservedSSO_(.+)_[\da-f]{16}\//v, '$1/');
			const short = name.replace(/^(?:assumed-role|user)\//v, '');
			// Without the name of a role's session, and without what kind of source it is.
			const [role = ''] = short.split('/', 1);
			const [from = ''] = source.split(':', 1);
			return [
				[name, source],
				[short, source],
				[role, source],
				[role, from],
				[role],
				[],
			].map((parts) => [account, session.region, ...parts].join(' · '));
		}

		case 'absent':
		case 'unknown': {
			return [`No AWS identity · ${session.region}`, 'No AWS identity'];
		}
	}
}
