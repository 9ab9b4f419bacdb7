import {useCallback, useEffect, useMemo, useState} from 'react';
import {type MfaCode, type Who} from '../aws/credential-provider.js';
import {find, type Found} from '../aws/find.js';
import {whoAmI, type Identity} from '../aws/identity.js';
import {type IdentityServices} from '../aws/identity-services.js';
import {type AwsSession} from '../aws/session.js';
import {type Connection} from '../guides/guide-screens.js';

/** Opens a session; the embedded AWS and the environment are settled elsewhere. */
export type OpenSession = (options: {
	region: string;
	who?: Who;
	mfaCode: MfaCode;
}) => AwsSession;

/**
A session as one identity in one region, and who AWS says that is. The identity comes later than the first screen.
*/
export function useConnection({
	open,
	region,
	who,
	mfaCode,
	warningsOf,
}: {
	readonly open: OpenSession;
	readonly region: string;
	readonly who: Who | undefined;
	readonly mfaCode: MfaCode;
	readonly warningsOf: IdentityServices['warnings'];
}): Connection {
	const session = useMemo(
		() => open({region, ...(who && {who}), mfaCode}),
		[open, region, who, mfaCode],
	);
	const [known, setKnown] = useState<{
		session: AwsSession;
		identity: Found<Identity>;
		warnings: readonly string[];
	}>();
	const ask = useCallback(async () => {
		const identity = await find(async () => whoAmI(session));
		const warnings =
			identity.state === 'found'
				? await warningsOf(session, identity.value)
				: [];
		setKnown({session, identity, warnings});
	}, [session, warningsOf]);
	useEffect(() => {
		void ask();
		return () => {
			session.close();
		};
	}, [ask, session]);
	return known?.session === session
		? known
		: {session, identity: undefined, warnings: []};
}
