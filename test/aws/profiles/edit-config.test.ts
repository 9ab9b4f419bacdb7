import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type SsoProfile} from '../../../source/aws/profiles/sso-profile.js';
import {cliView} from '../../../source/aws/profiles/cli-view.js';
import {parseConfigFile, sdkView} from '../../../source/aws/profiles/config-file.js';
import {addSsoProfile, type ConfigEdit} from '../../../source/aws/profiles/edit-config.js';
import {anyConfig, fixed, plainSections, soundConfig} from './config-texts.js';

const corp = {
	name: 'corp',
	startUrl: 'https://d-1234567890.awsapps.com/start',
	region: 'us-east-1',
};
const dev = {
	name: 'dev',
	accountId: '111122223333',
	roleName: 'AdministratorAccess',
	region: 'eu-west-1',
};
const wanted: SsoProfile = {session: corp, profile: dev};

const sessionText = `[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;
const profileText = `[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = AdministratorAccess
region = eu-west-1
`;

function edited(...input: Parameters<typeof addSsoProfile>): ConfigEdit {
	const result = addSsoProfile(...input);
	if ('reason' in result) {
		throw new Error(result.problem);
	}

	return result;
}

function refused(...input: Parameters<typeof addSsoProfile>) {
	const result = addSsoProfile(...input);
	if (!('reason' in result)) {
		throw new Error(`This was not refused:\n${result.text}`);
	}

	return result;
}

const viewsOf = (text: string) => {
	const file = parseConfigFile(text);
	return [sdkView(file), cliView(file)];
};

describe('a profile that is not there yet', () => {
	it('starts a new file', () => {
		expect(edited('', wanted).text).toBe(`${sessionText}\n${profileText}`);
	});

	it('goes to the end, and the rest stays as it is', () => {
		const before = '# mine\n[default]\nregion=eu-west-1\n\n; more\n[profile a]\noutput = json';
		expect(edited(before, wanted).text).toBe(`${before}\n\n${sessionText}\n${profileText}`);
	});

	it('keeps the line ends of Windows', () => {
		const before = '[default]\r\nregion = eu-west-1\r\n';
		const {text} = edited(before, wanted);
		expect(text.startsWith(before)).toBe(true);
		expect(text.replaceAll('\r\n', '')).not.toMatch(/[\n\r]/v);
	});

	it('is shown as added lines', () => {
		const {diff} = edited(sessionText, wanted);
		expect(diff).toEqual([
			{kind: 'kept', text: 'sso_region = us-east-1'},
			{kind: 'kept', text: 'sso_registration_scopes = sso:account:access'},
			{kind: 'added', text: ''},
			...profileText
				.trimEnd()
				.split('\n')
				.map((text) => ({kind: 'added', text})),
		]);
	});

	it('can be the default one, and name no region', () => {
		const {text} = edited('', {
			session: corp,
			profile: {name: 'default', accountId: '111122223333', roleName: 'R'},
		});
		expect(text).toContain('\n[default]\nsso_session = corp\n');
		expect(text).not.toContain('\nregion');
	});

	it('shows no value of the lines around it', () => {
		const {diff} = edited(
			'[profile a]\n# old key SECRET1\naws_secret_access_key = SECRET2\n',
			wanted,
		);
		expect(JSON.stringify(diff)).not.toContain('SECRET');
		expect(diff[0]).toEqual({kind: 'kept', text: '# ...'});
	});
});

describe('the session', () => {
	it('is taken as it is when it is for the same address', () => {
		const {text, session} = edited(sessionText, wanted);
		expect(text).toBe(`${sessionText}\n${profileText}`);
		expect(session).toBe('corp');
	});

	it('is taken under another name, so that one sign-in serves both', () => {
		const before = sessionText.replace('corp', 'work').replace('/start', '/start/#/');
		const {text, session} = edited(before, wanted);
		expect(session).toBe('work');
		expect(text).not.toContain('[sso-session corp]');
		expect(text).toContain('sso_session = work\n');
	});

	it.each([
		['region', sessionText.replace('us-east-1', 'us-west-2')],
		['address', sessionText.replace('d-12', 'd-99')],
		['use', sessionText.replace('sso:account:access', 'codecatalyst:read')],
	])('of that name for another %s is left alone', (_, before) => {
		expect(refused(before, wanted)).toMatchObject({
			reason: 'session',
			line: 1,
		});
	});
});

describe('a profile of that name', () => {
	const before = `${sessionText}\n# mine\n${profileText}s3 =\n  max = 10\n`;

	it('that says it all already is not touched', () => {
		expect(edited(before, wanted)).toEqual({
			text: before,
			diff: [],
			session: 'corp',
		});
	});

	const other: SsoProfile = {
		session: corp,
		profile: {...dev, accountId: '999999999999'},
	};

	it('that says something else is changed only when asked', () => {
		expect(refused(before, other)).toMatchObject({reason: 'exists', line: 7});
		const {text, diff} = edited(before, other, {update: true});
		expect(text).toBe(before.replace('111122223333', '999999999999'));
		expect(diff).toContainEqual({
			kind: 'removed',
			text: 'sso_account_id = 111122223333',
		});
		expect(diff).toContainEqual({
			kind: 'added',
			text: 'sso_account_id = 999999999999',
		});
	});

	it('of the older form becomes one with a session', () => {
		const {text} = edited(
			'[profile dev]\n  output = json\n  sso_start_url = https://old.awsapps.com/start\n  sso_region = us-west-2\n  sso_account_id = 1\n  sso_role_name = Old\n',
			wanted,
			{update: true},
		);
		expect(text).toBe(
			`[profile dev]\n  sso_session = corp\n  region = eu-west-1\n  output = json\n  sso_account_id = 111122223333\n  sso_role_name = AdministratorAccess\n\n${sessionText}`,
		);
	});

	it('with only a region gets the sign-in when asked', () => {
		const {text} = edited(
			'[default]\nregion = us-west-2',
			{
				session: corp,
				profile: {...dev, name: 'default'},
			},
			{update: true},
		);
		expect(text).toContain(
			'[default]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = AdministratorAccess\nregion = eu-west-1\n',
		);
	});

	it.each([
		['keys', 'aws_access_key_id = AKIAEXAMPLEEXAMPLE12'],
		['a role', 'role_arn = arn:aws:iam::111122223333:role/x'],
		['a program', 'credential_process = /opt/x'],
		['a console sign-in', 'login_session = arn:aws:iam::111122223333:user/x'],
		['a web identity', 'web_identity_token_file = /x'],
	])('with %s is never touched', (_, line) => {
		expect(refused(`[profile dev]\n${line}\n`, wanted, {update: true})).toMatchObject({
			reason: 'other kind',
			line: 1,
		});
	});

	it('that only one of the readers sees is never touched', () => {
		expect(refused('[profile  dev]\nregion = us-east-1\n', wanted, {update: true})).toMatchObject({
			reason: 'other kind',
			line: 1,
		});
		expect(refused('[profile.dev]\nregion = us-east-1\n', wanted, {update: true})).toMatchObject({
			reason: 'other kind',
			line: 1,
		});
	});

	it('in the credentials file goes before, so it is refused', () => {
		expect(
			refused('', wanted, {
				credentials: '\n[dev]\naws_access_key_id = x\n',
				update: true,
			}),
		).toMatchObject({reason: 'other kind', line: 2});
	});

	it('with a value over several lines is left to the person', () => {
		expect(
			refused(`${sessionText}[profile dev]\nregion = us-east-1\n  more\n`, wanted, {update: true})
				.reason,
		).toBe('file');
	});
});

