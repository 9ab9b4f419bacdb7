import {AttachRolePolicyCommand, CreatePolicyCommand, IAMClient} from '@aws-sdk/client-iam';
import {EnableKeyRotationCommand, KMSClient} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {openSession} from '../../../source/aws/session.js';
import {simulatePermissions} from '../../../source/aws/permissions.js';
import {exportPermissions, neededPermissions} from '../../../source/guides/export-setup.js';
import {type SetupFile} from '../../../source/setups/saved-setup.js';
import {setupFields} from '../../cli/run-tool.js';
import {actionsOf, exportPolicy, openOperator, policyShape, type There} from './open-operator.js';
import {savedSetup} from './saved-setups.js';

vi.setConfig({testTimeout: 30_000});

type Kind = {
	/** What AWS asks for in the course of another call, or after a lost reply only. */
	inside: readonly string[];
	fieldsOf: (there: There) => SetupFile;
	/** Of a policy for undo: what is needed only where the key rotated otherwise before, its making was never answered, or the role has to stay or has managed policies. */
	otherwise: readonly string[];
};

const readingPolicies = ['iam:GetPolicy', 'iam:GetPolicyVersion'];

const team = (count: number, isExisting: boolean) => {
	const fieldsOf = ({secretArn}: There) => ({
		guide: 'secrets',
		name: 'team',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects: Array.from({length: count}, (_, index) => ({
			name: `Team ${index + 1}`,
			externalId: `workato_iam_external_id_12345_${index + 1}`,
			secrets: [secretArn],
			...(isExisting && {role: {use: `Existing-${index + 1}`}}),
		})),
	});
	return {
		otherwise: [
			...readingPolicies,
			// A role that has to stay loses Workato from its trust policy.
			...(isExisting ? [] : ['iam:UpdateAssumeRolePolicy']),
		],
		inside: isExisting ? readingPolicies : ['iam:TagRole'],
		fieldsOf,
	};
};

