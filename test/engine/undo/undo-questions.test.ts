import {expect, test, vi} from 'vitest';
import {later, openScene} from './scene.js';

vi.setConfig({testTimeout: 30_000});

/** The roles of some projects, and an undo by a person who types these lines. */
async function openProjects(count: number) {
	const scene = await openScene();
	const before = await scene.state();
	await scene.apply(await scene.projects(count));
	const undo = async (stdin: string) => scene.run(['undo', 'production'], {isTty: true, stdin});
	return {...scene, before, undo};
}

test('each change is shown with its call and its policy, and asked about', async () => {
	const {undo, state, before} = await openProjects(1);
	const {code, stdout} = await undo('y\nYES\n');
	expect(code).toBe(0);
	expect(stdout.match(/Take this back\?/gv)).toHaveLength(2);
	const [first = ''] = stdout.split('Take this back?', 1);
	expect(first).toContain('1 of 2. Take the inline policy workato-secrets off');
	expect(first).toContain('(iam:DeleteRolePolicy)');
	expect(first).toContain('-       "Action": "secretsmanager:GetSecretValue"');
	expect(first).not.toContain('2 of 2');
	expect(stdout).toContain('Taken back: 2 changes.');
	expect(await state()).toEqual(before);
});

test('a no leaves the change and the role that needs it; the next undo offers both again', async () => {
	const {undo, state, before} = await openProjects(2);
	const {code, stdout} = await undo('n\na\ny\n');
	expect(code).toBe(0);
	expect(stdout).toContain(
		'Delete the role Workato-Team-2: not now. AWS deletes no role that still has a policy.',
	);
	expect(stdout).toContain('Take back 2 changes? [y/N]');
	expect(stdout).toContain('Kept, as you chose: 2 changes; undo offers them');
	const {roles} = await state();
	expect(roles.map(({name}) => name).filter((name) => name.includes('Team'))).toEqual([
		'Workato-Team-2',
	]);
	expect(await undo('y\ny\n')).toMatchObject({code: 0});
	expect(await state()).toEqual(before);
});

test('without a clear yes nothing is written', async () => {
	const {undo, state} = await openProjects(1);
	const made = await state();
	for (const [typed, questions] of [
		['y\nq\n', 2],
		['a\nn\n', 1],
		['n\n', 1],
		['y\n', 2],
		['maybe\n\nquit\n', 1],
	] as const) {
		const {code, stdout, stderr} = await undo(typed);
		expect([typed, code]).toEqual([typed, 130]);
		expect(stdout.match(/Take this back\?/gv)).toHaveLength(questions);
		expect(stderr).toContain('Nothing was written.');
	}

	expect(await state()).toEqual(made);
});

test('a key is left when Enter answers the question for its alias', async () => {
	const {apply, newKey, run, state} = await openScene();
	await apply(newKey);
	const {code, stdout} = await run(['undo', 'production', '--delete-key'], {
		isTty: true,
		stdin: 'a\n\ny\n',
		now: later,
	});
	expect(code).toBe(0);
	expect(stdout).toContain('Type workato-ekm to have this key deleted');
	expect(stdout).toContain('Kept, as you chose: 1 change; undo offers it again');
	expect(await state()).toMatchObject({keys: [{state: 'Enabled'}]});
});
