import {expect, test} from 'vitest';
import {parseArn, parseKeyArn, sessionRoleName} from '../../source/aws/arn.js';

const key = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012';

test('an ARN is taken apart', () => {
	expect(parseArn(key)).toEqual({
		partition: 'aws',
		service: 'kms',
		region: 'us-east-1',
		account: '111122223333',
		resource: 'key/12345678-1234-1234-1234-123456789012',
	});
	expect(parseArn('arn:aws-us-gov:iam::111122223333:role/a/b')).toMatchObject({
		partition: 'aws-us-gov',
		region: '',
		resource: 'role/a/b',
	});
	expect(parseArn('arn:aws:iam::aws:policy/X')).toMatchObject({account: 'aws'});
	expect(parseArn('arn:aws:s3:::bucket')).toMatchObject({account: ''});
});

test.each([
	'',
	'arn',
	'arn:aws:kms:us-east-1:1111:key/1',
	` ${key}`,
	`${key} `,
	`${key}\n`,
	`“${key}”`,
	'arn:AWS:kms:us-east-1:111122223333:key/1',
	'arn:aws:kms:us-east-1:111122223333:',
])('%j is no ARN', (text) => {
	expect(parseArn(text)).toBeUndefined();
	expect(parseKeyArn(text)).toBeUndefined();
});

test.each([
	[key, '12345678-1234-1234-1234-123456789012'],
	['arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-0a', 'mrk-0a'],
	['arn:aws:kms:us-east-1:111122223333:alias/x', undefined],
	['arn:aws:kms:us-east-1:111122223333:key/', undefined],
	['arn:aws:kms:us-east-1:111122223333:key/a/b', undefined],
	['arn:aws:kms:us-east-1:111122223333:key/a.b', undefined],
	['arn:aws:iam::111122223333:key/a', undefined],
	['12345678-1234-1234-1234-123456789012', undefined],
])('the key ID of %j is %j', (text, keyId) => {
	expect(parseKeyArn(text)?.keyId).toBe(keyId);
});

test.each([
	[
		'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0a/me@x',
		'AWSReservedSSO_Admin_0a',
	],
	['arn:aws-us-gov:sts::111122223333:assumed-role/R/s', 'R'],
	['arn:aws:iam::111122223333:role/R', undefined],
	['arn:aws:sts::111122223333:federated-user/bob', undefined],
	['arn:aws:iam::111122223333:root', undefined],
])('the role behind %s is %s', (arn, role) => {
	expect(sessionRoleName(arn)).toBe(role);
});
