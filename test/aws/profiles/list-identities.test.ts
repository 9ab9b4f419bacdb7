import fs from 'node:fs';
import path from 'node:path';
import {fromIni} from '@aws-sdk/credential-providers';
import fc from 'fast-check';
import {describe, expect, it, onTestFinished, vi} from 'vitest';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {anyConfig, fixed} from './config-texts.js';
import {choiceOf, identitiesOf, type Machine, minutes, now, valid} from './machines.js';

const corp =
	'[sso-session corp]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-2\n';
const sso = `${corp}[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\nregion = eu-west-1\n`;
const legacy =
	'[profile dev]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-2\nsso_account_id = 111122223333\nsso_role_name = Admin\n';
const user = 'arn:aws:iam::111122223333:user/bob';
const console_ = `[profile dev]\nlogin_session = ${user}\n`;
const keys =
	'[profile dev]\naws_access_key_id = AKIAEXAMPLEEXAMP1234\naws_secret_access_key = HIDDEN\n';
const roleArn = 'arn:aws:iam::444455556666:role/team/Deploy';
const role = `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = base\n`;
const token = '/var/run/token';

const dev = 'profile:dev';
const shell = {
	AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMP1234',
	AWS_SECRET_ACCESS_KEY: 'HIDDEN',
	AWS_SESSION_TOKEN: 'HIDDEN',
};

type Row = {
	what: string;
	machine: Machine;
	id?: string;
	shows: Record<string, unknown>;
};

