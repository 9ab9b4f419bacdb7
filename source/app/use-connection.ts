import {useCallback, useEffect, useMemo, useState} from 'react';
import {type MfaCode} from '../aws/credential-provider.js';
import {type Who} from '../aws/endpoints.js';
import {lookUp, type Lookup} from '../aws/lookup.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type Connection} from '../guides/guide-screens.js';
import {type AwsAccess, type AwsSide} from './aws-side.js';
import {type Presence} from './connection-words.js';

/**
A session as one identity in one region, and who AWS says that is. Both come later than the first screen, which has to do
with what is known at once.
*/
export function useConnection({
	access,
	region,
	who,
	mfaCode,
}: {
	readonly access: AwsAccess;
	readonly region: string;
	readonly who: Who | undefined;
	readonly mfaCode: MfaCode;
}): {
	presence: Presence;
	/** Missing while the SDK is loaded. */
	connection: Connection | undefined;
	aws: AwsSide | undefined;
} {
	const [aws, setAws] = useState<AwsSide>();
	useEffect(() => {
		const load = async () => {
			setAws(await access.load());
		};

		void load();
	}, [access]);
	const place = useMemo(
		() => access.placeOf({region, ...(who && {who})}),
		[access, region, who],
	);
	const session = useMemo(
		() => aws?.open({region, ...(who && {who}), mfaCode}),
		[aws, region, who, mfaCode],
	);
	const [known, setKnown] = useState<{
		session: AwsSession;
		identity: Lookup<Identity>;
		warnings: readonly string[];
	}>();
	const ask = useCallback(async () => {
		if (!aws || !session) {
			return;
		}

		const identity = await lookUp(async () => aws.whoAmI(session));
		const warnings =
			identity.state === 'found'
				? await aws.identities.warnings(session, identity.value)
				: [];
		setKnown({session, identity, warnings});
	}, [aws, session]);
	useEffect(() => {
		void ask();
		return () => {
			session?.close();
		};
	}, [ask, session]);
	const nothingYet = {identity: undefined, warnings: []};
	const connection =
		known?.session === session ? known : session && {session, ...nothingYet};
	return {
		presence: connection ?? {session: place, ...nothingYet},
		connection,
		aws,
	};
}
