import {useCallback, useEffect, useMemo, useState} from 'react';
import {type SessionScope, sessionScope, type Who, type SandboxEndpoint} from '../aws/endpoints.js';
import {type Connection} from '../guides/guide-screens.js';
import {type MfaCode} from '../aws/credential-provider.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type IdentityServices} from '../aws/identity-services.js';
import {lookUp, type Lookup} from '../aws/errors.js';

/** Who we are and where, as far as a frame tells it; before the clients of AWS are there, too. */
export type Presence = Omit<Connection, 'session'> & {
	readonly session: SessionScope;
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
			return [[name, source], [short, source], [role, source], [role, from], [role], []].map(
				(parts) => [account, session.region, ...parts].join(' · '),
			);
		}

		case 'absent':
		case 'unknown': {
			return [`No AWS identity · ${session.region}`, 'No AWS identity'];
		}
	}
}

/** An identity in a region. */
type Wanted = {region: string; who?: Who};

/** Everything in the app that needs the AWS SDK. */
type AwsSide = {
	readonly open: (wanted: Wanted & {mfaCode: MfaCode}) => AwsSession;
	readonly whoAmI: (session: AwsSession) => Promise<Identity>;
	readonly identities: IdentityServices;
};

/** The way to AWS from one environment: what is known at once, and what comes with the SDK. */
export type AwsAccess = {
	readonly scopeOf: (wanted: Wanted) => SessionScope;
	readonly load: () => Promise<AwsSide>;
};

/** The way to AWS, or to the embedded one. `profile` is `--profile`. The SDK is loaded when `load` is called. */
export function awsAccess({
	env,
	profile,
	sandbox,
}: {
	readonly env: NodeJS.ProcessEnv;
	readonly profile: string | undefined;
	readonly sandbox: SandboxEndpoint | undefined;
}): AwsAccess {
	const common = {env, ...(sandbox && {sandbox})};
	return {
		scopeOf: (wanted) => sessionScope({...wanted, ...common}),
		async load() {
			const [{openSession, whoAmI}, {identityServices}] = await Promise.all([
				import('../aws/session.js'),
				import('../aws/identity-services.js'),
			]);
			return {
				open: (wanted) => openSession({...wanted, ...common}),
				whoAmI,
				identities: identityServices(env, profile),
			};
		},
	};
}

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
	const scope = useMemo(() => access.scopeOf({region, ...(who && {who})}), [access, region, who]);
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
			identity.state === 'found' ? await aws.identities.warnings(session, identity.value) : [];
		setKnown({session, identity, warnings});
	}, [aws, session]);
	useEffect(() => {
		void ask();
		return () => {
			session?.close();
		};
	}, [ask, session]);
	const nothingYet = {identity: undefined, warnings: []};
	const connection = known?.session === session ? known : session && {session, ...nothingYet};
	return {
		presence: connection ?? {session: scope, ...nothingYet},
		connection,
		aws,
	};
}
