import fs from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {findRegion} from '../../source/aws/region.js';
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

/** Config files of the test's own; the SDK reads their places from the environment. */
function useFiles({config = '', credentials = ''}) {
	const folder = temporaryFolder();
	fs.writeFileSync(path.join(folder, 'config'), config);
	fs.writeFileSync(path.join(folder, 'credentials'), credentials);
	vi.stubEnv('AWS_CONFIG_FILE', path.join(folder, 'config'));
	vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(folder, 'credentials'));
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
}

const everything = {
	AWS_REGION: 'us-west-1',
	AWS_DEFAULT_REGION: 'us-west-2',
	AWS_PROFILE: 'dev',
};

test.each([
	[
		'the flag first',
		{flag: 'us-east-2', env: everything},
		'us-east-2',
		'--region',
	],
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
	[
		'then AWS_PROFILE',
		{env: {AWS_PROFILE: 'dev'}},
		'eu-central-1',
		'profile dev',
	],
	['then the default profile', {env: {}}, 'eu-west-1', 'profile default'],
	[
		'an empty AWS_PROFILE is none',
		{env: {AWS_PROFILE: ''}},
		'eu-west-1',
		'profile default',
	],
])('%s', async (_name, options, region, from) => {
	useFiles(profiles);
	expect(await findRegion(options)).toEqual({region, from});
});

test('none anywhere: the person has to say', async () => {
	useFiles(profiles);
	expect(await findRegion({profile: 'bare', env: {}})).toBeUndefined();
	expect(await findRegion({profile: 'none', env: {}})).toBeUndefined();
	useFiles({});
	expect(await findRegion({env: {}})).toBeUndefined();
});
