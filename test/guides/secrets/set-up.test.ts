import {expect, test} from 'vitest';
import {lookIntoSecret} from '../../../source/resources/secret/read.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {allBut} from '../../aws/open-practice.js';
import {applyAll, outcomes} from '../ekm/ekm-setup.js';
import {outputsByGroup} from '../../../source/guides/guide.js';
import {look, openSecretsPractice, setupOf} from './secrets-practice.js';

type Practice = Awaited<ReturnType<typeof openSecretsPractice>>;

const setUp = async ({session}: Practice, saved: SavedSetup) => {
	const {plan} = await look(session, saved);
	return outcomes(await applyAll(session, saved, plan.changes));
};

const notPassed = async ({session}: Practice, saved: SavedSetup) => {
	const {checks} = await look(session, saved);
	return checks.filter(({status}) => status !== 'pass').map(({id, status}) => `${id} ${status}`);
};

test('a project is set up, Workato takes its role, and the checklist says so', async () => {
	const practice = await openSecretsPractice();
	const project = await practice.addProject('Payroll', [{}, {}]);
	const saved = setupOf([project], {lookInside: true});
	expect(await setUp(practice, saved)).toEqual([
		'create-role:Payroll done',
		'put-role-policy:Payroll done',
	]);
	expect(await notPassed(practice, saved)).toEqual(['used:Payroll waiting']);
	const {outputs, plan} = await look(practice.session, saved);
	expect(plan).toEqual({changes: [], blockers: []});
	const arn = outputsByGroup(outputs, 'roles').Payroll ?? '';
	expect(await practice.addRole('Payroll', arn)).toEqual({
		accepted: true,
		message: expect.stringContaining('read its 2 secrets') as string,
	});
	expect(await notPassed(practice, saved)).toEqual([]);
});

test('each role takes its own project only', async () => {
	const practice = await openSecretsPractice();
	const projects = [await practice.addProject('One'), await practice.addProject('Two')];
	const saved = setupOf(projects);
	await setUp(practice, saved);
	const {outputs} = await look(practice.session, saved);
	const {One = '', Two = ''} = outputsByGroup(outputs, 'roles');
	const trials = [
		await practice.addRole('One', One),
		await practice.addRole('Two', Two),
		await practice.addRole('One', Two),
	];
	expect(trials.map(({accepted}) => accepted)).toEqual([true, true, false]);
});

test('secrets with a customer managed key and a prefix are read too', async () => {
	const practice = await openSecretsPractice();
	const [key = ''] = await practice.seed({});
	const project = await practice.addProject('Keyed', [
		{kmsKeyId: key},
		{kmsKeyId: key.split('/').at(-1)},
	]);
	const saved = setupOf([{...project, secrets: {prefix: 'Keyed/'}}]);
	await setUp(practice, saved);
	const {outputs} = await look(practice.session, saved);
	expect(
		await practice.addRole('Keyed', outputsByGroup(outputs, 'roles').Keyed ?? ''),
	).toMatchObject({accepted: true});
	expect(await notPassed(practice, saved)).toEqual(['json:Keyed unknown']);
});

test('what may not be asked is unknown, and nothing is planned on it', async () => {
	const practice = await openSecretsPractice();
	const project = await practice.addProject('Payroll');
	const session = await practice.openAs(
		'arn:aws:iam::111122223333:role/Auditor',
		allBut('iam:*', 'secretsmanager:*'),
	);
	const {plan, checks} = await look(session, setupOf([project]));
	expect(plan.changes).toEqual([]);
	expect(plan.blockers.map(({group}) => group)).toEqual(['Payroll', 'Payroll']);
	expect(checks.filter(({status}) => status === 'pass')).toHaveLength(1);
});

test('40 projects are looked at with few calls each, and one call for their roles', async () => {
	const practice = await openSecretsPractice();
	const [first, ...more] = await Promise.all(
		Array.from({length: 40}, async (_unused, n) => practice.addProject(`Project-${n}`)),
	);
	const saved = setupOf([first!, ...more]);
	await practice.takeCalls();
	await look(practice.session, saved);
	const calls = Map.groupBy(await practice.takeCalls(), (name) => name);
	expect(calls.get('DescribeSecret')).toHaveLength(40);
	expect(calls.get('GetResourcePolicy')).toHaveLength(40);
	expect(calls.get('GetAccountAuthorizationDetails')?.length).toBeLessThan(4);
}, 60_000);

test.each([
	['{"user":"ada","password":"hunter22"}', {kind: 'keys', keys: ['password', 'user']}],
	['["hunter22"]', {kind: 'other-json'}],
	['hunter22', {kind: 'text'}],
])('looking into %s tells its keys and no value', async (value, contents) => {
	const practice = await openSecretsPractice();
	const {secrets} = await practice.addProject('P', [{value}]);
	const arn = Array.isArray(secrets) ? (secrets[0] ?? '') : '';
	const found = await lookIntoSecret(practice.session, arn);
	expect(found).toEqual({state: 'found', value: contents});
	expect(JSON.stringify(found)).not.toContain('hunter22');
});
