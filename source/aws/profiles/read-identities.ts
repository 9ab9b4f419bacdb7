import fs from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createHash} from 'node:crypto';
import path from 'node:path';
import pLimit from 'p-limit';
import * as z from 'zod';
import {readToken, fileTime, tokenState, type TokenState} from '../sso/token-cache.js';
import {isAbsent} from './write-config.js';
import {homeFolder} from './config-file.js';
import {type IdentityList, listIdentities} from './list-identities.js';
import {type LocatedSection, type ProfileFiles, readProfiles} from './read-profiles.js';

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
				('session' in key ? sessions.get(key.session) : older.get(key.startUrl)) ?? absent,
			loginState: (session) => logins.get(session) ?? absent,
			fileExists: (file) => fs.existsSync(file),
			isServer,
			now,
		},
		flag,
	);
	return {...list, files};
}

function valuesOf(sections: readonly LocatedSection[], key: string): Set<string> {
	return new Set(sections.flatMap(({settings}) => settings.get(key)?.value ?? []));
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

// What `aws login` keeps renews for this long after the sign-in; milliseconds.
const longestRenewal = 12 * 60 * 60 * 1000;

// The SDK refuses a file that lacks one of these. Values are checked for and let go.
const fileShape = z.object({
	accessToken: z.object({
		accountId: z.string().min(1),
		expiresAt: fileTime,
	}),
	clientId: z.string().min(1),
	refreshToken: z.string().min(1),
	dpopKey: z.string().min(1),
});

/**
What is left of a console sign-in (`aws login`) at the time `now` (milliseconds). `loginSession` is the profile's
`login_session`, an ARN. Credentials last 15 minutes and renew themselves for 12 hours. Never rejects.
*/
export async function readLoginState(
	env: NodeJS.ProcessEnv,
	loginSession: string,
	now: number,
): Promise<TokenState> {
	const {AWS_LOGIN_CACHE_DIRECTORY: named = ''} = env;
	const folder = named === '' ? path.join(homeFolder(env), '.aws', 'login', 'cache') : named;
	const name = createHash('sha256').update(loginSession).digest('hex');
	let text: string;
	try {
		text = await readFile(path.join(folder, `${name}.json`), 'utf8');
	} catch (error) {
		return isAbsent(error)
			? {state: 'absent'}
			: {state: 'broken', problem: 'The saved sign-in cannot be read.'};
	}

	return loginState(text, now);
}

function loginState(text: string, now: number): TokenState {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch {
		return {state: 'broken', problem: 'The saved sign-in is not JSON.'};
	}

	const read = fileShape.safeParse(content);
	if (!read.success) {
		return {state: 'broken', problem: 'The saved sign-in is not complete.'};
	}

	const until = read.data.accessToken.expiresAt;
	if (until > now) {
		return {state: 'valid', timeLeft: until - now, until};
	}

	return {
		state: now - until < longestRenewal ? 'refreshable' : 'expired',
		since: until,
	};
}
