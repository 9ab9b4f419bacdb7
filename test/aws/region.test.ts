import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {findRegion} from '../../source/aws/settings.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

const profiles = {
	config: `[default]
region = eu-west-1
[profile dev]
region = eu-central-1
[profile bare]
output = json
`,
	credentials: `[old]
region = ap-east-1
`,
};

/** The variables that lead to config files of the test's own. */
function filesWith({config = '', credentials = ''}) {
	const folder = temporaryFolder();
	fs.writeFileSync(path.join(folder, 'config'), config);
	fs.writeFileSync(path.join(folder, 'credentials'), credentials);
	return {
		AWS_CONFIG_FILE: path.join(folder, 'config'),
		AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
	};
}

const everything = {
	AWS_REGION: 'us-west-1',
	AWS_DEFAULT_REGION: 'us-west-2',
	AWS_PROFILE: 'dev',
};

test.each([
	['the flag first', {flag: 'us-east-2', env: everything}, 'us-east-2', '--region'],
	['then AWS_REGION', {env: everything}, 'us-west-1', 'AWS_REGION'],
	[
		'then AWS_DEFAULT_REGION, which the SDK alone ignores',
		{env: {...everything, AWS_REGION: ''}},
		'us-west-2',
		'AWS_DEFAULT_REGION',
	],
	[
		'then the profile of the flag',
		{profile: 'old', env: {AWS_PROFILE: 'dev'}},
		'ap-east-1',
		'profile old',
	],
	['then AWS_PROFILE', {env: {AWS_PROFILE: 'dev'}}, 'eu-central-1', 'profile dev'],
	['then the default profile', {env: {}}, 'eu-west-1', 'profile default'],
	['an empty AWS_PROFILE is none', {env: {AWS_PROFILE: ''}}, 'eu-west-1', 'profile default'],
])('%s', (_name, options, region, from) => {
	const env = {...filesWith(profiles), ...options.env};
	expect(findRegion({...options, env})).toEqual({region, from});
});

test('none anywhere: the person has to say', () => {
	const env = filesWith(profiles);
	expect(findRegion({profile: 'bare', env})).toBeUndefined();
	expect(findRegion({profile: 'none', env})).toBeUndefined();
	expect(findRegion({env: filesWith({})})).toBeUndefined();
});
