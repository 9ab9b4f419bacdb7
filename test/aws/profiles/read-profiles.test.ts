import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {addSsoProfile} from '../../../source/aws/profiles/edit-config.js';
import {readIdentities} from '../../../source/aws/profiles/read-identities.js';
import {readProfiles} from '../../../source/aws/profiles/read-profiles.js';
import {writeToken} from '../../../source/aws/sso/token-cache.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {plainSections} from './config-texts.js';
import {minutes, now} from './machines.js';

function homeWith(files: Record<string, string | Uint8Array>): string {
	const home = temporaryFolder();
	for (const [name, content] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(home, name)), {recursive: true});
		fs.writeFileSync(path.join(home, name), content);
	}

	return home;
}

describe('reading the two files', () => {
	it('finds nothing, and no fault, where there are none', async () => {
		const {sdk, cli, problems, texts} = await readProfiles({
			env: {HOME: temporaryFolder()},
		});
		expect([sdk.profiles.size, cli.profiles.size]).toEqual([0, 0]);
		expect(problems).toEqual([]);
		expect(texts).toEqual({});
	});

	it('puts them together, the credentials file going before', async () => {
		const home = homeWith({
			'.aws/config': '[profile dev]\nregion = us-east-1\noutput = json\n',
			'.aws/credentials': '\n[dev]\nregion = eu-west-1\n[ci]\nregion = x\n',
		});
		const {sdk, cli, texts} = await readProfiles({env: {HOME: home}});
		for (const view of [sdk, cli]) {
			expect(plainSections(view.profiles)).toEqual({
				dev: {region: 'eu-west-1', output: 'json'},
				ci: {region: 'x'},
			});
			expect(view.profiles.get('dev')?.settings.get('region')).toEqual({
				value: 'eu-west-1',
				line: 3,
				path: path.join(home, '.aws', 'credentials'),
			});
		}

		expect(texts.config).toContain('[profile dev]');
	});

	it('follows the variables, with ~/ for home', async () => {
		const home = homeWith({
			'x/conf': '[profile a]\nregion = x\n',
			'x/cred': '[b]\nregion = y\n',
		});
		const {sdk, paths} = await readProfiles({
			env: {
				HOME: home,
				AWS_CONFIG_FILE: '~/x/conf',
				AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'x', 'cred'),
			},
		});
		expect(Array.from(sdk.profiles, ([name]) => name)).toEqual(['a', 'b']);
		expect(paths.config).toBe(path.join(home, 'x', 'conf'));
	});

	it.each(['utf16le', 'with its mark'])(
		'names UTF-16 (%s), and keeps its hands off such a file',
		async (how) => {
			const text = '[profile dev]\r\nregion = us-east-1\r\n';
			const bytes = Buffer.from((how === 'utf16le' ? '' : '\u{FEFF}') + text, 'utf16le');
			const home = homeWith({'.aws/config': bytes});
			const {problems, texts, sdk} = await readProfiles({env: {HOME: home}});
			expect(problems).toEqual([
				{
					path: path.join(home, '.aws', 'config'),
					message:
						'The config file is UTF-16 text, as Windows PowerShell writes it, and neither the SDK nor the aws CLI reads that. Save it as UTF-8.',
					reader: 'both',
				},
			]);
			expect(sdk.profiles.size).toBe(0);
			expect(
				addSsoProfile(texts.config ?? '', {
					session: {
						name: 'corp',
						startUrl: 'https://d-1234567890.awsapps.com/start',
						region: 'us-east-1',
					},
					profile: {
						name: 'new',
						accountId: '111122223333',
						roleName: 'Admin',
					},
				}),
			).toEqual({reason: 'file', problem: problems[0]?.message});
			const {choices} = await readIdentities({env: {HOME: home}, flag: 'dev'});
			expect(choices[0]?.state).toMatchObject({
				type: 'broken',
				problem: expect.stringContaining('UTF-16') as string,
			});
		},
	);

	it('says when a variable names a file that is not there', async () => {
		const {problems} = await readProfiles({
			env: {HOME: temporaryFolder(), AWS_CONFIG_FILE: '/none/config'},
		});
		expect(problems).toEqual([
			{
				path: '/none/config',
				message: 'AWS_CONFIG_FILE names this file, and it does not exist.',
				reader: 'both',
			},
		]);
	});

	it('names a file that cannot be read', async () => {
		const home = temporaryFolder();
		fs.mkdirSync(path.join(home, '.aws', 'config'), {recursive: true});
		const {problems} = await readProfiles({env: {HOME: home}});
		expect(problems).toEqual([
			{
				path: path.join(home, '.aws', 'config'),
				message: 'The config file cannot be read: a folder stands in its place.',
				reader: 'both',
			},
		]);
	});

	it('names the line that is not text, at which the aws CLI stops', async () => {
		const home = homeWith({
			'.aws/config': Uint8Array.from([
				...new TextEncoder().encode('[profile a]\nregion = x\n# caf'),
				0xe9,
				0x0a,
			]),
		});
		const {sdk, cli, problems} = await readProfiles({env: {HOME: home}});
		expect(sdk.profiles.has('a')).toBe(true);
		expect(cli.isRejected).toBe(true);
		expect(problems).toMatchObject([{line: 3, reader: 'aws CLI'}]);
	});

	it('gives the aws CLI nothing at all when it rejects one of them', async () => {
		const home = homeWith({
			'.aws/config': '[profile a]\nregion = x\n',
			'.aws/credentials': 'hello\n',
		});
		const {sdk, cli} = await readProfiles({env: {HOME: home}});
		expect(cli.isRejected).toBe(true);
		expect(cli.profiles.size).toBe(0);
		expect(sdk.profiles.has('a')).toBe(true);
	});
});

describe('what this machine offers', () => {
	it('knows who is signed in, from the caches alone', async () => {
		const home = homeWith({
			'.aws/config': `[sso-session corp]
sso_start_url = https://d-1.awsapps.com/start
sso_region = us-east-1
[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
[profile old]
sso_start_url = https://d-2.awsapps.com/start
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = Admin
[profile bob]
login_session = arn:aws:iam::111122223333:user/bob
`,
		});
		const token = {
			region: 'us-east-1',
			accessToken: 'HIDDEN',
			expiresAt: now + minutes(10),
		};
		await writeToken(
			home,
			{session: 'corp'},
			{...token, startUrl: 'https://d-1.awsapps.com/start'},
		);
		await writeToken(
			home,
			{startUrl: 'https://d-2.awsapps.com/start'},
			{
				...token,
				startUrl: 'https://d-2.awsapps.com/start',
				expiresAt: now - 1000,
			},
		);
		const {choices, files} = await readIdentities({
			env: {HOME: home, AWS_EC2_METADATA_DISABLED: 'true'},
			now,
		});
		expect(choices.map(({profile, state}) => [profile, state])).toEqual([
			['dev', {type: 'ready', expiresAt: now + minutes(10)}],
			['old', {type: 'needs sign-in'}],
			['bob', {type: 'needs sign-in'}],
		]);
		expect(files.paths.config).toBe(path.join(home, '.aws', 'config'));
		expect(JSON.stringify(choices)).not.toContain('HIDDEN');
	});
});
