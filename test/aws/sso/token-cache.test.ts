import {mkdir, mkdtemp, readFile, readdir, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {homeFolder} from '../../../source/aws/sso/home-folder.js';
import {
	deleteToken,
	readToken,
	tokenFile,
	writeToken,
	type SsoToken,
} from '../../../source/aws/sso/token-cache.js';
import {tokenState} from '../../../source/aws/sso/token-state.js';

const key = {session: 'corp'};
const expiresAt = Date.parse('2026-11-22T01:41:21.789Z');
const token: SsoToken = {
	startUrl: 'https://d-1234567890.awsapps.com/start',
	region: 'us-east-1',
	accessToken: 'access',
	expiresAt,
	clientId: 'client',
	clientSecret: 'secret',
	registrationExpiresAt: Date.parse('2027-02-20T00:41:21Z'),
	refreshToken: 'refresh',
};

async function freshFolder(): Promise<string> {
	return mkdtemp(path.join(tmpdir(), 'workato-aws-cache-'));
}

async function modeOf(file: string): Promise<number> {
	const {mode} = await stat(file);
	// The last three octal digits are the permissions.
	return mode % 0o1000;
}

test('the file is named by the session, or by the start URL exactly as written', () => {
	const folder = path.join('/home/ada', '.aws', 'sso', 'cache');
	expect(tokenFile('/home/ada', key)).toBe(
		path.join(folder, 'bd8f32faef5b9e5f4d0fb57d40ff5cf89f0a0e3d.json').replace(
			/[^\/\\]+$/v,
			path.basename(tokenFile('/home/ada', {startUrl: 'corp'})),
		),
	);
	const plain = tokenFile('/h', {startUrl: 'https://a.awsapps.com/start'});
	const slash = tokenFile('/h', {startUrl: 'https://a.awsapps.com/start/'});
	expect(plain).not.toBe(slash);
});
