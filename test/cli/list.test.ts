import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openHome, setupFields} from './run-tool.js';

test('nothing saved yet', async () => {
	const {run} = openHome();
	expect(await run(['list'])).toMatchObject({
		code: 0,
		stdout: 'There are no saved setups yet.\nStart one with: workato-aws\n',
	});
	expect(await run(['list', '--json'])).toMatchObject({
		code: 0,
		stdout: '{"version":1,"setups":[]}\n',
	});
});

test('each setup with its place, how far it is and its age; a broken one with the reason', async () => {
	const {run, write, home} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const broken = path.join(home, 'sandbox', 'setups', 'old.json');
	fs.writeFileSync(broken, 'not JSON');
	const now = new Date('2026-11-25T10:00:00.000Z');
	const {code, stdout} = await run(['list', '--sandbox'], {now});
	expect(code).toBe(0);
	expect(stdout).toBe(
		`NAME        GUIDE  ACCOUNT       REGION     PROGRESS                  SAVED
production  ekm    111122223333  us-east-1  applied, not checked yet  3 days ago
old         cannot be read: it is not whole JSON (${broken})
`,
	);
	const {json} = await run(['list', '--sandbox', '--json'], {now});
	expect(json).toEqual({
		version: 1,
		setups: [
			{
				name: 'production',
				guide: 'ekm',
				account: '111122223333',
				region: 'us-east-1',
				step: null,
				createdAt: '2026-11-22T10:00:00.000Z',
				updatedAt: '2026-11-22T10:00:00.000Z',
			},
			{
				name: 'old',
				broken: 'it is not whole JSON',
				file: broken,
				canBeRepaired: false,
			},
		],
	});
});

test('a setup of which apply finds all there already is applied, too', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const {json} = await run(['check', '--sandbox', '--json']);
	const evidence = JSON.stringify(json);
	const [arn] = /arn:aws:kms:[^\s",]+:key\/[\d\-a-f]+/v.exec(evidence) ?? [];
	const again = {...setupFields, name: 'second', key: {use: arn ?? ''}};
	await run(['apply', '-f', write(again), '--sandbox', '--yes']);
	const {stdout} = await run(['list', '--sandbox']);
	expect(stdout).toMatch(/^second .* applied, not checked yet /mv);
});

test('what the last look came to is told with its time, and only as long as nothing was changed since', async () => {
	const {run, write} = openHome();
	const file = write(setupFields);
	const day = (date: string) => ({now: new Date(`2026-11-${date}T10:00:00.000Z`)});
	await run(['apply', '-f', file, '--sandbox', '--yes'], day('20'));
	await run(['check', '--sandbox'], day('21'));
	const told = async () => {
		const {stdout} = await run(['list', '--sandbox'], day('23'));
		return stdout;
	};

	// Workato has not used the key yet.
	expect(await told()).toMatch(
		/us-east-1 {2}\d+ of \d+ rows passed, none failed 2 days ago {2}3 days ago/v,
	);
	await run(['undo', 'production', '--sandbox', '--yes'], day('22'));
	expect(await told()).toContain('taken back');
	await run(['apply', '-f', file, '--sandbox', '--yes'], day('22'));
	expect(await told()).toContain('applied, not checked since its last change');
});

test('a setup of many projects says how many', async () => {
	const {run, write} = openHome();
	const project = (name: string) => ({
		name,
		externalId: `workato_iam_external_id_12345_${name.length}`,
		secrets: 'all',
	});
	const file = write({
		guide: 'secrets',
		name: 'team',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects: [project('A'), project('BB')],
	});
	await run(['apply', '-f', file, '--sandbox', '--yes']);
	const {stdout} = await run(['list', '--sandbox']);
	expect(stdout).toContain('team  secrets (2 projects)  111122223333');
	const {json} = await run(['list', '--sandbox', '--json']);
	expect(json).toMatchObject({setups: [{projects: 2}]});
});

test('practice setups and real ones do not mix', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const {json} = await run(['list', '--json']);
	expect(json).toEqual({
		version: 1,
		setups: [],
	});
});
