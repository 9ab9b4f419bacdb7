import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

const calls = z.array(z.object({operation: z.string(), write: z.boolean()}));

test('two applies of one setup at once make one key: the other is told, and ends with 2', async () => {
	const {environment: env, control} = await openEndpoint();
	const {run, write, savedFiles} = openHome();
	const args = ['apply', '-f', write(setupFields), '--yes'];
	const runs = await Promise.all([run(args, {env}), run(args, {env})]);
	const [won, lost] = runs.toSorted((one, other) => one.code - other.code);
	expect(won?.code).toBe(0);
	expect(lost?.code).toBe(2);
	expect(lost?.stderr).toMatch(
		/is being worked on by another workato-aws \(process \d+, since|has worked on the setup "production" since this plan was made/v,
	);
	const made = calls.parse(await control('GET', '/_sandbox/calls'));
	expect(made.filter(({operation}) => operation === 'CreateKey')).toHaveLength(1);
	expect(savedFiles(false).map(([name]) => name)).toEqual(['production.json']);
	const again = await run(args, {env});
	expect(again.stdout).toContain('Nothing to do');
	expect(again.code).toBe(0);
});

test('a setup that another process saved while the plan was read is not applied from the old plan', async () => {
	const {environment: env, control} = await openEndpoint();
	const {run, write, home} = openHome();
	const args = ['apply', '-f', write(setupFields)];
	const setups = path.join(home, 'setups');
	let isSaved = false;
	const {code, stderr} = await run(args, {
		env,
		isTty: true,
		stdin: 'y\n',
		listen(text) {
			if (isSaved || !text.includes('3 changes to make')) {
				return;
			}

			isSaved = true;
			fs.mkdirSync(setups, {recursive: true});
			fs.writeFileSync(
				path.join(setups, 'production.json'),
				JSON.stringify({
					version: 1,
					runId: 'run-of-another-one',
					createdAt: '2026-11-22T10:00:00Z',
					updatedAt: '2026-11-22T10:00:00Z',
					setup: setupFields,
					journal: [],
				}),
			);
		},
	});
	expect(isSaved).toBe(true);
	expect(stderr).toContain(
		'Another workato-aws has worked on the setup "production" since this plan was made.',
	);
	expect(code).toBe(2);
	const made = calls.parse(await control('GET', '/_sandbox/calls'));
	expect(made.filter((call) => call.write)).toEqual([]);
	expect(fs.readFileSync(path.join(setups, 'production.json'), 'utf8')).toContain(
		'run-of-another-one',
	);
});
