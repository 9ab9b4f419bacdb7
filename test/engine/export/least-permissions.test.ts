import {CreateRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {toList} from '../../../source/policy/policy-document.js';
import {isWildcardMatch} from '../../../source/policy/compare-values.js';
import {keyedSecrets} from '../../cli/keyed-secrets.js';
import {openEndpoint, openHome, setupFields} from '../../cli/run-tool.js';
import {exportPolicy, openOperator} from './open-operator.js';

vi.setConfig({testTimeout: 30_000});

// The sandbox judges the calls of an operator by the exported policy: that is the proof that each one is allowed. What it
// must not allow is asked here.

const iam = 'arn:aws:iam::111122223333';
const oneOrMany = z.union([z.string(), z.array(z.string())]);
const policySchema = z.object({
	Statement: z.array(z.looseObject({Action: oneOrMany, Resource: oneOrMany})),
});

/** Whether a policy allows an action on a thing without the tag or alias that a condition asks for. */
function allows(policy: unknown, action: string, resource: string): boolean {
	return policySchema
		.parse(policy)
		.Statement.some(
			({Action, Resource, Condition}) =>
				Condition === undefined &&
				toList(Action).some((each) => isWildcardMatch(each, action)) &&
				toList(Resource).some((each) => isWildcardMatch(each, resource)),
		);
}

const team = (roles: readonly unknown[], secrets: unknown) => ({
	guide: 'secrets',
	name: 'team',
	region: 'us-east-1',
	scope: 'project',
	workatoAccountId: '999988887777',
	projects: roles.map((role, index) => ({
		name: `Team ${index + 1}`,
		externalId: `workato_iam_external_id_12345_${index + 1}`,
		secrets,
		role,
	})),
});

/** A role with a path, made by the account's owner: whoever this process is before it becomes the operator. */
async function makeRoleWithPath(name: string): Promise<void> {
	const client = new IAMClient({region: 'us-east-1'});
	await client.send(
		new CreateRoleCommand({
			RoleName: name,
			Path: '/team/',
			AssumeRolePolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Allow',
						Principal: {Service: 'lambda.amazonaws.com'},
						Action: 'sts:AssumeRole',
					},
				],
			}),
		}),
	);
	client.destroy();
}

const writes = ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRolePolicy'];

test('a role with a path is set up, checked and taken back; no other role is', async () => {
	const fieldsFor = (secretArn: string) => team([{use: 'Mine'}], [secretArn]);
	const {run, write, give, there, policy} = await openOperator(async ({secretArn}) => {
		await makeRoleWithPath('Mine');
		return exportPolicy(fieldsFor(secretArn));
	});
	const fields = fieldsFor(there.secretArn);
	expect(await run('apply', '-f', write(fields), '--yes')).toMatchObject({
		code: 0,
		stderr: '',
	});
	const checked = await run('check', '--json');
	expect(checked.stdout).not.toMatch(/AccessDenied|not authorized/v);
	const undoPolicy = await exportPolicy(fields, '--undo');
	await give(undoPolicy);
	expect(await run('undo', 'team', '--yes')).toMatchObject({
		code: 0,
		stderr: '',
	});
	for (const given of [policy, undoPolicy]) {
		for (const action of writes) {
			for (const neighbour of ['Mine-admin', 'team/Mine2', 'Mine/Other', 'NotMine']) {
				expect(allows(given, action, `${iam}:role/${neighbour}`)).toBe(false);
			}
		}
	}
});

