import {createHash} from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import {homeFolder} from '../sso/home-folder.js';
import {fileTime} from '../sso/token-cache.js';
import {type TokenState} from '../sso/token-state.js';

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
	const folder =
		named === '' ? path.join(homeFolder(env), '.aws', 'login', 'cache') : named;
	const name = createHash('sha256').update(loginSession).digest('hex');
	let text: string;
	try {
		text = await fs.readFile(path.join(folder, `${name}.json`), 'utf8');
	} catch (error) {
		return error instanceof Error && Reflect.get(error, 'code') === 'ENOENT'
			? {state: 'absent'}
			: {state: 'broken', problem: 'The saved sign-in cannot be read.'};
	}

	return judge(text, now);
}

function judge(text: string, now: number): TokenState {
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
