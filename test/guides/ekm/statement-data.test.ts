import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	validateStatementData,
	validateStatement,
	validateAnswer,
} from '../../../source/guides/ekm/validate-statement.js';
import {type Json} from '../../../source/json.js';

const known = {account: '111122223333', partition: 'aws'};

/** What a text of it says, without the places. */
function asText(value: Json) {
	const {refusals, ...rest} = validateStatement(JSON.stringify(value, undefined, 2), known);
	return {...rest, refusals: refusals.map(({position, ...refusal}) => refusal)};
}

const principals = [
	{AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
	{AWS: ['arn:aws:iam::111122223333:root']},
	{Service: 'sns.amazonaws.com'},
	'*',
	{AWS: 5},
	{},
];
const actions = ['kms:Encrypt', ['kms:Decrypt', 'kms:*'], '*', 's3:Get', 7, []];
const statement = fc.record(
	{
		Sid: fc.constantFrom('One', 'Two', 3),
		Effect: fc.constantFrom('Allow', 'Deny', 'Maybe'),
		Principal: fc.constantFrom(...principals),
		NotPrincipal: fc.constantFrom(...principals),
		Action: fc.constantFrom(...actions),
		NotAction: fc.constantFrom(...actions),
		Resource: fc.constantFrom('*', 'arn:aws:kms:us-east-1:1:key/1', []),
		Condition: fc.constantFrom(
			{StringEquals: {'aws:PrincipalAccount': '999988887777'}},
			{NumericLessThan: {'aws:MultiFactorAuthAge': 1e21}},
			{Odd: {}},
		),
	},
	{requiredKeys: []},
);
const policy = fc.record({
	Version: fc.constantFrom('2012-10-17', 4),
	Statement: fc.oneof(statement, fc.array(statement, {maxLength: 3})),
});

test('a statement that is data is judged as its text is, without being made a text', () => {
	fc.assert(
		fc.property(fc.oneof(statement, policy, fc.array(statement, {maxLength: 3})), (value) => {
			expect(validateStatementData(value, known)).toEqual(asText(value));
		}),
	);
});

test('the statement of the same answers is judged once for each account', () => {
	const answers = {
		guide: 'ekm' as const,
		name: 'production',
		statement: {
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
			Action: ['kms:Encrypt', 'kms:Decrypt'],
			Resource: '*',
		},
	};
	const first = validateAnswer(answers, known);
	expect(first.statements).toEqual([answers.statement]);
	expect(validateAnswer(answers, {...known})).toBe(first);
	expect(validateAnswer(answers, {account: '444455556666'})).not.toBe(first);
});
