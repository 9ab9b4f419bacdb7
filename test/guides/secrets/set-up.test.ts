import {expect, test} from 'vitest';
import {readSecretContents} from '../../../source/resources/secret/read.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {allBut} from '../../aws/open-sandbox-aws.js';
import {applyAll, outcomes} from '../ekm/ekm-setup.js';
import {outputsByGroup} from '../../../source/guides/guide.js';
import {look, openSecretsSandbox, setupOf} from './secrets-sandbox.js';

type SandboxAws = Awaited<ReturnType<typeof openSecretsSandbox>>;

const setUp = async ({session}: SandboxAws, saved: SavedSetup) => {
	const {plan} = await look(session, saved);
	return outcomes(await applyAll(session, saved, plan.changes));
};

const notPassed = async ({session}: SandboxAws, saved: SavedSetup) => {
	const {checks} = await look(session, saved);
	return checks.filter(({status}) => status !== 'pass').map(({id, status}) => `${id} ${status}`);
};

test('a project is set up, Workato takes its role, and the checklist says so', async () => {
	const sandbox = await openSecretsSandbox();
	const project = await sandbox.addProject('Payroll', [{}, {}]);
	const saved = setupOf([project], {lookInside: true});
	expect(await setUp(sandbox, saved)).toEqual([
		'create-role:Payroll done',
		'put-role-policy:Payroll done',
	]);
	expect(await notPassed(sandbox, saved)).toEqual(['used:Payroll waiting']);
	const {outputs, plan} = await look(sandbox.session, saved);
	expect(plan).toEqual({changes: [], blockers: []});
	const arn = outputsByGroup(outputs, 'roles').Payroll ?? '';
	expect(await sandbox.addRole('Payroll', arn)).toEqual({
		accepted: true,
		message: expect.stringContaining('read its 2 secrets') as string,
	});
	expect(await notPassed(sandbox, saved)).toEqual([]);
});

test('each role takes its own project only', async () => {
	const sandbox = await openSecretsSandbox();
	const projects = [await sandbox.addProject('One'), await sandbox.addProject('Two')];
	const saved = setupOf(projects);
	await setUp(sandbox, saved);
	const {outputs} = await look(sandbox.session, saved);
	const {One = '', Two = ''} = outputsByGroup(outputs, 'roles');
	const trials = [
		await sandbox.addRole('One', One),
		await sandbox.addRole('Two', Two),
		await sandbox.addRole('One', Two),
	];
	expect(trials.map(({accepted}) => accepted)).toEqual([true, true, false]);
});

test('secrets with a customer managed key and a prefix are read too', async () => {
	const sandbox = await openSecretsSandbox();
	const [key = ''] = await sandbox.seed({});
	const project = await sandbox.addProject('Keyed', [
		{kmsKeyId: key},
		{kmsKeyId: key.split('/').at(-1)},
	]);
	const saved = setupOf([{...project, secrets: {prefix: 'Keyed/'}}]);
	await setUp(sandbox, saved);
	const {outputs} = await look(sandbox.session, saved);
	expect(
		await sandbox.addRole('Keyed', outputsByGroup(outputs, 'roles').Keyed ?? ''),
	).toMatchObject({accepted: true});
	expect(await notPassed(sandbox, saved)).toEqual(['json:Keyed unknown']);
});

test('what may not be asked is unknown, and nothing is planned on it', async () => {
	const sandbox = await openSecretsSandbox();
	const project = await sandbox.addProject('Payroll');
	const session = await sandbox.openAs(
		'arn:aws:iam::111122223333:role/Auditor',
		allBut('iam:*', 'secretsmanager:*'),
	);
	const {plan, checks} = await look(session, setupOf([project]));
	expect(plan.changes).toEqual([]);
	expect(plan.blockers.map(({group}) => group)).toEqual(['Payroll', 'Payroll']);
	expect(checks.filter(({status}) => status === 'pass')).toHaveLength(1);
});

test('40 projects are looked at with few calls each, and one call for their roles', async () => {
	const sandbox = await openSecretsSandbox();
	const [first, ...more] = await Promise.all(
		Array.from({length: 40}, async (_unused, n) => sandbox.addProject(`Project-${n}`)),
	);
	const saved = setupOf([first!, ...more]);
	await sandbox.takeCalls();
	await look(sandbox.session, saved);
	const calls = Map.groupBy(await sandbox.takeCalls(), (name) => name);
	expect(calls.get('DescribeSecret')).toHaveLength(40);
	expect(calls.get('GetResourcePolicy')).toHaveLength(40);
	expect(calls.get('GetAccountAuthorizationDetails')?.length).toBeLessThan(4);
}, 60_000);

test.each([
	['{"user":"ada","password":"hunter22"}', {kind: 'keys', keys: ['password', 'user']}],
	['["hunter22"]', {kind: 'other-json'}],
	['hunter22', {kind: 'text'}],
])('looking into %s tells its keys and no value', async (value, contents) => {
	const sandbox = await openSecretsSandbox();
	const {secrets} = await sandbox.addProject('P', [{value}]);
	const arn = Array.isArray(secrets) ? (secrets[0] ?? '') : '';
	const found = await readSecretContents(sandbox.session, arn);
	expect(found).toEqual({state: 'found', value: contents});
	expect(JSON.stringify(found)).not.toContain('hunter22');
});
