import fs from 'node:fs';
import process from 'node:process';
import {type NodeHttpHandler} from '@smithy/node-http-handler';
import {type Identity, type AwsSession} from './session.js';
import {identityWarnings} from './profiles/profile-kind.js';
import {type IdentityList} from './profiles/list-identities.js';
import {readIdentities} from './profiles/read-identities.js';
import {type ProfileFiles} from './profiles/read-profiles.js';
import {requestHandler} from './network.js';
import {listAccounts, listRoles, type SsoAccount, signOut, type SignOut} from './sso/portal.js';
import {chooseFlow, type FlowName, type SignInEvent} from './sso/flow.js';
import {homeFolder} from './profiles/config-file.js';
import {refreshToken, signIn} from './sso/sign-in.js';
import {SignInError} from './sso/sign-in-error.js';
import {type SsoTarget} from './profiles/identity-choice.js';
import {readToken} from './sso/token-cache.js';

/** Everything about identities on this machine, and signing in. Nothing here needs React. */
export type IdentityServices = {
	/** Reads files only; calls nobody. */
	list: () => Promise<IdentityList & {files: ProfileFiles}>;
	/** Which way to sign in fits this machine, and why. */
	chooseFlow: (target: SsoTarget) => {flow: FlowName; because: string};
	/** Rejects with SignInError. `openBrowser` left out: none is opened. */
	signIn: (
		target: SsoTarget,
		how: {
			flow: FlowName;
			onEvent: (event: SignInEvent) => void;
			signal: AbortSignal;
			openBrowser?: (url: string) => Promise<void>;
		},
	) => Promise<void>;
	/** Ends this one sign-in; every other stays. */
	signOut: (target: SsoTarget) => Promise<SignOut>;
	/** Pages of accounts as they come. Rejects with SignInError. */
	accounts: (target: SsoTarget, signal: AbortSignal) => AsyncGenerator<readonly SsoAccount[]>;
	roles: (target: SsoTarget, accountId: string) => Promise<readonly string[]>;
	/** What to know about the identity of a session before it writes; see `identityWarnings`. */
	warnings: (session: AwsSession, identity: Identity) => Promise<readonly string[]>;
};

/** The services for one environment; `flag` is `--profile`. */
export function identityServices(env: NodeJS.ProcessEnv, flag?: string): IdentityServices {
	const home = homeFolder(env);
	const networks = new Map<string | undefined, NodeHttpHandler>();
	const networkOf = (profile: string | undefined) => {
		const network = networks.get(profile) ?? requestHandler(env, undefined, profile);
		networks.set(profile, network);
		return network;
	};

	const locationOf = ({region, profile}: SsoTarget) => {
		const network = networkOf(profile);
		return {region, env, network, ...(profile !== undefined && {profile})};
	};

	const portal = async (target: SsoTarget) => {
		const cached = await readToken(home, target.key);
		if (cached.state !== 'found') {
			throw new SignInError(
				'expired',
				'There is no sign-in for this company on this machine.',
				'Sign in first.',
			);
		}

		const {key} = target;
		const isOver = cached.token.expiresAt <= Date.now();
		const token = isOver
			? await refreshToken(cached.token, {
					...locationOf(target),
					key,
					home,
					now: Date.now,
				})
			: cached.token;
		return {...locationOf(target), accessToken: token.accessToken};
	};

	return {
		list: async () => readIdentities({env, ...(flag && {flag})}),
		chooseFlow: ({key}) =>
			chooseFlow(env, {
				platform: process.platform,
				exists: (file) => fs.existsSync(file),
				isLegacy: !('session' in key),
			}),
		async signIn(target, how) {
			await signIn({...locationOf(target), ...target, ...how, home});
		},
		signOut: async (target) =>
			signOut({...locationOf(target), key: target.key, home, now: Date.now}),
		async *accounts(target, signal) {
			yield* listAccounts({...(await portal(target)), signal});
		},
		roles: async (target, accountId) => listRoles(await portal(target), accountId),
		warnings: async (session, identity) =>
			identityWarnings(session, identity, {env, ...(flag && {flag})}),
	};
}
