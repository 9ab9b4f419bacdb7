import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {identityServices} from '../../source/aws/identity-services.js';
import {ssoTarget} from '../../source/aws/profiles/identity-choice.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

const startUrl = 'https://d-1.awsapps.com/start';
const place = `sso_start_url = ${startUrl}\nsso_region = us-east-2\n`;
const who = 'sso_account_id = 111122223333\nsso_role_name = Admin\n';

const config = `[sso-session corp]
${place}sso_registration_scopes = sso:account:access, codecatalyst:read_write
[profile dev]
sso_session = corp
${who}region = eu-west-1
[profile through]
role_arn = arn:aws:iam::111122223333:role/Deploy
source_profile = dev
[profile older]
${place}${who}
[profile keys]
aws_access_key_id = AKIAEXAMPLEEXAMP1234
aws_secret_access_key = HIDDEN
`;

const corp = {
	key: {session: 'corp'},
	startUrl,
	region: 'us-east-2',
	scopes: ['sso:account:access', 'codecatalyst:read_write'],
};

test.each([
	['dev', {...corp, profile: 'dev'}],
	// A role is signed in to through the profile that it starts from.
	['through', {...corp, profile: 'through'}],
	['older', {key: {startUrl}, startUrl, region: 'us-east-2', profile: 'older'}],
	['keys', undefined],
])('what profile %s is signed in to', async (name, target) => {
	const home = temporaryFolder();
	fs.mkdirSync(path.join(home, '.aws'));
	fs.writeFileSync(path.join(home, '.aws', 'config'), config);
	const {choices} = await identityServices({HOME: home}).list();
	const choice = choices.find(({profile}) => profile === name);
	expect(choice && ssoTarget(choice)).toEqual(target);
});