describe('a file that the aws CLI rejects', () => {
	it.each([
		['[profile a]\nhello\n', 2],
		['\u{FEFF}[profile a]\nregion = x\n', 1],
		['[profile a]\nx = 1\n[profile a]\n', 3],
		['[profile a]\nx = \u{FFFD}\n', 2],
	])('is not changed: %j', (text, line) => {
		expect(refused(text, wanted)).toMatchObject({reason: 'file', line});
	});
});

describe('what is asked for', () => {
	it.each([
		['a name with a space', {profile: {...dev, name: 'my dev'}}],
		['a session’s name with a bracket', {session: {...corp, name: 'a]'}}],
		['a start URL over two lines', {session: {...corp, startUrl: 'https://a\nb'}}],
		['a start URL that is not https', {session: {...corp, startUrl: 'ftp://a.com'}}],
		['a region with a typing error', {session: {...corp, region: 'us-eest-1'}}],
		['a working region that is none', {profile: {...dev, region: 'x = y'}}],
		['an account that is too short', {profile: {...dev, accountId: '1111'}}],
		['a role with a line end', {profile: {...dev, roleName: 'a\nb'}}],
		['a scope with a space', {session: {...corp, scopes: ['a b']}}],
	])('is refused: %s', (_, part) => {
		expect(refused('', {...wanted, ...part}).reason).toBe('value');
	});

	it('may be a stand-in on this machine', () => {
		const session = {...corp, startUrl: 'http://127.0.0.1:8080/start'};
		expect(edited('', {...wanted, session}).text).toContain(session.startUrl);
	});
});

