import {mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import fc from 'fast-check';
import {homeFolder} from '../../../source/aws/profiles/config-file.js';
import {
	deleteToken,
	readToken,
	tokenFile,
	writeToken,
	type SsoToken,
} from '../../../source/aws/sso/token-cache.js';

const key = {session: 'corp'};
const startUrl = 'https://d-1234567890.awsapps.com/start';
const token = {
	startUrl,
	region: 'us-east-1',
	accessToken: 'access',
	expiresAt: Date.parse('2026-11-22T01:41:21.789Z'),
	clientId: 'client',
	clientSecret: 'secret',
	registrationExpiresAt: Date.parse('2027-02-20T00:41:21Z'),
	refreshToken: 'refresh',
} satisfies SsoToken;

let home = '';

beforeEach(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'workato-aws-cache-'));
});

afterEach(async () => {
	await rm(home, {recursive: true, force: true});
});

async function modeOf(file: string): Promise<string> {
	const {mode} = await stat(file);
	return mode.toString(8).slice(-3);
}

test.each([
	[key, 'ee0bfd2552fbd840c02cc48b6e823320543c450f'],
	[{startUrl}, '7487b5b67d5fa1132cf33fa93ae51ef38cc37752'],
	[{startUrl: `${startUrl}#/`}, 'a1c75994a810c1c468d3bd565eda2836303e6659'],
])('the file of %o is named as the aws CLI names it', (of, name) => {
	expect(tokenFile('/home/ada', of)).toBe(
		path.join('/home/ada', '.aws', 'sso', 'cache', `${name}.json`),
	);
});

test('the file has the aws CLI’s fields and format, for its owner alone', async () => {
	await writeToken(home, key, token);
	const file = tokenFile(home, key);
	expect(await readFile(file, 'utf8')).toBe(
		'{"startUrl":"https://d-1234567890.awsapps.com/start","region":"us-east-1","accessToken":"access",' +
			'"expiresAt":"2026-11-22T01:41:21Z","clientId":"client","clientSecret":"secret",' +
			'"registrationExpiresAt":"2027-02-20T00:41:21Z","refreshToken":"refresh"}',
	);
	expect(await modeOf(file)).toBe('600');
	expect(await modeOf(path.dirname(file))).toBe('700');
	expect(await readdir(path.dirname(file))).toEqual([path.basename(file)]);
});

test('a refresh token that was not given is not written', async () => {
	const {refreshToken, ...without} = token;
	await writeToken(home, key, without);
	const text = await readFile(tokenFile(home, key), 'utf8');
	expect(text).not.toContain('refreshToken');
	expect(text).not.toContain(refreshToken);
});

test('an open file and folder of before are closed to others', async () => {
	const file = tokenFile(home, key);
	await mkdir(path.dirname(file), {recursive: true, mode: 0o755});
	await writeFile(file, '{}', {mode: 0o644});
	await writeToken(home, key, token);
	expect(await modeOf(file)).toBe('600');
	expect(await modeOf(path.dirname(file))).toBe('700');
});

test('a failed write leaves what was there, and no rest', async () => {
	const file = tokenFile(home, key);
	// A folder in the file's place cannot be replaced by a file.
	await mkdir(path.join(file, 'inside'), {recursive: true});
	await expect(writeToken(home, key, token)).rejects.toThrow();
	expect(await readdir(path.dirname(file))).toEqual([path.basename(file)]);
});

test('what is written reads back, to the second', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.string({minLength: 1}),
			fc.integer({min: 0, max: 4_102_444_800}),
			fc.option(fc.string({minLength: 1}), {nil: undefined}),
			async (text, seconds, refreshToken) => {
				const {refreshToken: _, ...rest} = token;
				const written = {
					...rest,
					accessToken: text,
					expiresAt: seconds * 1000,
					...(refreshToken !== undefined && {refreshToken}),
				};
				await writeToken(home, {session: text}, written);
				expect(await readToken(home, {session: text})).toEqual({
					state: 'found',
					token: written,
				});
			},
		),
		{seed: 3, numRuns: 25},
	);
});

