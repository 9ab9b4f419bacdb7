import {expect, test} from 'vitest';
import {z} from 'zod';
import {
	makeRole,
	manyProjects,
	rolesThere,
	trustedBy,
	tryRoles,
} from './many-projects.js';
import {containing, openEndpoint, openHome} from './run-tool.js';

const applied = z.object({
	changes: z.array(z.object({id: z.string(), status: z.string()})),
	blockers: z
		.array(z.object({project: z.string(), code: z.string()}))
		.optional(),
	outputs: z.object({roles: z.record(z.string(), z.string()).optional()}),
});

test('one project: applied, taken by Workato, checked, and nothing to do the second time', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const file = write(await manyProjects(endpoint, 1));
	const dry = await run(['apply', '-f', file, '--dry-run'], {env});
	expect(dry.stdout).toContain(
		'1. Create the role Workato-Team-1 (iam:CreateRole)',
	);
	expect(dry.stdout).toContain(
		'+           "sts:ExternalId": "workato_iam_external_id_',
	);
	expect(dry.stdout).not.toContain('AssumeRolePolicyDocument');
	expect(await rolesThere(endpoint)).toEqual([]);

	const first = await run(['apply', '-f', file, '--yes'], {env});
	expect(first.code).toBe(0);
	expect(first.stdout).toContain(
		'Role ARN for Team-1: arn:aws:iam::111122223333:role/Workato-Team-1',
	);
	expect(first.stdout).toContain('Add the role to your Workato account');

	const second = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(second.code).toBe(0);
	const {changes, outputs} = applied.parse(second.json);
	expect(changes).toEqual([]);
	expect(await tryRoles(endpoint, outputs.roles ?? {})).toEqual([true]);

	const check = await run(['check', '--json'], {env});
	expect(check.code).toBe(0);
	expect(check.json).toMatchObject({
		summary: {fail: 0, warn: 0, unknown: 1, waiting: 0},
	});
	const list = await run(['list'], {env});
	expect(list.stdout).toMatch(
		/production\s+secrets\s\(1 project\)\s+111122223333/v,
	);
});

test('a project that cannot be done is left out by name; the others are done', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const setup = await manyProjects(endpoint, 3);
	const [first, second, third] = setup.projects;
	const file = write({
		...setup,
		projects: [first, {...second, externalId: '999988887777'}, third],
	});
	const all = await run(['apply', '-f', file, '--yes'], {env});
	expect(all.code).toBe(1);
	expect(all.stdout).toContain(
		'The external ID of “Team-2” is an AWS account ID.',
	);
	expect(all.stdout).toContain('2 of 3 projects done.');
	expect(all.stdout).toContain('1 left out.');
	const {stdout, code} = await run(['check'], {env});
	expect(code).toBe(1);
	expect(stdout).toContain('2 of 3 projects are ready.');
	expect(stdout).toContain('See the rows of “Team-2”.');
});

test('a project whose role AWS refuses fails alone, and its name is in the JSON', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const setup = await manyProjects(endpoint, 3);
	await endpoint.control('POST', '/_sandbox/faults', [
		{service: 'iam', operation: 'PutRolePolicy', kind: 'denied', times: 1},
	]);
	const file = write(setup);
	const run1 = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(run1.code).toBe(1);
	const {changes, outputs} = applied.parse(run1.json);
	const failed = changes.filter(({status}) => status !== 'done');
	expect(failed).toHaveLength(1);
	const name = failed[0]?.id.replace('put-role-policy:', '') ?? '';
	expect(Object.keys(outputs.roles ?? {})).toEqual(
		setup.projects.map((each) => each.name).filter((each) => each !== name),
	);
	const again = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(again.code).toBe(0);
	expect(applied.parse(again.json).changes).toEqual([
		{id: `put-role-policy:${name}`, status: 'done'},
	]);
});

test('an existing role with three trusted parties keeps all three', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const trusted: Array<Record<string, string>> = [
		{Service: 'lambda.amazonaws.com'},
		{AWS: 'arn:aws:iam::111122223333:root'},
		{AWS: 'arn:aws:iam::444455556666:root'},
	];
	await makeRole(endpoint, 'Shared', trusted);
	const setup = await manyProjects(endpoint, 1);
	const projects = setup.projects.map((each) => ({
		...each,
		role: {use: 'arn:aws:iam::111122223333:role/Shared'},
	}));
	const file = write({...setup, projects});
	const {code, json} = await run(['apply', '-f', file, '--yes', '--json'], {
		env,
	});
	expect(code).toBe(0);
	const {roles = {}} = applied.parse(json).outputs;
	expect(await tryRoles(endpoint, roles)).toEqual([true]);
	const principals = await trustedBy(endpoint, 'Shared');
	expect(principals).toEqual([
		...trusted,
		{AWS: 'arn:aws:iam::999988887777:root'},
	]);
});

test('stopped in the middle and run again: one role each', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const file = write(await manyProjects(endpoint, 12));
	const stop = new AbortController();
	const stopped = await run(['apply', '-f', file, '--yes'], {
		env,
		signal: stop.signal,
		listen(text) {
			if (text.includes('7. Done')) {
				stop.abort();
			}
		},
	});
	expect(stopped.code).toBe(130);
	expect(stopped.stdout).toMatch(/\d not finished\./v);
	const again = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(again.code).toBe(0);
	const {roles = {}} = applied.parse(again.json).outputs;
	expect(Object.keys(roles)).toHaveLength(12);
	expect(await rolesThere(endpoint)).toHaveLength(12);
	expect(await tryRoles(endpoint, roles)).not.toContain(false);
}, 60_000);

test('two projects of one external ID, and names that do not fit, are named with their project', async () => {
	const {environment: env} = await openEndpoint();
	const {run, write} = openHome();
	const setup = {
		guide: 'secrets',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects: [
			{name: 'Payroll', externalId: 12},
			{name: 'Sales', secrets: 'none'},
		],
	};
	const shape = await run(['apply', '-f', write(setup), '--yes'], {env});
	expect(shape.code).toBe(2);
	expect(shape.stderr).toContain('projects[0].externalId (Payroll): ');
	expect(shape.stderr).toContain('projects[1].secrets (Sales): ');
	const missing = await run(
		[
			'apply',
			'-f',
			write({...setup, projects: [{name: 'Sales'}]}),
			'--json',
			'--yes',
		],
		{env},
	);
	expect(missing.code).toBe(2);
	expect(missing.json).toMatchObject({
		error: {message: containing('projects[0].externalId (Sales)')},
	});
});