test('once the key is made, it alone is named: for another run and for undo', async () => {
	const {run, write, give} = await openOperator(async () => exportPolicy(setupFields));
	const applied = await run('apply', '-f', write(setupFields), '--yes', '--json');
	const {outputs} = z.object({outputs: z.object({keyArn: z.string()})}).parse(applied.json);
	const exported = async (...options: string[]) => {
		const {json} = await run('export', 'permissions', 'production', ...options);
		return json;
	};

	const again = await exported();
	const undoing = await exported('--undo');
	const other = `${outputs.keyArn.split('/', 1)[0] ?? ''}/another`;
	for (const [policy, action] of [
		[again, 'kms:PutKeyPolicy'],
		[again, 'kms:EnableKeyRotation'],
		[again, 'kms:CreateAlias'],
		[undoing, 'kms:PutKeyPolicy'],
		[undoing, 'kms:DeleteAlias'],
	] as const) {
		expect([action, allows(policy, action, outputs.keyArn)]).toEqual([action, true]);
		expect([action, allows(policy, action, other)]).toEqual([action, false]);
	}

	await give(again);
	expect(
		await run(
			'apply',
			'-f',
			write({...setupFields, rotation: {enabled: true, days: 200}}),
			'--yes',
		),
	).toMatchObject({code: 0, stderr: ''});
	const checked = await run('check', '--json');
	expect(checked.stdout).not.toMatch(/AccessDenied|not authorized/v);
	await give(undoing);
	const undone = await run('undo', 'production', '--yes');
	expect(undone).toMatchObject({code: 0, stderr: ''});
	expect(undone.stdout).toContain('Taken back: 2 changes.');
});

const everything = () => ({
	Version: '2012-10-17',
	Statement: [{Effect: 'Allow', Action: '*', Resource: '*'}],
});

test('the policy for undo goes by what the setup has made, whatever its answers say by now', async () => {
	const {run, write, give, there} = await openOperator(everything);
	const fieldsFor = (...roles: unknown[]) => team(roles, [there.secretArn]);
	const applied = await run(
		'apply',
		'-f',
		write(fieldsFor({create: {name: 'Old'}}, {use: 'Existing-1'})),
		'--yes',
	);
	expect(applied).toMatchObject({code: 0, stderr: ''});
	// Nothing of the new answers is there yet: the roles are refused.
	await give({
		Version: '2012-10-17',
		Statement: [
			...everything().Statement,
			{Effect: 'Deny', Action: ['iam:CreateRole', 'iam:PutRolePolicy'], Resource: '*'},
		],
	});
	await run('apply', '-f', write(fieldsFor({use: 'Existing-2'}, {create: {name: 'New'}})), '--yes');
	const {json: undoing} = await run('export', 'permissions', 'team', '--undo');
	for (const role of ['Old', 'New']) {
		expect([role, allows(undoing, 'iam:DeleteRole', `${iam}:role/${role}`)]).toEqual([role, true]);
	}

	for (const role of ['Existing-1', 'Existing-2']) {
		const arn = `${iam}:role/${role}`;
		expect([role, allows(undoing, 'iam:DeleteRolePolicy', arn)]).toEqual([role, true]);
		expect([role, allows(undoing, 'iam:DeleteRole', arn)]).toEqual([role, false]);
	}

	await give(undoing);
	expect(await run('undo', 'team', '--yes')).toMatchObject({code: 0, stderr: ''});
	await give(everything());
	const again = await run('undo', 'team', '--dry-run', '--json');
	expect(again).toMatchObject({json: {changes: []}});
});

test('the policy for undo takes back the key that was made, although the answers use another one', async () => {
	const {run, write, give, there} = await openOperator(everything);
	expect(await run('apply', '-f', write(setupFields), '--yes')).toMatchObject({code: 0});
	const using = write({...setupFields, key: {use: there.keyArn}});
	expect(await run('apply', '-f', using, '--yes')).toMatchObject({code: 0});
	const {json: undoing} = await run('export', 'permissions', 'production', '--undo');
	expect(allows(undoing, 'kms:DisableKeyRotation', there.keyArn)).toBe(true);
	expect(allows(undoing, 'kms:PutKeyPolicy', `${there.keyArn}-other`)).toBe(false);
	await give(undoing);
	expect(await run('undo', 'production', '--yes')).toMatchObject({code: 0, stderr: ''});
	await give(everything());
	const again = await run('undo', 'production', '--dry-run', '--json');
	expect(again).toMatchObject({json: {changes: []}});
});