const kinds: ReadonlyArray<[string, Kind]> = [
	[
		'a new key',
		{
			inside: ['kms:ListKeys', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:TagResource'],
			fieldsOf: () => setupFields,
			otherwise: ['kms:ListKeys', 'kms:ListResourceTags'],
		},
	],
	[
		'a key that is there',
		{
			inside: [],
			fieldsOf: ({keyArn}) => ({...setupFields, key: {use: keyArn}}),
			otherwise: ['kms:EnableKeyRotation'],
		},
	],
	['a new role', team(1, false)],
	['a role that is there', team(1, true)],
	['three new roles', team(3, false)],
	['three roles that are there', team(3, true)],
];

test.each(kinds)(
	'%s: what is exported is what the setup calls, no more and no less; and so for undo',
	async (_name, {fieldsOf, inside, otherwise}) => {
		const {run, runAsOwner, write, seen, there, policy, give, control} = await openOperator(
			async (given) => exportPolicy(fieldsOf(given)),
		);
		const fields = fieldsOf(there);
		const applied = await run('apply', '-f', write(fields), '--yes');
		expect(applied).toMatchObject({code: 0, stderr: ''});
		const checked = await run('check', '--json');
		expect(checked.stdout).not.toMatch(/AccessDenied|not authorized/v);
		const used = new Set([...(await seen()), ...inside]);
		expect([...used].toSorted()).toEqual([...new Set(actionsOf(policy))].toSorted());

		const undoPolicy = await exportPolicy(fields, '--undo');
		await give(undoPolicy);
		await control('DELETE', '/_sandbox/calls');
		const undone = await run('undo', fields.name, '--yes');
		expect(undone).toMatchObject({code: 0, stderr: ''});
		const undoing = new Set([...(await seen()), ...otherwise]);
		expect([...undoing].toSorted()).toEqual(actionsOf(undoPolicy));
		const again = await runAsOwner('undo', fields.name, '--dry-run', '--json');
		expect(again.json).toMatchObject({changes: []});
	},
);

test('with the policy for undo the rotation goes back to a period of its own', async () => {
	const fieldsOf = ({keyArn}: There) => ({...setupFields, key: {use: keyArn}});
	const {run, runAsOwner, write, there, url} = await openOperator(async (given) =>
		exportPolicy(fieldsOf(given), '--undo'),
	);
	const kms = new KMSClient({region: 'us-east-1', endpoint: url});
	await kms.send(
		new EnableKeyRotationCommand({
			KeyId: there.keyArn,
			RotationPeriodInDays: 500,
		}),
	);
	kms.destroy();
	const file = write({
		...fieldsOf(there),
		rotation: {enabled: true, days: 180},
	});
	expect(await runAsOwner('apply', '-f', file, '--yes')).toMatchObject({
		code: 0,
	});
	const undone = await run('undo', 'production', '--yes');
	expect(undone).toMatchObject({code: 0, stderr: ''});
	expect(undone.stdout).toContain('Rotate the key every 500 days again');
});

test.each([
	['made', team(1, false), 'Workato-Team-1'],
	['used', team(1, true), 'Existing-1'],
])(
	'with the policy for undo a role that the setup %s is taken back, whatever managed policies it has got',
	async (_name, {fieldsOf}, role) => {
		// Whoever may do everything, at first.
		const {run, write, there, url, give} = await openOperator(() => ({
			Version: '2012-10-17',
			Statement: [{Effect: 'Allow', Action: '*', Resource: '*'}],
		}));
		const fields = fieldsOf(there);
		expect(await run('apply', '-f', write(fields), '--yes')).toMatchObject({
			code: 0,
			stderr: '',
		});
		const iam = new IAMClient({region: 'us-east-1', endpoint: url});
		const {Policy} = await iam.send(
			new CreatePolicyCommand({
				PolicyName: 'Basics',
				PolicyDocument: JSON.stringify({
					Version: '2012-10-17',
					Statement: [{Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*'}],
				}),
			}),
		);
		await iam.send(new AttachRolePolicyCommand({RoleName: role, PolicyArn: Policy?.Arn ?? ''}));
		iam.destroy();
		await give(await exportPolicy(fields, '--undo'));
		const undone = await run('undo', 'team', '--yes');
		expect(undone.stdout + undone.stderr).not.toMatch(/AccessDenied|not authorized/v);
		const again = await run('undo', 'team', '--dry-run', '--json');
		expect(again).toMatchObject({code: 0, json: {changes: []}});
	},
);

/** Whether everything that a screen asks for before the start is allowed to whoever was given just that. */
async function isGreen(
	saved: ReturnType<typeof savedSetup>,
	{env, operator, give}: Awaited<ReturnType<typeof openOperator>>,
) {
	const {text} = await exportPermissions(saved, operator);
	await give(JSON.parse(text));
	const session = openSession({region: 'us-east-1', env});
	const answer = await simulatePermissions(session, operator, await neededPermissions(saved));
	session.close();
	return {text, answer};
}

test.each([
	...kinds.slice(0, 4).map(([name, {fieldsOf}]) => ({
		name,
		answered: fieldsOf,
		applied: fieldsOf,
	})),
	{
		name: 'nothing answered about keys',
		answered: () => ({guide: 'ekm', name: 'production', region: 'us-east-1'}),
		applied: () => setupFields,
	},
	{
		name: 'nothing answered about roles',
		answered: () => ({guide: 'secrets', name: 'team', region: 'us-east-1'}),
		applied: team(1, false).fieldsOf,
	},
])(
	'$name: given just what was asked for before the start, all of it is green, and the setup runs',
	async ({answered, applied}) => {
		// Nothing that is needed, until what was asked for is given.
		const opened = await openOperator(() => ({
			Version: '2012-10-17',
			Statement: [{Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*'}],
		}));
		const {run, write, there} = opened;
		const {answer, text} = await isGreen({...savedSetup(), setup: answered(there)}, opened);
		expect(answer).toMatchObject({state: 'found', value: {missing: []}});
		expect(policyShape.parse(JSON.parse(text)).Statement).toContainEqual(
			expect.objectContaining({Sid: 'AskWhatIsAllowed'}),
		);
		const done = await run('apply', '-f', write(applied(there)), '--yes');
		expect(done).toMatchObject({code: 0, stderr: ''});
	},
);
