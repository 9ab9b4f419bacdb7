import fs from 'node:fs';
import path from 'node:path';
import {fromIni} from '@aws-sdk/credential-providers';
import {describe, expect, it} from 'vitest';
import {differsFromCli} from '../../../source/aws/profiles/profile-kind.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {filesOf, identitiesOf, type Machine} from './machines.js';

const keys = 'aws_access_key_id = AKIAEXAMPLEEXAMPLE12\naws_secret_access_key = HIDDEN\n';
const session =
	'[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n';
const sso = 'sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n';
const shellKeys = {
	AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE12',
	AWS_SECRET_ACCESS_KEY: 'HIDDEN',
};

const differs = async (machine: Machine, profile: string | undefined = 'dev') =>
	differsFromCli({
		...(profile !== undefined && {profile}),
		...(machine.flag !== undefined && {flag: machine.flag}),
		env: machine.env ?? {},
		files: await filesOf(machine),
	});

describe('where the aws CLI would be someone else', () => {
	it.each<[string, Machine, RegExp]>([
		[
			'keys and SSO in one profile',
			{config: `${session}[profile dev]\n${sso}${keys}`},
			/this program uses the saved access key, the aws CLI the company sign-in/v,
		],
		[
			'keys in the other file and SSO',
			{
				config: `${session}[profile dev]\n${sso}`,
				credentials: `[dev]\n${keys}`,
			},
			/this program uses the saved access key, the aws CLI the company sign-in/v,
		],
		[
			'a program and SSO',
			{config: `${session}[profile dev]\n${sso}credential_process = /x\n`},
			/this program uses the external program, the aws CLI the company sign-in/v,
		],
		[
			'keys in the config file and a program',
			{config: `[profile dev]\n${keys}credential_process = /x\n`},
			/this program uses the saved access key, the aws CLI the external program/v,
		],
		[
			'a profile while the shell has keys',
			{
				config: `[profile dev]\n${keys}`,
				env: {...shellKeys, AWS_PROFILE: 'dev'},
			},
			/the aws CLI uses the keys from this shell/v,
		],
		[
			'a profile while the shell has a web identity',
			{
				config: `[profile dev]\n${keys}`,
				env: {AWS_WEB_IDENTITY_TOKEN_FILE: '/x'},
			},
			/the aws CLI uses the web identity from this shell/v,
		],
		[
			'AWS_DEFAULT_PROFILE',
			{config: `[profile dev]\n${keys}`, env: {AWS_DEFAULT_PROFILE: 'other'}},
			/AWS_DEFAULT_PROFILE \(other\)/v,
		],
		[
			'a comment behind a role',
			{
				config: `${session}[profile dev]\n${sso.replace('Admin', 'Admin # all')}`,
			},
			/the aws CLI reads sso_role_name otherwise \(line 7\)/v,
		],
		[
			'a comment behind the region of the session',
			{
				config: `${session.replace('us-east-1', 'us-east-1 # home')}[profile dev]\n${sso}`,
			},
			/In sso-session corp the aws CLI reads sso_region otherwise \(line 3\)/v,
		],
		[
			'a profile and a session that disagree',
			{config: `${session}[profile dev]\n${sso}sso_region = us-west-2\n`},
			/refuses profile dev: sso_region/v,
		],
		[
			'keys and SSO in the profile that a role starts from',
			{
				config: `${session}[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = base\n[profile base]\n${sso}${keys}`,
			},
			/In profile base/v,
		],
		[
			'a file that it rejects',
			{config: `[profile dev]\n${keys}hello\n`},
			/cannot read \/home\/ana\/\.aws\/config \(line 4\)/v,
		],
		[
			'a profile that it does not see',
			{config: `[profile.dev]\n${keys}`},
			/does not see the profile dev/v,
		],
	])('is said for %s', async (_, machine, words) => {
		const found = await differs(machine);
		expect(found).toHaveLength(1);
		expect(found[0]).toMatch(words);
		expect(found[0]).not.toContain('HIDDEN');
	});

	it.each<[string, Machine, string | undefined]>([
		['an SSO profile', {config: `${session}[profile dev]\n${sso}`}, 'dev'],
		['saved keys', {credentials: `[dev]\n${keys}`}, 'dev'],
		[
			'a role from its own keys',
			{
				config: `[profile dev]\n${keys}role_arn = arn:aws:iam::111122223333:role/x\nsource_profile = dev\n`,
			},
			'dev',
		],
		['the keys of the shell', {env: shellKeys}, undefined],
		[
			'--profile, which both follow',
			{config: `[profile dev]\n${keys}`, env: shellKeys, flag: 'dev'},
			'dev',
		],
	])('is not said for %s', async (_, machine, profile) => {
		expect(
			differsFromCli({
				...(profile !== undefined && {profile}),
				...(machine.flag !== undefined && {flag: machine.flag}),
				env: machine.env ?? {},
				files: await filesOf(machine),
			}),
		).toEqual([]);
	});

	it('stands beside the profile in the list', async () => {
		const {choices} = await identitiesOf({
			config: `${session}[profile dev]\n${sso}${keys}`,
		});
		expect(choices[0]?.warnings.map(({kind}) => kind)).toContain('differs from aws CLI');
	});

	it('is right about the SDK: it takes the keys', async () => {
		const folder = temporaryFolder();
		const config = path.join(folder, 'config');
		fs.writeFileSync(config, `${session}[profile dev]\n${sso}${keys}credential_process = /none\n`);
		const {accessKeyId} = await fromIni({
			profile: 'dev',
			configFilepath: config,
			filepath: path.join(folder, 'none'),
			ignoreCache: true,
		})();
		expect(accessKeyId).toBe('AKIAEXAMPLEEXAMPLE12');
	});
});
