import {useCallback, useEffect, useMemo, useState} from 'react';
import {find, type Found} from '../aws/find.js';
import {whoAmI, type Identity} from '../aws/identity.js';
import {type AwsSession} from '../aws/session.js';
import {type Connection} from '../guides/guide-screens.js';

/**
A session in one region, and who AWS says we are there. The identity comes later than the first screen; `again` asks once
more, after a sign-in in another window.
*/
export function useConnection(
	open: (region: string) => AwsSession,
	region: string,
): Connection & {again: () => void} {
	const session = useMemo(() => open(region), [open, region]);
	const [known, setKnown] = useState<{
		session: AwsSession;
		identity: Found<Identity>;
	}>();
	const ask = useCallback(async () => {
		const identity = await find(async () => whoAmI(session));
		setKnown({session, identity});
	}, [session]);
	useEffect(() => {
		void ask();
		return () => {
			session.close();
		};
	}, [ask, session]);
	return {
		session,
		identity: known?.session === session ? known.identity : undefined,
		again() {
			setKnown(undefined);
			void ask();
		},
	};
}
