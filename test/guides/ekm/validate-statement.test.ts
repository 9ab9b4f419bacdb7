import {describe, expect, it} from 'vitest';
import {validateStatement, withResource} from '../../../source/guides/ekm/validate-statement.js';
import {type JsonObject} from '../../../source/json.js';
import {
	keyArn,
	outside,
	own,
	owner,
	policyOf,
	workato,
	workatoRole,
} from '../../policy/policies.js';

const known = {account: own, partition: 'aws'};

const validate = (value: JsonObject | JsonObject[] | string) =>
	validateStatement(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), known);

const without = (name: string): JsonObject =>
	Object.fromEntries(Object.entries(workato).filter(([key]) => key !== name));

const guideSample = `{
"Id": "key-consolepolicy-3",
"Version": "2012-10-17",
"Statement": [
{
"Sid": "Enable IAM User Permissions",
"Effect": "Allow",
"Principal": {
"AWS": "arn:aws:iam::TODO-ACCOUNTID:root"
},
"Action": "kms:*",
"Resource": "*"
}, /* Comma before next object */
{
"Sid": "Allow use of the key",
"Effect": "Allow",
"Principal": {
"AWS": "arn:aws:iam::TODO - ACCOUNTID:role/Workato_EKM"
},
"Action": [
"kms:Encrypt",
"kms:Decrypt"
],
"Resource": "*"
}
]
}`;

describe("Workato's statement", () => {
	it('is taken as it is, with one plain sentence', () => {
		expect(validate(workato)).toEqual({
			statements: [workato],
			summary: `Lets the role Workato_EKM of account ${outside} encrypt and decrypt with this key.`,
			tolerated: [],
			refusals: [],
			warnings: [],
		});
	});

	it('is taken out of a whole policy, without the owner', () => {
		const validated = validate(policyOf(owner, workato));
		expect(validated.statements).toEqual([workato]);
		expect(validated.tolerated).toEqual([
			"The key owner's own statement was left out; the key gets its own.",
		]);
		expect(validated.refusals).toEqual([]);
		expect(validated.warnings).toEqual([]);
	});

	it('is refused as the guide prints it, at the placeholder', () => {
		const validated = validate(guideSample);
		expect(validated.statements).toHaveLength(1);
		expect(validated.tolerated).toContain('Comments were left out.');
		expect(validated.refusals).toEqual([
			{
				code: 'placeholder',
				message:
					'"arn:aws:iam::TODO - ACCOUNTID:role/Workato_EKM" still holds a placeholder instead of the real account ID.',
				position: {line: 18, column: 8},
			},
		]);
		expect(validate(guideSample.replace('TODO - ACCOUNTID', () => outside)).refusals).toEqual([]);
	});

	it('is missing when only the owner is there', () => {
		expect(validate(policyOf(owner)).refusals[0]!.message).toContain('only the key owner');
		expect(validate(policyOf(owner)).statements).toEqual([]);
	});

	it("does not hide another account's administration as the owner's", () => {
		const foreign = {
			...owner,
			Principal: {AWS: `arn:aws:iam::${outside}:root`},
		};
		expect(validate(policyOf(foreign, workato)).refusals[0]!.message).toContain(
			'"kms:*" hands over the administration',
		);
		expect(
			validate(policyOf({...owner, Principal: {AWS: [own, outside]}}, workato)).refusals,
		).not.toEqual([]);
		expect(validate(owner).refusals).not.toEqual([]);
	});
});