test('an older profile’s token is never renewed, so its refresh token stays out', async () => {
	await writeToken(home, {startUrl}, token);
	const read = await readToken(home, {startUrl});
	expect(JSON.stringify(read)).not.toContain('refresh"');
	expect(read.state).toBe('found');
});

test('no file is no sign-in', async () => {
	expect(await readToken(home, key)).toEqual({state: 'absent'});
});

test.each([
	['{"accessToken": "SECRET', 'is not JSON'],
	['[]', 'has no usable'],
	['{"accessToken":"SECRET"}', 'expiresAt'],
	// The oldest aws CLI wrote this; the SDK does not take it.
	['{"accessToken":"SECRET","expiresAt":"2030-01-01T00:00:00UTC"}', 'expiresAt'],
	['{"expiresAt":"2030-01-01T00:00:00Z"}', 'accessToken'],
])('%s is broken, and the words name the file alone', async (text, words) => {
	const file = tokenFile(home, key);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, text);
	const read = await readToken(home, key);
	expect(read.state === 'broken' && read.problem).toContain(words);
	expect(JSON.stringify(read)).toContain(path.basename(file));
	expect(JSON.stringify(read)).not.toContain('SECRET');
});

test('a token with nothing but what every reader needs is enough', async () => {
	const file = tokenFile(home, key);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, '{"accessToken":"access","expiresAt":"2026-11-22T01:41:21.123Z"}');
	expect(await readToken(home, key)).toMatchObject({
		state: 'found',
		token: {accessToken: 'access'},
	});
});

test.each([
	['2026-11-22T01:41:21+0000', '2026-11-22T01:41:21Z'],
	['2026-11-22T01:41Z', '2026-11-22T01:41:00Z'],
	['2026-11-22T02:41:21+01:00', '2026-11-22T01:41:21Z'],
	[1_795_311_681_000, '2026-11-22T01:41:21Z'],
])('the time %s is one that the SDK takes', async (expiresAt, meant) => {
	const file = tokenFile(home, key);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, JSON.stringify({accessToken: 'access', expiresAt}));
	expect(await readToken(home, key)).toEqual({
		state: 'found',
		token: {
			startUrl: '',
			region: '',
			accessToken: 'access',
			expiresAt: Date.parse(meant),
		},
	});
});

test.each([
	[null, undefined],
	[4_000_000_000, 4_000_000_000_000],
	[4_000_000_000_000, 4_000_000_000_000],
	['2027-02-20T00:41:21+0000', Date.parse('2027-02-20T00:41:21Z')],
	['soon', undefined],
])(
	'a registration that ends at %s breaks no sign-in, nor do empty fields',
	async (registrationExpiresAt, meant) => {
		const file = tokenFile(home, key);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(
			file,
			JSON.stringify({
				startUrl: null,
				region: null,
				accessToken: 'access',
				expiresAt: '2026-11-22T01:41:21Z',
				clientId: null,
				clientSecret: null,
				refreshToken: null,
				registrationExpiresAt,
			}),
		);
		const read = await readToken(home, key);
		expect(read.state === 'found' && read.token).toEqual({
			startUrl: '',
			region: '',
			accessToken: 'access',
			expiresAt: Date.parse('2026-11-22T01:41:21Z'),
			...(meant !== undefined && {registrationExpiresAt: meant}),
		});
	},
);

test('only the one token is taken away', async () => {
	await writeToken(home, key, token);
	await writeToken(home, {session: 'other'}, token);
	expect(await deleteToken(home, key)).toBe(true);
	expect(await deleteToken(home, key)).toBe(false);
	const other = await readToken(home, {session: 'other'});
	expect(other.state).toBe('found');
});

test.each([
	[{HOME: '/home/ada', USERPROFILE: String.raw`C:\ada`}, '/home/ada'],
	[{USERPROFILE: String.raw`C:\ada`}, String.raw`C:\ada`],
	[{HOMEDRIVE: 'D:', HOMEPATH: String.raw`\ada`}, String.raw`D:\ada`],
	[{AWS_CONFIG_FILE: '/elsewhere/config'}, '/system'],
])('the home folder of %o is %s', (env, folder) => {
	expect(homeFolder(env, () => '/system')).toBe(folder);
});
