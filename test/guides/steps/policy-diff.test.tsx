import {describe, expect, test} from 'vitest';
import {ScrollBox} from '../../../source/ui/scroll-box.js';
import {
	changeLines,
	commandOf,
	diffLines,
	factLines,
} from '../../../source/guides/steps/changes-view.js';
import {screenReaderSymbols, symbols} from '../../../source/terminal/symbols.js';
import {ThemeProvider} from '../../../source/ui/theme.js';
import {type PolicyDocument, type Statement} from '../../../source/policy/policy-document.js';
import {reference, type Change} from '../../../source/resources/call.js';
import {keys, renderAt} from '../../support/render-at.js';

const owner: Statement = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:root'},
	Action: 'kms:*',
	Resource: '*',
};
const workato: Statement = {
	Sid: 'Allow use of the key',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

const session = {region: 'us-east-1', sandbox: false};

const policyChange = (after: PolicyDocument, before?: PolicyDocument): Change => ({
	id: 'put-key-policy',
	title: 'Add the statement',
	why: 'Workato may then use the key.',
	call: {
		service: 'kms',
		operation: 'PutKeyPolicy',
		input: {KeyId: reference('create-key', 'KeyId'), Policy: JSON.stringify(after)},
	},
	policy: {...(before && {before}), after},
});

const drawn = (
	change: Change,
	{columns = 80, isReadAloud = false}: {columns?: number; isReadAloud?: boolean} = {},
) =>
	changeLines([change], 'summary', {
		symbols: isReadAloud ? screenReaderSymbols : symbols(true),
		columns,
		session,
		isReasoned: false,
	});

const frameOf = (lines: ReturnType<typeof drawn>, columns = 80) =>
	renderAt(<ScrollBox lines={lines} rows={40} />, {columns}).frame();

describe('a change in short', () => {
	test('stands on one line with its call at the edge, and each statement on one below', () => {
		expect(frameOf(drawn(policyChange({Statement: [owner, workato]})))).toBe(
			[
				'',
				`1. Add the statement${' '.repeat(44)}kms:PutKeyPolicy`,
				'   + Enable IAM User Permissions · account 111122223333: kms:*',
				'   + Allow use of the key · role Workato_EKM of 999988887777: Encrypt, Decrypt',
			].join('\n'),
		);
		expect(frameOf(drawn(policyChange({Statement: [owner, workato]}), {columns: 160}), 160)).toBe(
			[
				'',
				`1. Add the statement${' '.repeat(124)}kms:PutKeyPolicy`,
				'   + Enable IAM User Permissions  account 111122223333              kms:*',
				'   + Allow use of the key         role Workato_EKM of 999988887777  Encrypt, Decrypt',
			].join('\n'),
		);
	});

	test('says what is taken away and what stays, and why where something is there already', () => {
		const before = {Version: '2008-10-17', Statement: [owner, {...workato, Action: 'kms:*'}]};
		const after = {Version: '2012-10-17', Statement: [owner, workato]};
		expect(frameOf(drawn(policyChange(after, before), {columns: 40}), 40)).toBe(
			[
				'',
				'1. Add the statement    kms:PutKeyPolicy',
				'   Workato may then use the key.',
				'   - "Version": "2008-10-17"',
				'   + "Version": "2012-10-17"',
				'   - Allow use of the key · role',
				'     Workato_EKM of 999988887777: kms:*',
				'   + Allow use of the key · role',
				'     Workato_EKM of 999988887777:',
				'     Encrypt, Decrypt',
				'     1 statement stays as it is',
			].join('\n'),
		);
	});

	test('is read aloud with words for the signs', () => {
		const lines = drawn(policyChange({Statement: [owner, workato]}, {Statement: [owner]}), {
			isReadAloud: true,
		});
		expect(lines.map(({gutter = '', text}) => (gutter + text).trim())).toEqual([
			'',
			'1. Add the statement (kms:PutKeyPolicy)',
			'Workato may then use the key.',
			'Added:',
			'Allow use of the key · role Workato_EKM of 999988887777: Encrypt, Decrypt',
			'1 statement stays as it is',
		]);
	});
});

test('facts are a table whose values hang below themselves; read aloud, each has its label', () => {
	const facts = [
		{label: 'Key', value: 'new, symmetric'},
		{label: 'Workato', value: 'role Workato_EKM of 999988887777: Encrypt'},
		{label: 'Workato', value: 'account 999988887777: Decrypt'},
	];
	expect(frameOf(factLines(facts, symbols(true)), 40)).toBe(
		[
			'',
			'  Key      new, symmetric',
			'  Workato  role Workato_EKM of',
			'           999988887777: Encrypt',
			'           account 999988887777: Decrypt',
		].join('\n'),
	);
	expect(factLines(facts, screenReaderSymbols).map(({gutter = '', text}) => gutter + text)).toEqual(
		[
			'',
			'Key: new, symmetric',
			'Workato: role Workato_EKM of 999988887777: Encrypt',
			'Workato: account 999988887777: Decrypt',
		],
	);
	expect(factLines([], symbols(true))).toEqual([]);
});

describe('a policy diff', () => {
	test('one changed ARN is one changed line, and what is far from it is folded', () => {
		const arns = Array.from(
			{length: 20},
			(_, at) => `arn:aws:secretsmanager:us-east-1:1:secret:${at}`,
		);
		const policyOf = (Resource: string[]) => ({
			Statement: [{Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource}],
		});
		const change = policyChange(policyOf(arns.with(9, 'arn:new')), policyOf(arns));
		const lines = diffLines(change, symbols(true)).map(({gutter = '', text}) => gutter + text);
		expect(lines).toEqual([
			'   Key policy, changed:',
			'   … 12 lines as before; then in Statement 1',
			...[6, 7, 8].map((at) => `             "${arns[at]}",`),
			`   -         "${arns[9]}",`,
			'   +         "arn:new",',
			...[10, 11, 12].map((at) => `             "${arns[at]}",`),
			'   … 11 lines as before',
		]);
	});

	test('long lines keep their indent at 40 columns, without Unicode too', async () => {
		const {frame, press} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<ScrollBox
					lines={diffLines(policyChange({Statement: [workato]}), symbols(false))}
					rows={9}
				/>
			</ThemeProvider>,
			{columns: 40},
		);
		expect(frame()).toBe(
			[
				'   Key policy, new:',
				'   + {',
				'   +   "Statement": [',
				'   +     {',
				'   +       "Sid": "Allow use of the',
				'           key",',
				'   +       "Effect": "Allow",',
				'   +       "Principal": {',
				'lines 1-8 of 20',
			].join('\n'),
		);
		await press(keys.end);
		expect(frame()).toContain('lines 13-20 of 20');
	});

	test('draws nothing that acts on the terminal', () => {
		const hostile = policyChange({Statement: [{...workato, Sid: 'a\u{1B}[2J\u{202E}b'}]});
		const {frame} = renderAt(<ScrollBox lines={diffLines(hostile, symbols(true))} rows={40} />);
		expect(frame()).toContain(String.raw`"Sid": "a\u001b[2J\u202eb"`);
	});
});

test('a command is quoted for the shell and holds the input just as it is sent', () => {
	const change = policyChange({Statement: [{...workato, Sid: "it's"}]});
	const command = commandOf(change, {...session, profile: 'dev one'});
	expect(command.split('\n').slice(0, 4)).toEqual([
		String.raw`aws kms put-key-policy \ `.trimEnd(),
		String.raw`  --region 'us-east-1' \ `.trimEnd(),
		String.raw`  --profile 'dev one' \ `.trimEnd(),
		"  --cli-input-json '{",
	]);
	const [, json = ''] = /--cli-input-json '(?<json>.*)'$/sv.exec(command) ?? [];
	expect(JSON.parse(json.replaceAll(String.raw`'\''`, "'"))).toEqual({
		...change.call.input,
		KeyId: '<KeyId from create-key>',
	});
});