// Each source × (ready, needs sign-in or unknown, broken): what the list shows.
const table: Row[] = [
	{
		what: 'SSO with a session, signed in',
		machine: {config: sso, sso: {corp: valid}},
		shows: {
			kind: 'sso',
			label: 'Company sign-in (session corp)',
			account: '111122223333',
			role: 'Admin',
			region: 'eu-west-1',
			ssoSession: 'corp',
			startUrl: 'https://d-1.awsapps.com/start',
			ssoRegion: 'us-east-2',
			state: {type: 'ready', expiresAt: now + minutes(30)},
			warnings: [],
		},
	},
	{
		what: 'SSO that renews itself',
		machine: {
			config: sso,
			sso: {corp: {state: 'refreshable', since: now - 1}},
		},
		shows: {state: {type: 'ready', renews: true}},
	},
	{
		what: 'SSO, run out',
		machine: {config: sso, sso: {corp: {state: 'expired', since: now - 1}}},
		shows: {state: {type: 'needs sign-in'}},
	},
	{
		what: 'SSO, never signed in',
		machine: {config: sso},
		shows: {state: {type: 'needs sign-in'}},
	},
	{
		what: 'SSO with an unreadable token',
		machine: {config: sso, sso: {corp: {state: 'broken', problem: 'x'}}},
		shows: {state: {type: 'needs sign-in'}},
	},
	{
		what: 'SSO with a region that cannot be one',
		machine: {config: sso.replace('us-east-2', 'eu_west_1')},
		shows: {
			state: {
				type: 'broken',
				problem:
					'"eu_west_1" is not a region’s name. Write the region of Identity Center, such as us-east-1.',
				line: 3,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'SSO with a region that is newer than this program',
		machine: {config: sso.replace('us-east-2', 'xx-central-9')},
		shows: {state: {type: 'needs sign-in'}},
	},
	{
		what: 'SSO with an account ID that lost its zero',
		machine: {
			config: sso.replace(/sso_account_id = .*/v, 'sso_account_id = 11122223333'),
		},
		shows: {
			state: {
				type: 'broken',
				problem:
					'The account ID "11122223333" has 11 digits, not 12. A zero at its start is easily lost.',
				line: 6,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'SSO whose session is not there',
		machine: {config: sso.replace('[sso-session corp]', '[sso-session crop]')},
		shows: {
			state: {
				type: 'broken',
				problem: 'There is no section [sso-session corp]. Did you mean crop?',
				line: 5,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'SSO whose session only the aws CLI reads',
		machine: {
			config: sso
				.replace('[sso-session corp]', '[sso-session "my corp"]')
				.replace('sso_session = corp', 'sso_session = my corp'),
		},
		shows: {
			state: {
				type: 'broken',
				problem:
					'Only the aws CLI reads the section [sso-session my corp]: give the session a name without spaces and at least one setting.',
				line: 5,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'SSO whose session has no region',
		machine: {config: sso.replace('sso_region = us-east-2\n', '')},
		shows: {
			state: {
				type: 'broken',
				problem: 'The section [sso-session corp] has no sso_region.',
				line: 1,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'SSO without account and role',
		machine: {config: `${corp}[profile dev]\nsso_session = corp\n`},
		shows: {
			state: {
				type: 'broken',
				problem:
					'The company sign-in is not complete: there is no sso_account_id, no sso_role_name.',
				line: 4,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'SSO of the older form, signed in',
		machine: {config: legacy, sso: {'https://d-1.awsapps.com/start': valid}},
		shows: {
			kind: 'sso-legacy',
			label: 'Company sign-in (older format)',
			state: {type: 'ready', expiresAt: now + minutes(30)},
			warnings: [
				{
					kind: 'older form',
					message:
						'This older format lasts eight hours and does not renew itself. A profile with an sso-session does.',
				},
			],
		},
	},
	{
		what: 'SSO of the older form, not signed in',
		machine: {config: legacy},
		shows: {state: {type: 'needs sign-in'}},
	},
	{
		what: 'SSO of the older form without a region',
		machine: {config: legacy.replace('sso_region', 'sso_regoin')},
		shows: {
			state: {
				type: 'broken',
				problem: 'The company sign-in is not complete: there is no sso_region.',
				line: 1,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a console sign-in',
		machine: {config: console_, login: {[user]: valid}},
		shows: {
			kind: 'console',
			label: 'AWS console sign-in (bob)',
			account: '111122223333',
			state: {type: 'ready', expiresAt: now + minutes(30)},
			warnings: [],
		},
	},
	{
		what: 'a console sign-in, run out',
		machine: {config: console_},
		shows: {state: {type: 'needs sign-in'}},
	},
	{
		what: 'a console sign-in of the root user',
		machine: {
			config: '[profile dev]\nlogin_session = arn:aws:iam::111122223333:root\n',
		},
		shows: {
			label: 'AWS console sign-in (root user)',
			warnings: [
				{
					kind: 'root',
					message:
						'This is the account’s root user. Use an identity with fewer rights for the setup.',
				},
			],
		},
	},
	{
		what: 'a console sign-in that is no ARN',
		machine: {config: '[profile dev]\nlogin_session = bob\n'},
		shows: {
			state: {
				type: 'broken',
				problem: 'The login_session is not an ARN.',
				line: 2,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a saved access key',
		machine: {config: keys},
		shows: {
			kind: 'access-key',
			label: 'Saved access key AKIA...1234',
			state: {type: 'ready'},
			warnings: [
				{
					kind: 'long-lived key',
					message:
						'This key never expires by itself. A company sign-in (SSO) is safer where there is one.',
				},
			],
		},
	},
	{
		what: 'a saved access key in the credentials file',
		machine: {credentials: keys.replace('profile ', '')},
		shows: {kind: 'access-key', state: {type: 'ready'}},
	},
	{
		what: 'half an access key',
		machine: {config: keys.replace('aws_secret', 'my_secret')},
		shows: {
			kind: 'none',
			state: {
				type: 'broken',
				problem: 'It has an access key ID and no secret key.',
				line: 2,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'temporary keys in the file',
		machine: {
			credentials: `${keys.replace('profile ', '')}aws_session_token = HIDDEN\n`,
		},
		shows: {
			kind: 'temporary-keys',
			label: 'Temporary keys AKIA...1234',
			state: {type: 'unknown'},
			warnings: [],
		},
	},
	{
		what: 'temporary keys in the file without their token',
		machine: {config: keys.replace('AKIA', 'ASIA')},
		shows: {
			kind: 'temporary-keys',
			state: {
				type: 'broken',
				problem: 'These keys are temporary, and there is no aws_session_token with them.',
				line: 2,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role, its source ready',
		machine: {
			config: `${role}${sso.replace('profile dev', 'profile base')}`,
			sso: {corp: valid},
		},
		shows: {
			kind: 'role',
			label: 'Role Deploy, via base',
			account: '444455556666',
			role: 'Deploy',
			ssoSession: 'corp',
			ssoRegion: 'us-east-2',
			state: {type: 'ready', expiresAt: now + minutes(30)},
		},
	},
	{
		what: 'a role, its source signed out',
		machine: {config: `${role}${sso.replace('profile dev', 'profile base')}`},
		shows: {ssoSession: 'corp', state: {type: 'needs sign-in'}},
	},
	{
		what: 'a role with MFA',
		machine: {
			config: `${role}mfa_serial = arn:aws:iam::1:mfa/bob\n${keys.replace('dev', 'base')}`,
		},
		shows: {mfa: 'arn:aws:iam::1:mfa/bob', state: {type: 'ready'}},
	},
	{
		what: 'a role whose source is not there',
		machine: {config: `${role}${keys.replace('dev', 'bass')}`},
		shows: {
			state: {
				type: 'broken',
				problem: 'The source_profile base does not exist. Did you mean bass?',
				line: 3,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role whose source is broken',
		machine: {
			config: `${role}${legacy.replace('dev', 'base').replace('sso_role', 'x')}`,
		},
		shows: {
			state: {
				type: 'broken',
				problem: 'Profile base: The company sign-in is not complete: there is no sso_role_name.',
				line: 4,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'roles that go round in a circle',
		machine: {
			config: `${role}[profile base]\nrole_arn = ${roleArn}\nsource_profile = dev\n`,
		},
		shows: {
			state: {
				type: 'broken',
				problem: 'The profiles go round in a circle: dev → base → dev.',
				line: 6,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role that builds on itself',
		machine: {config: role.replace('base', 'dev')},
		shows: {
			state: {
				type: 'broken',
				problem: 'The profiles go round in a circle: dev → dev.',
				line: 3,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role that builds on its own keys',
		machine: {
			config: `${keys}role_arn = ${roleArn}\nsource_profile = dev\n`,
		},
		shows: {label: 'Role Deploy, via dev', state: {type: 'ready'}},
	},
	{
		what: 'a role that starts nowhere',
		machine: {config: `[profile dev]\nrole_arn = ${roleArn}\n`},
		shows: {
			state: {
				type: 'broken',
				problem: 'It names a role, and neither source_profile nor credential_source to start from.',
				line: 2,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role that starts in two places',
		machine: {config: `${role}credential_source = Environment\n`},
		shows: {
			state: {
				type: 'broken',
				problem: 'It has both source_profile and credential_source. Keep one.',
				line: 4,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role from the keys of the shell',
		machine: {
			config: `[profile dev]\nrole_arn = ${roleArn}\ncredential_source = Environment\n`,
			env: shell,
		},
		shows: {
			label: 'Role Deploy, via the keys from this shell',
			state: {type: 'ready'},
		},
	},
	{
		what: 'a role from the keys of the shell, which has none',
		machine: {
			config: `[profile dev]\nrole_arn = ${roleArn}\ncredential_source = Environment\n`,
		},
		shows: {
			state: {
				type: 'broken',
				problem: 'It needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in this shell.',
				line: 3,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role from a container',
		machine: {
			config: `[profile dev]\nrole_arn = ${roleArn}\ncredential_source = EcsContainer\n`,
		},
		shows: {
			label: 'Role Deploy, via the container role',
			state: {type: 'unknown'},
		},
	},
	{
		what: 'a role from a source that AWS does not know',
		machine: {
			config: `[profile dev]\nrole_arn = ${roleArn}\ncredential_source = toString\n`,
		},
		shows: {
			state: {
				type: 'broken',
				problem: 'The credential_source is none of Environment, EcsContainer, Ec2InstanceMetadata.',
				line: 3,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a role that is no ARN',
		machine: {
			config: '[profile dev]\nrole_arn = Deploy\ncredential_source = EcsContainer\n',
		},
		shows: {
			state: {
				type: 'broken',
				problem: 'The role_arn is not a role’s ARN.',
				line: 2,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a web identity in a profile',
		machine: {
			config: `[profile dev]\nrole_arn = ${roleArn}\nweb_identity_token_file = ${token}\n`,
			existing: [token],
		},
		shows: {
			kind: 'web-identity',
			label: 'CI / Kubernetes identity',
			account: '444455556666',
			role: 'Deploy',
			state: {type: 'ready'},
		},
	},
	{
		what: 'a web identity without its file',
		machine: {
			config: `[profile dev]\nrole_arn = ${roleArn}\nweb_identity_token_file = ${token}\n`,
		},
		shows: {
			state: {
				type: 'broken',
				problem: 'The file in web_identity_token_file does not exist.',
				line: 3,
				path: '/home/ana/.aws/config',
			},
		},
	},
	{
		what: 'a helper program',
		machine: {
			config: '[profile dev]\ncredential_process = "/opt/my tools/vault" --token=HIDDEN\n',
		},
		shows: {
			kind: 'program',
			label: 'External program: vault',
			state: {type: 'unknown'},
		},
	},
	{
		what: 'keys of the shell',
		machine: {
			env: {
				AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMP1234',
				AWS_SECRET_ACCESS_KEY: 'HIDDEN',
			},
		},
		id: 'shell-keys',
		shows: {
			kind: 'shell-keys',
			label: 'Keys from this shell (AKIA...1234)',
			state: {type: 'ready'},
		},
	},
	{
		what: 'temporary keys of the shell',
		machine: {env: shell},
		id: 'shell-keys',
		shows: {
			label: 'Temporary keys from this shell (ASIA...1234)',
			state: {type: 'unknown'},
			warnings: [],
		},
	},
	{
		what: 'temporary keys of the shell that say when they end',
		machine: {
			env: {...shell, AWS_CREDENTIAL_EXPIRATION: '2026-11-22T13:00:00Z'},
		},
		id: 'shell-keys',
		shows: {state: {type: 'ready', expiresAt: now + minutes(60)}},
	},
	{
		what: 'temporary keys of the shell that have ended',
		machine: {
			env: {...shell, AWS_CREDENTIAL_EXPIRATION: '2026-11-22T11:00:00Z'},
		},
		id: 'shell-keys',
		shows: {
			state: {
				type: 'broken',
				problem: 'These keys have run out. Export new ones in this shell.',
			},
		},
	},
	{
		what: 'temporary keys of the shell without their token',
		machine: {env: {...shell, AWS_SESSION_TOKEN: ''}},
		id: 'shell-keys',
		shows: {
			state: {
				type: 'broken',
				problem:
					'These keys are temporary and need AWS_SESSION_TOKEN, which is not set in this shell.',
			},
		},
	},
	{
		what: 'half a key in the shell',
		machine: {env: {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMP1234'}},
		id: 'shell-keys',
		shows: {
			state: {
				type: 'broken',
				problem: 'AWS_SECRET_ACCESS_KEY is not set in this shell.',
			},
		},
	},
	{
		what: 'a web identity of the shell',
		machine: {
			env: {AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: roleArn},
			existing: [token],
		},
		id: 'web-identity',
		shows: {role: 'Deploy', state: {type: 'ready'}},
	},
	{
		what: 'a web identity of the shell without a role',
		machine: {env: {AWS_WEB_IDENTITY_TOKEN_FILE: token}, existing: [token]},
		id: 'web-identity',
		shows: {
			state: {
				type: 'broken',
				problem: 'AWS_ROLE_ARN is not set in this shell.',
			},
		},
	},
	{
		what: 'a container',
		machine: {env: {AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x'}},
		id: 'container',
		shows: {label: 'Container role', state: {type: 'unknown'}},
	},
	{
		what: 'CloudShell',
		machine: {
			env: {
				AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://localhost:1338/x',
				AWS_EXECUTION_ENV: 'CloudShell',
			},
		},
		id: 'container',
		shows: {label: 'Your CloudShell identity'},
	},
	{
		what: 'a server at AWS',
		machine: {isServer: true},
		id: 'server',
		shows: {label: 'This server’s role', state: {type: 'unknown'}},
	},
	{
		what: 'a profile that only the aws CLI reads',
		machine: {config: keys.replace('profile dev', 'profile "my dev"')},
		id: 'profile:my dev',
		shows: {
			label: 'Only the aws CLI reads this profile',
			state: {
				type: 'broken',
				problem:
					'The SDK leaves this profile out: give it a name without spaces, one space after “profile”, and “=” in each line.',
				line: 1,
				path: '/home/ana/.aws/config',
			},
		},
	},
];

describe('the list of identities', () => {
	it.each(table)('shows $what', async ({machine, id = dev, shows}) => {
		expect(await choiceOf(machine, id)).toMatchObject(shows);
	});

	it.each(table)('holds no secret: $what', async ({machine}) => {
		expect(JSON.stringify(await identitiesOf(machine))).not.toContain('HIDDEN');
	});

	const broken = table.filter(
		({id, shows, what}) =>
			id === undefined &&
			JSON.stringify(shows).includes('broken') &&
			// The SDK hands these to AWS, which refuses them.
			!/^(?:temporary keys|SSO with (?:a region|an account))/v.test(what),
	);

	it.each(broken)('calls broken what the SDK refuses: $what', async (row) => {
		const folder = temporaryFolder();
		const file = (name: string) => path.join(folder, name);
		fs.writeFileSync(file('config'), row.machine.config ?? '');
		for (const [name, value] of Object.entries({
			HOME: folder,
			AWS_CONFIG_FILE: file('config'),
			AWS_SHARED_CREDENTIALS_FILE: file('credentials'),
			AWS_ACCESS_KEY_ID: '',
			AWS_SECRET_ACCESS_KEY: '',
			AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '',
			AWS_CONTAINER_CREDENTIALS_FULL_URI: '',
		})) {
			vi.stubEnv(name, value);
		}

		onTestFinished(() => {
			vi.unstubAllEnvs();
		});
		await expect(fromIni({profile: 'dev', ignoreCache: true})()).rejects.toThrow();
	});

	it('leaves out sections that are no identity', async () => {
		const {choices} = await identitiesOf({
			config: `${corp}[default]\nregion = us-east-1\n[services s]\nx =\n  y = 1\n`,
		});
		expect(choices).toEqual([]);
	});

	it('does not offer a server’s role where that is switched off', async () => {
		const {choices} = await identitiesOf({
			isServer: true,
			env: {AWS_EC2_METADATA_DISABLED: 'TRUE'},
		});
		expect(choices).toEqual([]);
	});

	it('draws no control characters', async () => {
		const {choices} = await identitiesOf({
			config: '[profile dev]\ncredential_process = /opt/\u{1B}[31mred\n',
			flag: 'x\u{1B}[2J',
		});
		const drawn = choices.map(({label, state}) => ({label, state}));
		expect(JSON.stringify(drawn)).not.toContain(String.raw`\u001b`);
	});
});

describe('what is chosen to begin with', () => {
	const two = `${keys}[default]\naws_access_key_id = x\naws_secret_access_key = y\n`;
	it.each<[string, Machine, string | undefined]>([
		['--profile', {config: two, flag: 'dev', env: {AWS_PROFILE: 'default', ...shell}}, dev],
		[
			'AWS_PROFILE, before the keys of the shell',
			{config: two, env: {AWS_PROFILE: 'dev', ...shell}},
			dev,
		],
		['the keys of the shell', {config: two, env: shell}, 'shell-keys'],
		['the default profile', {config: two}, 'profile:default'],
		[
			'what works, when the keys of the shell do not',
			{config: two, env: {AWS_ACCESS_KEY_ID: 'x'}},
			'profile:default',
		],
		[
			'the container',
			{config: keys, env: {AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x'}},
			'container',
		],
		['nothing', {config: keys}, undefined],
		['nothing for an empty AWS_PROFILE', {config: keys, env: {AWS_PROFILE: ''}}, undefined],
	])('is %s', async (_, machine, id) => {
		const {preselect} = await identitiesOf(machine);
		expect(preselect).toBe(id);
	});

	it('is in the list, broken, when there is no such profile', async () => {
		const machine = {config: keys, env: {AWS_PROFILE: 'dve'}};
		expect(await choiceOf(machine, 'profile:dve')).toMatchObject({
			state: {
				type: 'broken',
				problem: 'There is no profile dve in /home/ana/.aws/config. Did you mean dev?',
			},
		});
	});

	it('is in the list, broken, when it says nothing about signing in', async () => {
		expect(await choiceOf({config: '[profile dev]\nregion = x\n', flag: 'dev'}, dev)).toMatchObject(
			{
				state: {type: 'broken', problem: 'It does not say how to sign in.'},
			},
		);
	});
});

it('names the file and line that the aws CLI rejects', async () => {
	const {problems, choices} = await identitiesOf({config: `${keys}hello\n`});
	expect(problems).toEqual([
		{
			path: '/home/ana/.aws/config',
			line: 4,
			message: 'This line is neither a section, a setting (name = value) nor a comment.',
			reader: 'aws CLI',
		},
	]);
	expect(choices).toHaveLength(1);
});

it('never crashes, whatever the files say', async () => {
	await fc.assert(
		fc.asyncProperty(anyConfig, anyConfig, async (config, credentials) => {
			const {choices} = await identitiesOf({
				config,
				credentials,
				env: {AWS_PROFILE: 'a'},
			});
			expect(choices.some(({id}) => id === 'profile:a')).toBe(true);
			expect(new Set(choices.map(({id}) => id)).size).toBe(choices.length);
		}),
		fixed,
	);
});
