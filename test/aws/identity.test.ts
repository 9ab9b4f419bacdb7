import {STSClient} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {whoAmI} from '../../source/aws/session.js';
import {account, openSandboxAws} from './open-sandbox-aws.js';

test('account, ARN, partition and source', async () => {
	const {session} = await openSandboxAws();
	expect(await whoAmI(session)).toEqual({
		account,
		arn: `arn:aws:sts::${account}:assumed-role/Practice/you`,
		partition: 'aws',
		source: 'the sandbox',
	});
});

test('an answer without an account is no identity', async () => {
	const {session} = await openSandboxAws();
	session
		.client(STSClient)
		.middlewareStack.add(() => async () => ({response: {}, output: {$metadata: {}}}), {
			step: 'initialize',
		});
	await expect(whoAmI(session)).rejects.toThrow(
		'AWS did not say which account and identity this is.',
	);
});

test('expired keys reject with AWS’s own error', async () => {
	const {session, fail} = await openSandboxAws();
	await fail({service: 'sts', operation: '*', kind: 'expired-token'});
	await expect(whoAmI(session)).rejects.toMatchObject({name: 'ExpiredToken'});
});
