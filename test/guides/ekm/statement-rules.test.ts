import {describe, expect, it} from 'vitest';
import {validateStatement} from '../../../source/guides/ekm/validate-statement.js';
import {type JsonObject} from '../../../source/json.js';
import {outside, own, workato, workatoRole} from '../../policy/policies.js';

const known = {account: own, partition: 'aws'};

const validate = (value: JsonObject | JsonObject[] | string) =>
	validateStatement(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), known);

const without = (name: string): JsonObject =>
	Object.fromEntries(Object.entries(workato).filter(([key]) => key !== name));

describe('refused, with reason and place', () => {
	const principal = {line: 5, column: 12};
	const action = {line: 7, column: 13};
	it.each<[string, JsonObject | string, string, unknown]>([
		['nothing', '', 'Paste the statement', undefined],
		['broken JSON', '{\n"Sid": "a"\n"Effect": "Allow"}', 'comma', {line: 3, column: 1}],
		[
			'a placeholder',
			{
				...workato,
				Principal: {AWS: 'arn:aws:iam::TODO-ACCOUNTID:role/Workato_EKM'},
			},
			'placeholder',
			principal,
		],
		[
			'zeros',
			{
				...workato,
				Principal: {AWS: 'arn:aws:iam::000000000000:role/Workato_EKM'},
			},
			'placeholder',
			principal,
		],
		['everyone', {...workato, Principal: '*'}, 'everyone in the world', {line: 4, column: 16}],
		['everyone with AWS', {...workato, Principal: {AWS: '*'}}, 'everyone in the world', principal],
		[
			'everyone with a condition',
			{
				...workato,
				Principal: {AWS: ['*']},
				Condition: {StringEquals: {a: 'b'}},
			},
			'everyone in the world',
			{line: 6, column: 7},
		],
		[
			'a deleted role',
			{...workato, Principal: {AWS: 'AROADBQP57FF2AEXAMPLE'}},
			'deleted role',
			principal,
		],
		[
			'a wildcard principal',
			{...workato, Principal: {AWS: `arn:aws:iam::${outside}:role/*`}},
			'wildcard',
			principal,
		],
		[
			'another partition',
			{
				...workato,
				Principal: {AWS: `arn:aws-cn:iam::${outside}:role/Workato_EKM`},
			},
			'partition aws-cn',
			principal,
		],
		[
			'an AWS service beside the role',
			{
				...workato,
				Principal: {AWS: workatoRole, Service: 'logs.amazonaws.com'},
			},
			'opens the key to an AWS service',
			{line: 6, column: 16},
		],
		[
			'an identity provider',
			{...workato, Principal: {Federated: 'accounts.google.com'}},
			'people of an identity provider',
			{line: 5, column: 18},
		],
		['no principal', without('Principal'), 'Principal is missing', {line: 1, column: 1}],
		['no effect', without('Effect'), 'Effect is missing', {line: 1, column: 1}],
		['no action', without('Action'), 'Action is missing', {line: 1, column: 1}],
		['Deny', {...workato, Effect: 'Deny'}, 'denies', {line: 3, column: 13}],
		[
			'NotPrincipal',
			{...without('Principal'), NotPrincipal: {AWS: workatoRole}},
			'NotPrincipal opens',
			{line: 9, column: 3},
		],
		[
			'NotAction',
			{...without('Action'), NotAction: 'kms:Encrypt'},
			'NotAction allows',
			{line: 8, column: 3},
		],
		['an unknown action', {...workato, Action: 'kms:Encrpyt'}, 'Did you mean kms:Encrypt?', action],
		[
			'an action without its service',
			{...workato, Action: 'Encrypt'},
			'not an action of KMS',
			action,
		],
		[
			"another service's action",
			{...workato, Action: 's3:GetObject'},
			'not an action of KMS',
			action,
		],
		[
			'a misspelt operator',
			{...workato, Condition: {StringEqual: {a: 'b'}}},
			'Did you mean StringEquals?',
			{line: 13, column: 5},
		],
		[
			'a misspelt element',
			{...workato, Ressource: '*'},
			'Did you mean Resource?',
			{line: 12, column: 3},
		],
		[
			'a kind of principal that does not exist',
			{...workato, Principal: {AWS: workatoRole, Role: workatoRole}},
			'Principal knows no "Role"',
			{line: 6, column: 5},
		],
		[
			'a name with a character that IAM does not take',
			{...workato, Condition: {StringEquals: {'a\u{2022}': 'b'}}},
			'U+2022',
			{line: 14, column: 7},
		],
		[
			'a number that would be written differently',
			JSON.stringify({
				Condition: {NumericLessThan: {a: 7777}},
				...workato,
			}).replace('7777', '1e3'),
			'The number 1e3 would become 1000',
			{line: 1, column: 38},
		],
		[
			'words',
			'\n  see the page of Workato',
			'This is not the statement: it begins with {',
			{line: 2, column: 3},
		],
		[
			'words before it',
			`Here it is:\n${JSON.stringify(workato)}`,
			'begins with {. Leave out what stands before it',
			{line: 1, column: 1},
		],
		[
			'words behind it',
			`${JSON.stringify(workato)}\nthanks, Ana`,
			'does not belong to the statement any more',
			{line: 2, column: 1},
		],
		[
			'nothing between braces',
			'[\n  {}\n]',
			'There is nothing between these braces',
			{line: 2, column: 3},
		],
		['other JSON', '{"access_key": "x"}', 'not a policy statement', {line: 1, column: 1}],
		[
			'a version that is a number',
			`{\n  "Version": 2012,\n  "Statement": ${JSON.stringify(workato)}}`,
			'Version has to be text',
			{line: 2, column: 14},
		],
	])('%s', (_, value, words, position) => {
		const {refusals} = validate(value);
		expect(refusals).toHaveLength(1);
		expect(refusals[0]!.message).toContain(words);
		if (position !== undefined) {
			expect(refusals[0]!.position).toEqual(position);
		}
	});

	it.each([
		'kms:*',
		'*',
		'KMS:*',
		'kms:P*',
		'kms:PutKeyPolicy',
		'kms:putkeypolicy',
		'kms:ScheduleKeyDeletion',
		'kms:CreateGrant',
		'kms:RevokeGrant',
		'kms:ListGrants',
		'kms:RetireGrant',
		'kms:EnableKey',
		'kms:Disable*',
		'kms:UpdateAlias',
		'kms:TagResource',
		'kms:Get*',
		'kms:?reateGrant',
		'kms:ReplicateKey',
		'kms:ImportKeyMaterial',
	])('%s, because it administers the key', (name) => {
		const {refusals} = validate({...workato, Action: ['kms:Encrypt', name]});
		expect(refusals.map(({position}) => position)).toEqual([{line: 9, column: 5}]);
		expect(refusals[0]!.message).toContain('hands over the administration of the key');
	});

	it('too long', () => {
		const many = Array.from({length: 300}, (_, index) => ({
			...workato,
			Sid: `Statement ${index}`,
		}));
		expect(validate(many).refusals.map(({message}) => message)).toEqual([
			expect.stringContaining('32768'),
		]);
	});

	it('several reasons, in the order of the text, each once', () => {
		const {refusals} = validate([
			{...workato, Effect: 'Deny'},
			{...workato, Action: 'kms:*'},
		]);
		expect(refusals.map(({position}) => position!.line)).toEqual([4, 20]);
	});
});
