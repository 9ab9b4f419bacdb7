import fs from 'node:fs';
import {readFile} from 'node:fs/promises';
import pLimit from 'p-limit';
import {homeFolder} from '../sso/home-folder.js';
import {readToken} from '../sso/token-cache.js';
import {tokenState, type TokenState} from '../sso/token-state.js';
import {type IdentityList, listIdentities} from './list-identities.js';
import {readLoginState} from './login-cache.js';
import {type PlacedSection} from './merge-views.js';
import {type ProfileFiles, readProfiles} from './read-profiles.js';

// Files read at the same time.
const atOnce = 16;

/**
Reads the files and caches of this machine, calls nobody, and lists the identities. `flag` is `--profile`; `now` is in
milliseconds. Also gives the files, for the editor and for `differsFromCli`. Never rejects.
*/
export async function readIdentities({
	env,
	flag,
	now = Date.now(),
}: {
	env: NodeJS.ProcessEnv;
	flag?: string;
	now?: number;
}): Promise<IdentityList & {files: ProfileFiles}> {
	const files = await readProfiles({env});
	const home = homeFolder(env);
	const sections = Array.from(files.sdk.profiles, ([, section]) => section);
	const [sessions, older, logins, isServer] = await Promise.all([
		readAll(valuesOf(sections, 'sso_session'), async (session) =>
			tokenState(await readToken(home, {session}), now),
		),
		readAll(valuesOf(sections, 'sso_start_url'), async (startUrl) =>
			tokenState(await readToken(home, {startUrl}), now),
		),
		readAll(valuesOf(sections, 'login_session'), async (session) =>
			readLoginState(env, session, now),
		),
		looksLikeServer(),
	]);
	const absent: TokenState = {state: 'absent'};
	const list = listIdentities(
		{
			env,
			files,
			ssoState: (key) =>
				('session' in key
					? sessions.get(key.session)
					: older.get(key.startUrl)) ?? absent,
			loginState: (session) => logins.get(session) ?? absent,
			fileExists: (path) => fs.existsSync(path),
			isServer,
			now,
		},
		flag,
	);
	return {...list, files};
}

function valuesOf(
	sections: readonly PlacedSection[],
	key: string,
): Set<string> {
	return new Set(
		sections.flatMap(({settings}) => settings.get(key)?.value ?? []),
	);
}

async function readAll(
	names: ReadonlySet<string>,
	read: (name: string) => Promise<TokenState>,
): Promise<Map<string, TokenState>> {
	const limit = pLimit(atOnce);
	return new Map(
		await Promise.all(
			Array.from(names, async (name): Promise<[string, TokenState]> => [
				name,
				await limit(async () => read(name)),
			]),
		),
	);
}

// What the firmware says on Linux; asking the metadata service would take a second wherever there is none.
async function looksLikeServer(): Promise<boolean> {
	try {
		const vendor = await readFile('/sys/class/dmi/id/sys_vendor', 'utf8');
		return vendor.trim() === 'Amazon EC2';
	} catch {
		return false;
	}
}
