import {Buffer} from 'node:buffer';
import {DescribeKeyCommand, KMSClient} from '@aws-sdk/client-kms';
import {
	ListSecrets$,
	ListSecretsCommand,
	ListSecretsResponse$,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {deref} from '@smithy/core/schema';
import {expect, test} from 'vitest';
import {afterReading, checkAnswer} from '../../source/aws/answers.js';
import {describeAwsError} from '../../source/aws/errors.js';

const options = (status: number, answer: unknown) => ({
	region: 'us-east-1',
	maxAttempts: 1,
	credentials: {accessKeyId: 'a', secretAccessKey: 'b'},
	requestHandler: {
		handle: async () => ({
			response: {
				statusCode: status,
				headers: {'content-type': 'application/x-amz-json-1.1'},
				body: new Uint8Array(Buffer.from(JSON.stringify(answer))),
			},
		}),
	},
});

async function listed(answer: unknown) {
	const client = new SecretsManagerClient(options(200, answer));
	client.middlewareStack.add(checkAnswer, afterReading);
	return client.send(new ListSecretsCommand({}));
}

test('the SDK keeps an operation as a list that ends with its output, as its public type says', () => {
	expect([ListSecrets$[2], deref(ListSecrets$[5])]).toEqual(['ListSecrets', ListSecretsResponse$]);
});

test('an answer of the right shape comes through, with fields missing, too', async () => {
	expect(await listed({SecretList: [{Name: 'a', Description: 'b\nc'}, {}]})).toMatchObject({
		SecretList: [{Name: 'a', Description: 'b\nc'}, {}],
	});
	expect(await listed({})).toMatchObject({});
});

test.each([
	[{SecretList: {a: 1}}, 'SecretList'],
	[{SecretList: [null]}, 'SecretList'],
	[{SecretList: [{Name: ['a']}]}, 'SecretList.Name'],
	[{NextToken: 7}, 'NextToken'],
	[{SecretList: [{Name: 'a”. Nothing else'}]}, 'SecretList.Name'],
	[{SecretList: [{ARN: 'arn:aws:x\u{9D}'}]}, 'SecretList.ARN'],
	[{SecretList: [{KmsKeyId: 'a\nb'}]}, 'SecretList.KmsKeyId'],
])('%j is refused, and the field is named', async (answer, field) => {
	await expect(listed(answer)).rejects.toThrow(
		`What came back is not an answer of AWS: its ${field} is of another kind.`,
	);
});

test('an error whose message is no text is told in words', async () => {
	const client = new KMSClient(options(400, {__type: 'AccessDeniedException', message: {a: 1}}));
	const error: unknown = await client
		.send(new DescribeKeyCommand({KeyId: 'x'}))
		.catch((error_: unknown) => error_);
	expect(describeAwsError(error).message).toMatch(/AccessDenied/v);
});