describe('any file', () => {
	const anyWanted = fc.record({
		session: fc.record({
			name: fc.constantFrom('corp', 'other', 'x.y'),
			startUrl: fc.constantFrom('https://d-1.awsapps.com/start', 'https://d-2.awsapps.com/start#/'),
			region: fc.constantFrom('us-east-1', 'eu-west-1'),
		}),
		profile: fc.record(
			{
				name: fc.constantFrom('a', 'b', 'c.d', 'new', 'default'),
				accountId: fc.constantFrom('111122223333', '999999999999'),
				roleName: fc.constantFrom('Admin', 'Read=Only,x'),
				region: fc.constantFrom('us-east-1', 'ap-south-1'),
			},
			{requiredKeys: ['name', 'accountId', 'roleName']},
		),
	});
	const files = fc.oneof({weight: 3, arbitrary: soundConfig}, {weight: 1, arbitrary: anyConfig});

	it('keeps every other line, reads back to both as meant, and changes once only', () => {
		let changes = 0;
		fc.assert(
			fc.property(files, anyWanted, fc.boolean(), (text, asked, update) => {
				const result = addSsoProfile(text, asked, {update});
				if ('reason' in result) {
					return;
				}

				changes++;
				const {profile} = asked;
				for (const view of viewsOf(result.text)) {
					const settings = plainSections(view.profiles)[profile.name];
					expect(settings).toMatchObject({
						sso_session: result.session,
						sso_account_id: profile.accountId,
						sso_role_name: profile.roleName,
						...(profile.region && {region: profile.region}),
					});
					const session = plainSections(view.sessions)[result.session];
					expect(session?.sso_region).toBe(asked.session.region);
				}

				// What is gone is named in the diff, and what is left is in its old order.
				const gone = result.diff.filter(({kind}) => kind === 'removed').length;
				const before = parseConfigFile(text).lines.map((line) => line.text);
				const after = parseConfigFile(result.text).lines.map((line) => line.text);
				expect(sharedInOrder(before, after)).toBeGreaterThanOrEqual(before.length - gone);
				if (!update) {
					expect(gone).toBe(0);
					expect(result.text.startsWith(text)).toBe(true);
				}

				expect(edited(result.text, asked)).toEqual({
					text: result.text,
					diff: [],
					session: result.session,
				});
			}),
			{...fixed, numRuns: 600},
		);
		expect(changes).toBeGreaterThan(100);
	});
});

// How many lines of the one are in the other, in order.
function sharedInOrder(before: string[], after: string[]): number {
	let at = 0;
	let count = 0;
	for (const line of before) {
		const found = after.indexOf(line, at);
		if (found === -1) {
			continue;
		}

		count++;
		at = found + 1;
	}

	return count;
}
