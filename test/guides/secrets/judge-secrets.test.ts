import {expect, test} from 'vitest';
import {judgeSecrets} from '../../../source/guides/secrets/judge-secrets.js';
import {answersOf, own, projectOf, region, secretArn} from './secrets-setup.js';

const refusals = (secret: string) =>
	judgeSecrets(answersOf([projectOf('A', {secrets: [secret]})]), {
		account: own,
		region,
	})
		.filter(({level}) => level === 'refusal')
		.map(({message}) => message);

test.each([
	[secretArn('A/db'), []],
	['arn:aws:s3:::bucket', 'is not the ARN of a secret.'],
	// No export and no policy could be made of these.
	[secretArn('A db'), 'is not the ARN of a secret.'],
	[secretArn('A"db'), 'is not the ARN of a secret.'],
	[secretArn('Ä/db'), 'is not the ARN of a secret.'],
])('%s', (secret, expected) => {
	const found = refusals(secret);
	expect(found).toEqual(
		typeof expected === 'string' ? [expect.stringContaining(expected)] : [],
	);
});
