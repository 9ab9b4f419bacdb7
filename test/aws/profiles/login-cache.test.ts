import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {readLoginState} from '../../../source/aws/profiles/read-identities.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {minutes, now} from './machines.js';

const session = 'arn:aws:iam::111122223333:user/bob';

function saved(expiresAt: number) {
	return {
		accessToken: {
			accessKeyId: 'ASIAEXAMPLE',
			secretAccessKey: 'HIDDEN',
			sessionToken: 'HIDDEN',
			accountId: '111122223333',
			expiresAt: new Date(expiresAt).toISOString(),
		},
		clientId: 'x',
		refreshToken: 'HIDDEN',
		dpopKey: 'HIDDEN',
	};
}

async function stateOf(content: unknown) {
	const folder = temporaryFolder();
	const name = createHash('sha256').update(session).digest('hex');
	fs.writeFileSync(
		path.join(folder, `${name}.json`),
		typeof content === 'string' ? content : JSON.stringify(content),
	);
	return readLoginState({AWS_LOGIN_CACHE_DIRECTORY: folder}, session, now);
}

describe('a console sign-in', () => {
	it('is good until its time', async () => {
		const until = now + minutes(10);
		expect(await stateOf(saved(until))).toEqual({
			state: 'valid',
			timeLeft: minutes(10),
			until,
		});
	});

	it('renews itself for twelve hours', async () => {
		const since = now - minutes(11 * 60);
		expect(await stateOf(saved(since))).toEqual({state: 'refreshable', since});
	});

	it('is over after that', async () => {
		const since = now - minutes(12 * 60);
		expect(await stateOf(saved(since))).toEqual({state: 'expired', since});
	});

	it.each([
		['not JSON', 'HIDDEN'],
		['not whole', {...saved(now), dpopKey: ''}],
		['without a time', {...saved(now), accessToken: {accountId: '1'}}],
	])('is broken when its file is %s', async (_, content) => {
		const state = await stateOf(content);
		expect(state.state).toBe('broken');
		expect(JSON.stringify(state)).not.toContain('HIDDEN');
	});

	it('is absent when there is no file, by default in the home folder', async () => {
		expect(await readLoginState({HOME: temporaryFolder()}, session, now)).toEqual({
			state: 'absent',
		});
	});
});
