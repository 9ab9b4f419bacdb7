import {describe, expect, it} from 'vitest';
import {
	buildSecretsPermissions,
	isSecretNamePrefix,
	type SecretsAccess,
	viaSecretsManager,
	findPolicyTooLong,
} from '../../source/policy/secrets-permissions.js';
import {findExtraPermissions} from '../../source/policy/statement-coverage.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {keyArn, own, policyOf} from './policies.js';

const secret = `arn:aws:secretsmanager:us-east-1:${own}:secret:app/db-AbCdEf`;
const second = `arn:aws:secretsmanager:us-east-1:${own}:secret:app/api-GhIjKl`;

const access = (part: Partial<SecretsAccess> = {}): SecretsAccess => ({
	secrets: [secret],
	region: 'us-east-1',
	account: own,
	partition: 'aws',
	kmsKeyArns: [],
	...part,
});

const resourceOf = (part: Partial<SecretsAccess>) =>
	buildSecretsPermissions(access(part)).Statement[0]!.Resource;

describe('permissions to read secrets', () => {
	it('allow one action on exactly one secret', () => {
		expect(buildSecretsPermissions(access())).toEqual({
			Version: '2012-10-17',
			Statement: [
				{
					Sid: 'ReadSecrets',
					Effect: 'Allow',
					Action: 'secretsmanager:GetSecretValue',
					Resource: secret,
				},
			],
		});
	});

	it('name each secret once, in an order of their own', () => {
		expect(resourceOf({secrets: [secret, second, secret]})).toEqual([second, secret]);
	});

	it('reach what begins with a prefix, or all of the place', () => {
		expect(resourceOf({secrets: {prefix: 'workato/'}})).toBe(
			`arn:aws:secretsmanager:us-east-1:${own}:secret:workato/*`,
		);
		expect(resourceOf({secrets: 'all', partition: 'aws-us-gov'})).toBe(
			`arn:aws-us-gov:secretsmanager:us-east-1:${own}:secret:*`,
		);
	});

	it('decrypt with the keys through Secrets Manager only, in one statement for all regions', () => {
		const far = keyArn.replace('us-east-1', 'eu-west-1');
		expect(
			buildSecretsPermissions(access({kmsKeyArns: [keyArn, far, keyArn]})).Statement[1],
		).toEqual({
			Sid: 'DecryptThroughSecretsManager',
			Effect: 'Allow',
			Action: 'kms:Decrypt',
			Resource: [far, keyArn],
			Condition: {
				StringEquals: {
					'kms:ViaService': [
						'secretsmanager.eu-west-1.amazonaws.com',
						'secretsmanager.us-east-1.amazonaws.com',
					],
				},
			},
		});
		expect(viaSecretsManager('cn-north-1', 'aws-cn')).toBe(
			'secretsmanager.cn-north-1.amazonaws.com.cn',
		);
	});

	it.each<[string, SecretsAccess['secrets']]>([
		['an ARN with a star', [`${secret}*`]],
		['an ARN of another service', [keyArn]],
		['a bare name', ['app/db']],
		['a prefix that is a star', {prefix: '*'}],
		['an empty prefix', {prefix: ''}],
		['a prefix with a dollar sign', {prefix: 'a$'}],
	])('refuse %s', (_, secrets) => {
		expect(() => buildSecretsPermissions(access({secrets}))).toThrow(RangeError);
	});

	it.each([
		keyArn.replace(/key\/.*/v, 'key/*'),
		keyArn.replace('us-east-1', '*'),
		keyArn.replace(/key\/.*/v, 'alias/team'),
		`${keyArn}","*`,
		secret,
		'*',
	])('refuse the key %s', (arn) => {
		expect(() => buildSecretsPermissions(access({kmsKeyArns: [arn]}))).toThrow(RangeError);
	});

	it('take every character of AWS’s own pattern, the ! of a service’s secret too', () => {
		const owned = `arn:aws:secretsmanager:us-east-1:${own}:secret:rds!db-0a1b+=.@_/x-AbCdEf`;
		expect(resourceOf({secrets: [owned]})).toBe(owned);
		expect(resourceOf({secrets: {prefix: 'rds!'}})).toBe(
			`arn:aws:secretsmanager:us-east-1:${own}:secret:rds!*`,
		);
	});

	it('know which prefixes a name can have', () => {
		expect(isSecretNamePrefix('workato/prod_1+=.@-!')).toBe(true);
		expect(isSecretNamePrefix('work ato')).toBe(false);
	});
});

describe('the size of a policy', () => {
	const many = (count: number) =>
		buildSecretsPermissions(
			access({
				secrets: Array.from(
					{length: count},
					(_, index) => `arn:aws:secretsmanager:us-east-1:${own}:secret:app/${index}-AbCdEf`,
				),
			}),
		);

	it('is what IAM counts, and is refused over the limit with the numbers', () => {
		const policy = many(200);
		expect(findPolicyTooLong('inline', [many(10)])).toBeUndefined();
		expect(findPolicyTooLong('inline', [policy])?.message).toBe(
			`The role’s inline policies together would have ${JSON.stringify(policy).length} characters, and IAM takes up to 10240.`,
		);
	});

	it('counts inline policies together', () => {
		expect(findPolicyTooLong('inline', [many(100)])).toBeUndefined();
		expect(findPolicyTooLong('inline', [many(100), many(100)])).toBeDefined();
	});

	it.each(['trust', 'inline', 'managed'] as const)('has its own limit as a policy: %s', (place) => {
		const fill = (size: number) => {
			const empty = JSON.stringify(policyOf({Sid: ''})).length;
			return policyOf({Sid: 'a'.repeat(size - empty)});
		};

		const limit = {trust: 2048, inline: 10_240, managed: 6144}[place];
		expect(findPolicyTooLong(place, [fill(limit)])).toBeUndefined();
		expect(findPolicyTooLong(place, [fill(limit + 1)])).toBeDefined();
	});
});

describe('extra permissions', () => {
	const wanted = buildSecretsPermissions(access({secrets: {prefix: 'app/'}, kmsKeyArns: [keyArn]}));
	const find = (statement: Statement) =>
		findExtraPermissions([{name: 'Mine', document: policyOf(statement)}], wanted).map(
			({isAboutSecrets}) => isAboutSecrets,
		);

	it.each<[string, Statement, boolean[]]>([
		['the wanted statement itself', wanted.Statement[0]!, []],
		['a narrower one', {...wanted.Statement[0], Resource: [secret, second]}, []],
		['a Deny', {...wanted.Statement[0], Effect: 'Deny', Resource: '*'}, []],
		['other secrets', {...wanted.Statement[0], Resource: '*'}, [true]],
		['more actions', {...wanted.Statement[0], Action: 'secretsmanager:*'}, [true]],
		['another service', {Effect: 'Allow', Action: 's3:GetObject', Resource: '*'}, [false]],
		['everything but one service', {Effect: 'Allow', NotAction: 's3:*', Resource: '*'}, [true]],
		['Decrypt without Secrets Manager between', {...wanted.Statement[1], Condition: {}}, [false]],
	])('%s', (_, statement, expected) => {
		expect(find(statement)).toEqual(expected);
	});
});
