import {createHash} from 'node:crypto';
import {chmod, mkdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import {isAbsent, replaceFile} from '../profiles/write-config.js';

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
type CachedToken =
	| {readonly state: 'absent'}
	| {readonly state: 'broken'; readonly problem: string}
	| {readonly state: 'found'; readonly token: SsoToken};

/** The file of a token under `home`: the name is the SHA-1 of the session's name or of the start URL. */
export function tokenFile(home: string, key: SsoKey): string {
	const text = 'session' in key ? key.session : key.startUrl;
	const name = createHash('sha1').update(text).digest('hex');
	return path.join(home, '.aws', 'sso', 'cache', `${name}.json`);
}

/** A time in a file of the aws CLI or the SDK, as the SDK takes it (`new Date`), in milliseconds since 1970. */
export const fileTime = z
	.union([z.string(), z.number()])
	.transform((time) => new Date(time).getTime())
	.refine((time) => Number.isFinite(time));

// Both readers take `null` for nothing.
const optionalText = z
	.string()
	.nullish()
	.transform((value) => value ?? undefined);

const fileShape = z.object({
	startUrl: optionalText,
	region: optionalText,
	accessToken: z.string().min(1),
	expiresAt: fileTime,
	clientId: optionalText,
	clientSecret: optionalText,
	// No reader fails over this one: not understood, it is not known.
	registrationExpiresAt: z
		.unknown()
		.transform((time) => fileTime.safeParse(seconds(time)).data)
		.optional(),
	refreshToken: optionalText,
});

// AWS itself counts a registration's end in seconds, and some tools keep that number.
function seconds(time: unknown): unknown {
	return typeof time === 'number' && time < 1e11 ? time * 1000 : time;
}

/**
Reads one token. A file that no reader could use is `broken`, with what is wrong but none of its text. A token of an
older profile comes without its refresh token, since neither the SDK nor the CLI renews those.
*/
export async function readToken(home: string, key: SsoKey): Promise<CachedToken> {
	const file = tokenFile(home, key);
	let content: string;
	try {
		content = await readFile(file, 'utf8');
	} catch (error) {
		return isAbsent(error)
			? {state: 'absent'}
			: {state: 'broken', problem: `${file} cannot be read.`};
	}

	return parseToken(content, file, key);
}

function parseToken(json: string, file: string, key: SsoKey): CachedToken {
	let content: unknown;
	try {
		content = JSON.parse(json);
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

	const {data} = read;
	const {clientId, clientSecret, registrationExpiresAt, refreshToken} = data;
	return {
		state: 'found',
		token: {
			startUrl: data.startUrl ?? '',
			region: data.region ?? '',
			accessToken: data.accessToken,
			expiresAt: data.expiresAt,
			...(clientId !== undefined && {clientId}),
			...(clientSecret !== undefined && {clientSecret}),
			...(registrationExpiresAt !== undefined && {registrationExpiresAt}),
			...('session' in key && refreshToken && {refreshToken}),
		},
	};
}

/**
Writes one token where the aws CLI and the SDK look for it, in the CLI's own fields and format: mode 0600 in a 0700
folder, whole or not at all. Rejects as the file system does.
*/
export async function writeToken(home: string, key: SsoKey, token: SsoToken): Promise<void> {
	const file = tokenFile(home, key);
	const folder = path.dirname(file);
	await mkdir(folder, {recursive: true, mode: 0o700});
	// A folder that the aws CLI made is open to others; one that is not ours to change still works.
	await chmod(folder, 0o700).catch(() => undefined);
	// Not ending in .json meanwhile: the aws CLI reads every such file when it signs out.
	await replaceFile(file, JSON.stringify(fileContent(token)));
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
			registrationExpiresAt === undefined ? undefined : utcSeconds(registrationExpiresAt),
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

/** What a cached sign-in is good for now. Times are milliseconds. */
export type TokenState =
	| {readonly state: 'absent'}
	| {readonly state: 'valid'; readonly timeLeft: number; readonly until: number}
	/** Over, but it can be renewed without asking the person. */
	| {readonly state: 'refreshable'; readonly since: number}
	| {readonly state: 'expired'; readonly since: number}
	| {readonly state: 'broken'; readonly problem: string};

/** What a sign-in in the cache is good for at the time `now`, by the rules of the SDK's own readers. */
export function tokenState(cached: CachedToken, now: number): TokenState {
	if (cached.state !== 'found') {
		return cached;
	}

	const {token} = cached;
	if (token.expiresAt > now) {
		return {
			state: 'valid',
			timeLeft: token.expiresAt - now,
			until: token.expiresAt,
		};
	}

	return {
		state: isRefreshable(token, now) ? 'refreshable' : 'expired',
		since: token.expiresAt,
	};
}

/** Whether a token can be renewed: it has what the call needs, and the registration still holds where its end is known. */
function isRefreshable(token: SsoToken, now: number): boolean {
	return Boolean(
		token.refreshToken &&
		token.clientId &&
		token.clientSecret &&
		(token.registrationExpiresAt ?? Infinity) > now,
	);
}
