import {createHash, randomUUID} from 'node:crypto';
import {chmod, mkdir, open, readFile, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

/** What a token belongs to: a named sso-session, or (older profiles) a start URL exactly as the profile writes it. */
export type SsoKey = {readonly session: string} | {readonly startUrl: string};

/** One sign-in, as the aws CLI keeps it. Times are milliseconds since 1970. The four long texts are secrets. */
export type SsoToken = {
	readonly startUrl: string;
	/** Where Identity Center is, not where the person works. */
	readonly region: string;
	readonly accessToken: string;
	readonly expiresAt: number;
	readonly clientId?: string;
	readonly clientSecret?: string;
	readonly registrationExpiresAt?: number;
	readonly refreshToken?: string;
};

/** What the cache holds for a key. */
export type CachedToken =
	| {readonly state: 'absent'}
	| {readonly state: 'broken'; readonly problem: string}
	| {readonly state: 'found'; readonly token: SsoToken};

/** The file of a token under `home`: the name is the SHA-1 of the session's name or of the start URL. */
export function tokenFile(home: string, key: SsoKey): string {
	const text = 'session' in key ? key.session : key.startUrl;
	const name = createHash('sha1').update(text).digest('hex');
	return path.join(home, '.aws', 'sso', 'cache', `${name}.json`);
}

const fileShape = z.object({
	startUrl: z.string().default(''),
	region: z.string().default(''),
	accessToken: z.string().min(1),
	expiresAt: z.iso.datetime({offset: true}),
	clientId: z.string().optional(),
	clientSecret: z.string().optional(),
	registrationExpiresAt: z.string().optional(),
	refreshToken: z.string().optional(),
});

/**
Reads one token. A file that no reader could use is `broken`, with what is wrong but none of its text. A token of an
older profile comes without its refresh token, since neither the SDK nor the CLI renews those.
*/
export async function readToken(
	home: string,
	key: SsoKey,
): Promise<CachedToken> {
	const file = tokenFile(home, key);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		return isAbsent(error)
			? {state: 'absent'}
			: {state: 'broken', problem: `${file} cannot be read.`};
	}

	return parseToken(text, file, key);
}

function parseToken(text: string, file: string, key: SsoKey): CachedToken {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch {
		return {state: 'broken', problem: `${file} is not JSON.`};
	}

	const read = fileShape.safeParse(content);
	if (!read.success) {
		const fields = read.error.issues.map(({path: at}) => at.join('.'));
		return {
			state: 'broken',
			problem: `${file} has no usable ${[...new Set(fields)].join(', ') || 'sign-in'}.`,
		};
	}

	const {expiresAt, registrationExpiresAt, refreshToken, ...rest} = read.data;
	const registered = Date.parse(registrationExpiresAt ?? '');
	return {
		state: 'found',
		token: {
			...rest,
			expiresAt: Date.parse(expiresAt),
			...(Number.isFinite(registered) && {registrationExpiresAt: registered}),
			...('session' in key && refreshToken && {refreshToken}),
		},
	};
}

/**
Writes one token where the aws CLI and the SDK look for it, in the CLI's own fields and format: mode 0600 in a 0700
folder, whole or not at all. Rejects as the file system does.
*/
export async function writeToken(
	home: string,
	key: SsoKey,
	token: SsoToken,
): Promise<void> {
	const file = tokenFile(home, key);
	const folder = path.dirname(file);
	await mkdir(folder, {recursive: true, mode: 0o700});
	// A folder that the aws CLI made is open to others; one that is not ours to change still works.
	await chmod(folder, 0o700).catch(() => undefined);
	// Not ending in .json: the aws CLI reads every such file when it signs out.
	const temporary = path.join(folder, `.${randomUUID()}.tmp`);
	try {
		await writeWhole(temporary, JSON.stringify(fileContent(token)));
		await rename(temporary, file);
	} catch (error) {
		await rm(temporary, {force: true});
		throw error;
	}
}

async function writeWhole(file: string, text: string): Promise<void> {
	const handle = await open(file, 'wx', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function fileContent(token: SsoToken) {
	const {expiresAt, registrationExpiresAt, ...rest} = token;
	return {
		startUrl: rest.startUrl,
		region: rest.region,
		accessToken: rest.accessToken,
		expiresAt: utcSeconds(expiresAt),
		clientId: rest.clientId,
		clientSecret: rest.clientSecret,
		registrationExpiresAt:
			registrationExpiresAt === undefined
				? undefined
				: utcSeconds(registrationExpiresAt),
		refreshToken: rest.refreshToken,
	};
}

/** A time as the aws CLI writes it: UTC, whole seconds (`2026-11-22T01:41:21Z`). */
function utcSeconds(time: number): string {
	return new Date(time).toISOString().replace(/\.\d+Z$/v, 'Z');
}

/** Takes one token away; all others stay. Says whether there was one. */
export async function deleteToken(home: string, key: SsoKey): Promise<boolean> {
	try {
		await rm(tokenFile(home, key));
		return true;
	} catch (error) {
		if (isAbsent(error)) {
			return false;
		}

		throw error;
	}
}

function isAbsent(error: unknown): boolean {
	return error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
}
