import {expect, test} from 'vitest';
import {type ProjectAnswers} from '../../../source/guides/secrets/answers.js';
import {
	findBothIds,
	swapIds,
	swappedIds,
	validateAccountId,
	validateExternalId,
} from '../../../source/guides/secrets/workato-ids.js';
import {gravestFirst, validateIds} from '../../../source/guides/secrets/validate-answers.js';
import {describeFindings} from '../../../source/guides/secrets/steps/ids-form.js';

const own = '210987654321';
const id = 'workato_iam_external_id_12345_6789';

test.each([
	['345678901234', []],
	[' 345678901234\n', []],
	['3456-7890-1234', ['refusal AccountIdForm', '345678901234']],
	['3456 7890 1234', ['refusal AccountIdForm', '345678901234']],
	['arn:aws:iam::345678901234:root', ['refusal AccountIdForm', '345678901234']],
	['34567890123', ['refusal AccountIdForm', 'dropped zeros']],
	['3456789012345', ['refusal AccountIdForm', '13 digits']],
	['3.4567E+11', ['refusal AccountIdForm', 'spreadsheet']],
	['Acme', ['refusal AccountIdForm', '12 digits']],
	['000000000000', ['refusal AccountIdStandIn', 'only stands for']],
	[own, ['refusal OwnAccount', 'your own AWS account']],
	['123456789012', ['warning ExampleAccountId', 'examples']],
	[id, ['refusal SwappedIds', 'swapped']],
])('the account ID %j', (text, expected) => {
	const [found] = validateAccountId(text, own);
	const [kind, words = ''] = expected;
	expect(found && `${found.kind} ${found.code}`).toBe(kind);
	expect(`${found?.message ?? ''} ${found?.hint ?? ''}`).toContain(words);
});

const payroll = {name: 'Payroll', scope: 'project' as const};
test.each([
	[id, payroll, []],
	[` ${id}\n`, payroll, []],
	[id, {...payroll, id: '6789'}, []],
	[id, {...payroll, id: '6780'}, ['warning OtherProjectId', '6780']],
	['workato_iam_external_id_12345', payroll, ['warning WorkspaceLevelId', 'every project']],
	['workato_iam_external_id_12345', {name: 'all', scope: 'workspace'}, []],
	[id, {name: 'all', scope: 'workspace'}, ['warning ProjectLevelId', '6789']],
	['Workato_IAM_external_id_1_2', payroll, ['warning ExternalIdForm', 'capital']],
	['workato_iam_1_2', payroll, ['warning ExternalIdForm', 'not of the form']],
	['External ID: workato_iam_external_id_1_2', payroll, ['refusal ExternalIdCharacters', 'spaces']],
	[
		'workato_iam_external_id_1_2\u{200B}',
		payroll,
		['refusal ExternalIdCharacters', String.raw`\u{200b} at character 28`],
	],
	['“x_y”', payroll, ['refusal ExternalIdCharacters', 'does not take']],
	['x', payroll, ['refusal ExternalIdLength', '2 to 1224']],
	['345678901234', payroll, ['refusal SwappedIds', 'swapped']],
] as const)('the external ID %j of %j', (text, project, expected) => {
	const [found] = validateExternalId(text, project);
	const [kind, words = ''] = expected;
	expect(found && `${found.kind} ${found.code}`).toBe(kind);
	expect(found?.message ?? '').toContain(words);
	if (!found) {
		return;
	}

	expect(found).toMatchObject({group: project.name, field: 'externalId'});
	expect(found.hint).not.toBe('');
});

const external = (workspace: number, project: number) =>
	`workato_iam_external_id_${workspace}_${project}`;
const together = (projects: ProjectAnswers[]) =>
	validateIds({
		scope: 'project',
		workatoAccountId: '345678901234',
		projects,
	}).map(({kind, code, group}) => `${kind} ${code} ${group ?? ''}`);

test('one ID in two projects is refused in both', () => {
	expect(
		together([
			{name: 'One', externalId: external(1, 2)},
			{name: 'Two', externalId: external(1, 2)},
			{name: 'Three', externalId: external(1, 3)},
		]),
	).toEqual(['refusal SharedExternalId One', 'refusal SharedExternalId Two']);
});

