import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {explainStatement} from '../../source/policy/explain-statement.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {anyStatement, fixed} from './arbitraries.js';
import {keyArn, outside, owner, workato} from './policies.js';

const who = `the role Workato_EKM of account ${outside}`;

describe('a statement in words', () => {
	it.each<[Statement, string]>([
		[workato, `Lets ${who} encrypt and decrypt with this key.`],
		[
			owner,
			'Lets account 111122223333 and whomever it allows do everything with this key, its administration included.',
		],
		[{...workato, Effect: 'Deny'}, `Forbids ${who} to encrypt and decrypt with this key.`],
		[
			{
				...workato,
				Action: ['kms:Encrypt', 'kms:DescribeKey', 'kms:CreateGrant'],
			},
			`Lets ${who} encrypt with this key and call kms:DescribeKey and kms:CreateGrant on it.`,
		],
		[{...workato, Action: 'kms:DescribeKey'}, `Lets ${who} call kms:DescribeKey on this key.`],
		[{...workato, Resource: keyArn}, `Lets ${who} encrypt and decrypt with ${keyArn}.`],
		[{...workato, Principal: '*'}, 'Lets everyone encrypt and decrypt with this key.'],
		[
			{...workato, Principal: {Service: 'logs.amazonaws.com'}},
			'Lets the AWS service logs.amazonaws.com encrypt and decrypt with this key.',
		],
		[
			{...workato, Principal: {AWS: 'AROADBQP57FF2AEXAMPLE'}},
			'Lets a deleted role or user (AROADBQP57FF2AEXAMPLE) encrypt and decrypt with this key.',
		],
		[
			{
				Effect: 'Deny',
				NotPrincipal: {AWS: outside},
				Action: 'kms:*',
				Resource: '*',
			},
			`Forbids everyone except account ${outside} and whomever it allows to do everything with this key, its administration included.`,
		],
		[
			{Effect: 'Allow', Principal: '*', NotAction: 'kms:Sign', Resource: '*'},
			'Lets everyone do everything except kms:Sign with this key.',
		],
		[
			{
				...workato,
				Condition: {
					StringEquals: {'kms:CallerAccount': outside},
					Null: {'kms:ViaService': 'true'},
				},
			},
			`Lets ${who} encrypt and decrypt with this key, only if kms:CallerAccount is ${outside} and kms:ViaService is absent.`,
		],
		[
			{...workato, Condition: {StringNotLikeIfExists: {x: ['a', 'b']}}},
			`Lets ${who} encrypt and decrypt with this key, only if x does not look like a or b (or is absent).`,
		],
		[
			{...workato, Condition: {Odd: {x: 'a'}}},
			`Lets ${who} encrypt and decrypt with this key, only if Odd x a.`,
		],
		[
			{Effect: 'Allow', Principal: workato.Principal!, Action: 'kms:Encrypt'},
			'Does nothing, because it names no resource; it is about who may encrypt with this key.',
		],
		[{...workato, Action: []}, 'Does nothing, because it names no action.'],
		[{}, 'Does nothing, because its Effect is neither Allow nor Deny.'],
		[{Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*'}, 'Allows to encrypt with every key.'],
		[{Effect: 'Allow', Action: '*', Resource: '*'}, 'Allows to do everything.'],
		[{Effect: 'Allow', Action: 'kms:*', Resource: '*'}, 'Allows to do everything with every key.'],
		[
			{
				Effect: 'Allow',
				Principal: {AWS: outside},
				Action: 'sts:AssumeRole',
				Condition: {StringEquals: {'sts:ExternalId': 'a1'}},
			},
			`Lets account ${outside} and whomever it allows assume this role, only if sts:ExternalId is a1.`,
		],
		[
			{
				Effect: 'Allow',
				Action: 'secretsmanager:GetSecretValue',
				Resource: 'arn:a',
			},
			'Allows to read the value of arn:a.',
		],
	])('%#', (statement, sentence) => {
		expect(explainStatement(statement)).toBe(sentence);
	});

	it('is one line that ends with a full stop, whatever the statement', () => {
		fc.assert(
			fc.property(anyStatement, (statement) => {
				expect(explainStatement(statement)).toMatch(/^[A-Z][^\n]*[^.]\.$/v);
			}),
			fixed,
		);
	});
});