test('a key whose making was never answered is found with the policy for undo', async () => {
	const {run, write, give, control} = await openOperator(everything);
	// Whoever makes it cannot look for it.
	await give({
		Version: '2012-10-17',
		Statement: [
			...everything().Statement,
			{Effect: 'Deny', Action: 'kms:ListResourceTags', Resource: '*'},
		],
	});
	await control('POST', '/_sandbox/faults', [
		{service: 'kms', operation: 'CreateKey', kind: 'reset-after'},
	]);
	const applied = await run('apply', '-f', write(setupFields), '--yes');
	expect(applied.code).not.toBe(0);
	const {json: undoing} = await run('export', 'permissions', 'production', '--undo');
	await give(undoing);
	const undone = await run('undo', 'production', '--yes');
	expect(undone).toMatchObject({code: 0, stderr: ''});
	expect(undone.stdout).toContain('Taken back:');
});

test('names are never folded into what they begin with; what is too long for a managed policy says so', async () => {
	const many = team(
		Array.from({length: 120}, (_unused, index) => ({
			create: {name: `Workato-Team-${index + 1}-of-the-integration-department`},
		})),
		{prefix: 'team/'},
	);
	const {run, write} = openHome();
	const {json, stdout, stderr} = await run(['export', 'permissions', '-f', write(many)]);
	expect(stdout).toContain('Workato-Team-120-of');
	for (const action of ['iam:PutRolePolicy', 'iam:CreateRole']) {
		expect(allows(json, action, `${iam}:role/Workato-Team-lead-admin`)).toBe(false);
	}

	expect(stderr).toMatch(/characters without spaces; a managed policy takes 6,144/v);
	const few = await run(['export', 'permissions', '-f', write(setupFields)]);
	expect(few.stderr).not.toContain('6,144');
});

test('what names no thing is allowed in the setup’s region alone', async () => {
	const {run, write, there} = await openOperator(async () => exportPolicy(setupFields));
	const elsewhere = write({...setupFields, region: 'eu-west-1'}, 'elsewhere.yaml');
	const refused = await run('apply', '-f', elsewhere, '--yes');
	expect(refused.code).not.toBe(0);
	expect(refused.stdout + refused.stderr).toMatch(/not authorized to perform: kms:CreateKey/v);
	for (const [fields, ...options] of [
		[setupFields],
		[setupFields, '--undo'],
		[team([undefined], {prefix: 'team/'})],
		[team([undefined], [there.secretArn])],
	] as const) {
		const policy = policySchema.parse(await exportPolicy(fields, ...options));
		for (const {Action, Resource, Condition} of policy.Statement) {
			if (toList(Resource).includes('*')) {
				expect([Action, JSON.stringify(Condition)]).toEqual([
					Action,
					expect.stringContaining('"aws:RequestedRegion":"us-east-1"'),
				]);
			}
		}
	}
});

test.each([false, true])(
	'keys of other accounts (by prefix: %s): they are described, each by its ARN, and nothing else is done to them',
	async (isPrefix) => {
		const endpoint = await openEndpoint();
		const {setup, keys} = await keyedSecrets(endpoint, {keys: [2, 1], isForeign: true, isPrefix});
		const {run, write} = openHome();
		const exported = await run(['export', 'permissions', '-f', write(setup)], {
			env: endpoint.environment,
		});
		expect(exported).toMatchObject({code: 0, stderr: ''});
		const policy = exported.json;
		const foreign = Object.values(keys).flat();
		expect(foreign).toHaveLength(3);
		for (const arn of foreign) {
			expect(arn).toContain(':444455556666:');
			expect(allows(policy, 'kms:DescribeKey', arn)).toBe(true);
			for (const [action, thing] of [
				['kms:GetKeyPolicy', arn],
				['kms:PutKeyPolicy', arn],
				['kms:Decrypt', arn],
				['kms:DescribeKey', `${arn}0`],
				['kms:DescribeKey', arn.replace('us-east-1', 'eu-west-1')],
				['kms:DescribeKey', `${arn.split('/', 1)[0] ?? ''}/another`],
			] as const) {
				expect([action, thing, allows(policy, action, thing)]).toEqual([action, thing, false]);
			}
		}
	},
);