test('the workspace’s own ID in two projects can be meant', () => {
	expect(
		together([
			{name: 'One', externalId: 'workato_iam_external_id_1'},
			{name: 'Two', externalId: 'workato_iam_external_id_1'},
		]).filter((finding) => finding.includes('Shared')),
	).toEqual(['warning SharedExternalId One', 'warning SharedExternalId Two']);
});

test('the workspace that most projects share is taken for the right one', () => {
	expect(
		together([
			{name: 'Odd', externalId: external(7, 2)},
			{name: 'Two', externalId: external(1, 3)},
			{name: 'Three', externalId: external(1, 4)},
		]),
	).toEqual(['warning OtherWorkspace Odd']);
});

test('an ID that belongs to another project of the setup is refused', () => {
	expect(
		together([
			{name: 'One', id: '2', externalId: external(1, 3)},
			{name: 'Two', id: '3', externalId: external(1, 4)},
		]),
	).toEqual([
		'warning OtherProjectId One',
		'warning OtherProjectId Two',
		'refusal ExternalIdOfAnother One',
	]);
});

test('a name keeps to its quotation marks, in what to do as well', () => {
	const name = 'One” from here. Nothing is wrong. “';
	const found = validateIds({
		projects: [
			{name, id: '2', externalId: external(1, 3)},
			{name: 'Two', id: '3', externalId: external(1, 4)},
		],
	}).find(({code}) => code === 'ExternalIdOfAnother');
	expect(found?.hint).toBe(
		String.raw`Copy “External ID for One\u{201d} from here. Nothing is wrong. \u{201c}” from that project’s settings in Workato.`,
	);
});

test('swapped values are swapped on request, and only then', () => {
	const swapped = {
		workatoAccountId: external(1, 2),
		projects: [{name: 'One', externalId: '345678901234'}, {name: 'Two'}],
	};
	const right = swapIds(swapped, 'One');
	expect(right).toEqual({
		workatoAccountId: '345678901234',
		projects: [{name: 'One', externalId: external(1, 2)}, {name: 'Two'}],
	});
	expect(validateIds(right)).toEqual([]);
	expect(swapIds(right, 'One')).toBe(right);
	expect(validateIds(swapped).filter(({code}) => code === swappedIds)).toHaveLength(2);
});

test('what is not given yet is not judged', () => {
	expect(validateIds({projects: [{name: 'One'}]})).toEqual([]);
});

test.each([
	['AWS Account ID\n3456 7890 1234\nExternal ID for Payroll\n' + id, true],
	[`${id} 345678901234`, true],
	[id, false],
	['345678901234', false],
	[`${id} 345678901234 456789012345`, false],
	[`${id} workato_iam_external_id_1_2 345678901234`, false],
	['workato_iam_external_id_345678901234_6789', false],
	[`345678901234\n${id}x`, false],
	[`345678901234\nx${id}`, false],
	[`345678901234, ${id}.`, true],
])('both values in one text: %j', (text, isBoth) => {
	expect(findBothIds(text)).toEqual(
		isBoth ? {accountId: '345678901234', externalId: id} : undefined,
	);
});

test('by what others could use a role comes before what is only odd, and a refusal before both', () => {
	const codes = (externalId: string) =>
		gravestFirst(
			validateIds({
				scope: 'project',
				workatoAccountId: '123456789012',
				projects: [{name: 'Orders', externalId}],
			}),
		).map(({code}) => code);
	expect(codes('workato_iam_external_id_12345')).toEqual(['WorkspaceLevelId', 'ExampleAccountId']);
	expect(codes('a b')).toEqual(['ExternalIdCharacters', 'ExampleAccountId']);
	const told = describeFindings(
		gravestFirst(
			validateIds({
				scope: 'project',
				workatoAccountId: '123456789012',
				projects: [{name: 'Orders', externalId: 'workato_iam_external_id_12345'}],
			}),
		).toReversed(),
		{kind: 'success', text: ''},
	).text.split('\n');
	expect(told).toHaveLength(2);
	expect(told[0]).toContain('every project of the workspace could use this role');
});