describe('asked about', () => {
	it.each<[string, JsonObject, string[], string]>([
		[
			'wider actions',
			{
				...workato,
				Action: ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
			},
			['wider-actions', 'action-pattern', 'missing-actions'],
			'kms:GenerateDataKey, kms:GenerateDataKeyWithoutPlaintext, ',
		],
		[
			'a pattern for the two actions',
			{...workato, Action: 'KMS:*crypt'},
			['action-pattern'],
			'by a pattern (KMS:*crypt)',
		],
		[
			'a pattern that takes in a third',
			{...workato, Action: ['kms:Enc*', 'kms:Decrypt']},
			['wider-actions', 'action-pattern'],
			'The statement allows kms:Encapsulate. Workato’s document asks for kms:Encrypt',
		],
		[
			'half of what the document asks for',
			{...workato, Action: 'kms:Decrypt'},
			['missing-actions'],
			'kms:Encrypt is not allowed',
		],
		['no Resource', without('Resource'), ['missing-resource'], 'ignores'],
		[
			'one key as Resource',
			{...workato, Resource: keyArn},
			['narrow-resource'],
			'Resource other than',
		],
		[
			'own role',
			{...workato, Principal: {AWS: `arn:aws:iam::${own}:role/App`}},
			['own-account'],
			'your own account',
		],
		[
			'own account',
			{...workato, Principal: {AWS: own}},
			['not-a-role', 'own-account'],
			'names one role',
		],
		[
			'a whole account',
			{...workato, Principal: {AWS: `arn:aws:iam::${outside}:root`}},
			['not-a-role'],
			`account ${outside}`,
		],
		[
			'a user',
			{...workato, Principal: {AWS: `arn:aws:iam::${outside}:user/ana`}},
			['not-a-role'],
			'the user ana',
		],
		[
			'two roles',
			{...workato, Principal: {AWS: [workatoRole, `${workatoRole}_2`]}},
			['not-a-role'],
			'Workato_EKM_2',
		],
		[
			'two accounts',
			{
				...workato,
				Principal: {
					AWS: [workatoRole, 'arn:aws:iam::999999999999:role/Workato_EKM'],
				},
			},
			['not-a-role', 'several-accounts'],
			'Workato_EKM',
		],
		[
			'a condition',
			{...workato, Condition: {StringEquals: {'kms:ViaService': 'x'}}},
			['condition'],
			'kms:ViaService is x',
		],
	])('%s', (_, value, ids, words) => {
		const validated = validate(value);
		expect(validated.refusals).toEqual([]);
		expect(validated.warnings.map(({code}) => code)).toEqual(ids);
		expect(validated.warnings[0]!.message).toContain(words);
	});

	it('a missing Resource, which can be added', () => {
		const validated = validate(without('Resource'));
		expect(validated.warnings[0]).toEqual({
			code: 'missing-resource',
			message:
				'The statement has no Resource, and KMS ignores such a statement. If you agree, Resource "*" is added: it means this key.',
			fix: 'add-resource',
		});
		expect(validated.summary).toContain('encrypt and decrypt with this key');
		expect(validate(withResource(validated.statements)).warnings).toEqual([]);
		expect(withResource([{...workato, Resource: keyArn}])).toEqual([
			{...workato, Resource: keyArn},
		]);
	});

	it('nothing about partition and own account while they are not known', () => {
		const text = JSON.stringify({
			...workato,
			Principal: {AWS: `arn:aws-cn:iam::${own}:role/Workato_EKM`},
		});
		expect(validateStatement(text, {})).toMatchObject({
			refusals: [],
			warnings: [],
		});
	});

	it('several statements at once', () => {
		const validated = validate([workato, {...workato, Sid: 'b', Action: 'kms:DescribeKey'}]);
		expect(validated.summary).toMatch(/^2 statements\. Lets .* Lets .*\.$/v);
		expect(validated.warnings).toEqual([
			{
				code: 'wider-actions',
				message:
					'Statement 2 ("b") allows kms:DescribeKey. Workato’s document asks for kms:Encrypt and kms:Decrypt only.',
			},
		]);
	});

	it('nothing when two statements share the two actions', () => {
		expect(
			validate([
				{...workato, Action: 'kms:Encrypt'},
				{...workato, Action: 'kms:Decrypt'},
			]).warnings,
		).toEqual([]);
	});
});
