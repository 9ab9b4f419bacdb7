import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {identityWarnings} from '../../source/aws/profiles/profile-kind.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

const identity = {
	account: '111122223333',
	arn: 'arn:aws:iam::111122223333:user/bob',
	partition: 'aws',
	source: 'test',
};

function envWith(config: string, more: NodeJS.ProcessEnv = {}) {
	const home = temporaryFolder();
	fs.mkdirSync(path.join(home, '.aws'));
	fs.writeFileSync(path.join(home, '.aws', 'config'), config);
	return {HOME: home, ...more};
}

const both =
	'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = HIDDEN\nsso_account_id = 1\nsso_role_name = A\nsso_start_url = https://a\nsso_region = us-east-1\n';

test.each([
	['standard AWS', 'aws', []],
	['GovCloud', 'aws-us-gov', [/AWS GovCloud \(US\).*cannot trust/v]],
	['China', 'aws-cn', [/AWS China.*cannot trust/v]],
])('%s', async (_name, partition, expected) => {
	const warnings = await identityWarnings(
		{region: 'us-east-1', sandbox: false},
		{...identity, partition},
		{env: envWith('')},
	);
	expect(warnings).toEqual(expected.map((words): unknown => expect.stringMatching(words)));
});

test.each([
	{
		what: 'the profile in use',
		session: {profile: 'p'},
		config: `[profile p]\n${both}`,
		count: 1,
	},
	{what: 'the default profile', config: `[default]\n${both}`, count: 1},
	{
		what: 'the default profile, which keys of the shell hide',
		config: `[default]\n${both}`,
		more: {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE'},
		count: 0,
	},
	{
		what: 'another profile',
		session: {profile: 'q'},
		config: `[profile p]\n${both}[profile q]\n`,
		count: 0,
	},
	{what: 'a file that the aws CLI cannot read', config: 'junk\n', count: 1},
])('where the aws CLI would be somebody else: $what', async ({session, config, more, count}) => {
	const env = envWith(config, more);
	const warnings = await identityWarnings(
		{region: 'us-east-1', sandbox: false, ...session},
		identity,
		{env},
	);
	expect(warnings).toHaveLength(count);
	expect(warnings.join('')).not.toContain('HIDDEN');
	expect(
		await identityWarnings({region: 'us-east-1', sandbox: true, ...session}, identity, {env}),
	).toEqual([]);
});
