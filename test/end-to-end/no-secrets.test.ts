import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {exportFormats} from '../../source/engine/export/formats.js';
import {freshHome} from '../support/fresh-home.js';
import {answerCode, answerPage, codeIn, codeOn, setCompany, writeConfig} from './company.js';
import {setupFile, writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {recordingBrowser} from './recording-browser.js';
import {openProgram, runProgram} from './run-program.js';
import {choose, screenOf, waitForWords, walk} from './walk.js';
import {tapWire} from './wire-tap.js';

vi.setConfig({testTimeout: 90_000});

const workatoToken = 'wrkaus-marked-token-of-the-developer-api';

/** Every file under a folder with its text, except the place where the aws CLI keeps sign-ins too. */
async function everythingIn(folder: string): Promise<Map<string, string>> {
	const cache = path.join('.aws', 'sso', 'cache');
	const names = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = names
		.filter((each) => each.isFile())
		.map((each) => path.join(each.parentPath, each.name))
		.filter((file) => !path.dirname(file).endsWith(cache));
	return new Map(
		await Promise.all(
			files.map(async (file): Promise<[string, string]> => [
				path.relative(folder, file),
				await readFile(file, 'utf8'),
			]),
		),
	);
}

test('no token, key, code or verifier is in anything that is written, printed or drawn', async () => {
	// AWS keeps its own state apart from the person's home.
	await using awsHome = await freshHome();
	await using home = await freshHome();
	await using aws = await homeSandbox(awsHome);
	await using wire = await tapWire(aws.env.AWS_ENDPOINT_URL ?? '');
	await setCompany(aws);
	await writeConfig(home);
	const browser = await recordingBrowser(home);
	const env = {AWS_ENDPOINT_URL: wire.url, BROWSER: browser.program};
	const said = new Map<string, string>();
	const profile = ['--profile', 'dev'];
	const run = async (...args: string[]) => {
		const printed = await runProgram(home, args, {
			env: {
				...env,
				WORKATO_AWS_DEBUG: '1',
				BROWSER: 'none',
				WORKATO_API_TOKEN: workatoToken,
			},
		});
		said.set(args.join(' '), printed.stdout + printed.stderr);
		return printed;
	};

	const expire = async (service: string, operation: string) =>
		aws.control('POST', '/_sandbox/faults', [
			{service, operation, kind: 'expired-token', times: 9},
		]);

	{
		// On screen: a code denied, PKCE, and a setup that loses its sign-in half-way.
		await using terminal = openProgram(home, {args: profile, env});
		await choose(terminal, 'Sign in to AWS');
		await terminal.waitFor(/❯ dev: needs sign-in/v);
		await terminal.press('enter');
		await choose(terminal, 'Sign in');
		await answerCode(aws, await codeOn(terminal), 'deny');
		await waitForWords(terminal, 'not allowed in the browser');
		await terminal.type('b');
		await answerPage(await browser.consentPage(), 'allow');
		await walk(terminal, 'review');
		await expire('kms', 'CreateAlias');
		await terminal.type('a');
		await waitForWords(terminal, 'Ctrl+S signs in');
		await aws.control('POST', '/_sandbox/faults', []);
		await terminal.press('ctrl+s');
		await terminal.waitFor(/❯ dev: ready/v);
		await terminal.press('enter');
		await choose(terminal, 'Sign in again');
		await answerCode(aws, await codeOn(terminal));
		await terminal.waitFor(screenOf('review').title);
		await waitForWords(terminal, '2 changes to make');
		await terminal.press('ctrl+c');
		await terminal.waitForExit();
		said.set('screens', terminal.output());
	}

	const file = await writeSetupFile(home, {...setupFile, name: 'second'});
	await run('login', ...profile, '--json');
	await run('check', ...profile, '--json');
	await expire('kms', 'CreateKey');
	await run('apply', '-f', file, '--yes', '--json', ...profile);
	await expire('sso', '*');
	await run('apply', '-f', file, '--yes', ...profile);
	await aws.control('POST', '/_sandbox/faults', []);
	await run('list');
	await run('list', '--json');
	for (const {id} of exportFormats) {
		const {code} = await run('export', id, 'production');
		expect([id, code]).toEqual([id, 0]);
	}

	await run('undo', 'production', '--dry-run', ...profile);
	await run('undo', 'production', '--yes', '--json', ...profile);
	await run('logout', ...profile, '--json');
	{
		await using terminal = openProgram(home, {
			args: ['login', ...profile],
			env,
		});
		await terminal.waitUntil(() => codeIn(terminal.scrollback()) !== undefined, 'a code');
		await answerCode(aws, codeIn(terminal.scrollback()) ?? '');
		await terminal.waitForExit();
		said.set('login', terminal.output());
	}

	const secrets = new Map([...wire.secrets(), [workatoToken, 'WORKATO_API_TOKEN']]);
	expect(Array.from(secrets, ([, field]) => field)).toEqual(
		expect.arrayContaining([
			'accessToken',
			'clientSecret',
			'code',
			'codeVerifier',
			'deviceCode',
			'refreshToken',
			'secretAccessKey',
			'sessionToken',
		]),
	);
	const written = await everythingIn(home.home);
	expect(Array.from(written, ([name]) => name)).toEqual(
		expect.arrayContaining(['setups/setups/production.json', '.aws/config']),
	);
	const leaks = [...said, ...written].flatMap(([where, text]) =>
		[...secrets]
			.filter(([secret]) => text.includes(secret))
			.map(([, field]) => `${field} in ${where}`),
	);
	expect(leaks).toEqual([]);
	// The search can find something: the cache holds what it must.
	const cache = path.join(home.home, '.aws', 'sso', 'cache');
	const [token = ''] = await readdir(cache);
	const kept = await readFile(path.join(cache, token), 'utf8');
	const {mode} = await stat(path.join(cache, token));
	expect(mode % 0o1000).toBe(0o600);
	expect([...secrets].filter(([secret]) => kept.includes(secret))).not.toEqual([]);
});
