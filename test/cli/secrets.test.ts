import {expect, test} from 'vitest';
import {z} from 'zod';
import {makeRole, manyProjects, rolesThere, trustedBy, tryRoles} from './many-projects.js';
import {containing, openEndpoint, openHome} from './run-tool.js';

const applied = z.object({
	changes: z.array(z.object({id: z.string(), status: z.string()})),
	blockers: z.array(z.object({project: z.string(), code: z.string()})).optional(),
	outputs: z.object({roles: z.record(z.string(), z.string()).optional()}),
});

test('one project: applied, taken by Workato, checked, and nothing to do the second time', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const file = write(await manyProjects(endpoint, 1));
	const dry = await run(['apply', '-f', file, '--dry-run'], {env});
	expect(dry.stdout).toContain('1. Create the role Workato-Team-1 (iam:CreateRole)');
	expect(dry.stdout).toContain('+           "sts:ExternalId": "workato_iam_external_id_');
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
	expect(list.stdout).toMatch(/production\s+secrets\s\(1 project\)\s+111122223333/v);
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
	expect(all.stdout).toContain('The external ID of “Team-2” is an AWS account ID.');
	expect(all.stdout).toContain('2 of 3 projects done.');
	expect(all.stdout).toContain('1 left out.');
	// The facts of each project whose changes are made, and of no other.
	expect(all.stdout).toMatch(/^Team-1:\n {2}Role .*new, Workato-Team-1\n(?: {2}.*\n)*\nTeam-3:/mv);
	expect(all.stdout).not.toMatch(/^Team-2:$/mv);
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
	expect(principals).toEqual([...trusted, {AWS: 'arn:aws:iam::999988887777:root'}]);
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
		['apply', '-f', write({...setup, projects: [{name: 'Sales'}]}), '--json', '--yes'],
		{env},
	);
	expect(missing.code).toBe(2);
	expect(missing.json).toMatchObject({
		error: {message: containing('projects[0].externalId (Sales)')},
	});
});

test('what projects would share is said before anything is saved: refused where names come out alike, else to agree to', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write, savedFiles} = openHome();
	const names = ['Customer', 'Customer/360', 'R&D', 'R & D', 'Заказы', '注文'];
	const setup = {
		guide: 'secrets',
		name: 'europe',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects: names.map((name, index) => ({
			name,
			externalId: `workato_iam_external_id_27411_${640_100 + index}`,
			secrets: {prefix: 'workato/{project}/'},
		})),
	};
	const file = write(setup);
	const dry = await run(['apply', '-f', file, '--dry-run'], {env});
	expect(dry.stdout).toContain(
		'“R&D” and “R & D” have the same prefix, workato/R-D/: each would read the secrets of the other.',
	);
	const json = await run(['apply', '-f', file, '--dry-run', '--json'], {env});
	const planned = z
		.object({
			changes: z.array(
				z.object({
					id: z.string(),
					call: z.object({input: z.record(z.string(), z.unknown())}),
				}),
			),
			blockers: z.array(z.object({project: z.string(), code: z.string()})),
			warnings: z.array(z.object({id: z.string(), message: z.string()})),
		})
		.parse(json.json);
	expect(planned.blockers).toEqual([
		{project: 'R&D', code: 'SharedPrefix'},
		{project: 'R & D', code: 'SharedPrefix'},
	]);
	expect(planned.warnings.map(({id}) => id)).toEqual(['scope-switch']);
	const reads = planned.changes
		.filter(({id}) => id.startsWith('put-role-policy:'))
		.map(({call}) => [
			call.input.RoleName,
			/secret:(?<text>[^"]*)"/v.exec(String(call.input.PolicyDocument))?.groups?.text,
		]);
	expect(reads).toEqual([
		['Workato-Customer', 'workato/Customer/*'],
		['Workato-Customer-360', 'workato/Customer-360/*'],
		['Workato-640104', 'workato/640104/*'],
		['Workato-640105', 'workato/640105/*'],
	]);
	expect(savedFiles(false)).toEqual([]);

	// What can go on is applied, and no role reads what is another project's.
	for (const name of ['Customer/db', 'Customer/360/db', 'Customer-360/db']) {
		await endpoint.control('POST', '/_sandbox/secrets', {
			name: `workato/${name}`,
		});
	}

	const apply = await run(['apply', '-f', file, '--yes'], {env});
	expect(apply.code).toBe(1);
	const checked = await run(['check', '--json'], {env});
	const rows = z
		.object({
			setups: z.array(
				z.object({
					checks: z.array(z.object({id: z.string(), status: z.string()})),
				}),
			),
		})
		.parse(checked.json)
		.setups.flatMap(({checks}) => checks)
		.filter(({id}) => id.startsWith('only-own-project:'));
	expect(rows).toEqual(names.map((name) => ({id: `only-own-project:${name}`, status: 'pass'})));

	// Meant, perhaps: agreed to with --yes, and a no writes nothing.
	const shared = write({
		...setup,
		name: 'shared',
		projects: setup.projects.slice(0, 3).map((project, index) => ({
			...project,
			role: {create: {name: `Shared-${index}`}},
			secrets: {prefix: 'workato/'},
		})),
	});
	const no = await run(['apply', '-f', shared], {
		env,
		isTty: true,
		stdin: 'n\n',
	});
	expect(no.stdout).toContain(
		'Warning: “Customer”, “Customer/360” and “R&D” have the same prefix, workato/: each reads the secrets of the others.',
	);
	expect(savedFiles(false).map(([name]) => name)).toEqual(['europe.json']);
	const yes = await run(['apply', '-f', shared, '--yes', '--json'], {env});
	expect(yes.code).toBe(0);
	expect(yes.json).toMatchObject({
		warnings: [
			{id: 'scope-switch'},
			{id: 'SharedSecrets:workato/*'},
			{id: 'OtherSetupExternalId:europe'},
			{id: 'OtherSetupSecrets:europe'},
		],
	});
});

test('what another saved setup reads, too, is said before it is applied, and is a row of the checklists', async () => {
	const {run, write, savedFiles} = openHome();
	const fields = (name: string, project: string, prefix: string) => ({
		guide: 'secrets',
		name,
		region: 'us-east-1',
		scope: 'project',
		scopeAcknowledged: true,
		workatoAccountId: '345678901234',
		projects: [
			{
				name: project,
				externalId: `workato_iam_external_id_12345_${project.length}`,
				secrets: {prefix},
			},
		],
	});
	const apply = async (setup: object, ...more: string[]) =>
		run(['apply', '-f', write(setup), '--sandbox', '--yes', ...more]);
	await apply(fields('first', 'Orders', 'workato/'));
	const before = savedFiles();
	const message = '“Sales” may read the same secrets as “Orders” of the saved setup “first”.';
	const dry = await apply(fields('second', 'Sales', 'workato/sales/'), '--dry-run', '--json');
	expect(dry.json).toMatchObject({
		warnings: [{id: 'OtherSetupSecrets:first', message}],
	});
	expect(savedFiles()).toEqual(before);

	const done = await apply(fields('second', 'Sales', 'workato/sales/'));
	expect(done.stdout).toContain(`Warning: ${message}`);
	const check = await run(['check', '--sandbox', '--json']);
	const {setups} = z
		.object({
			setups: z.array(
				z.object({
					name: z.string(),
					checks: z.array(z.object({id: z.string(), status: z.string(), detail: z.string()})),
				}),
			),
		})
		.parse(check.json);
	expect(
		setups.map(({name, checks}) => [name, checks.filter(({id}) => id === 'other-setups')]),
	).toEqual([
		[
			'first',
			[
				{
					id: 'other-setups',
					status: 'warn',
					detail: '“Orders” may read the same secrets as “Sales” of the saved setup “second”.',
				},
			],
		],
		['second', [{id: 'other-setups', status: 'warn', detail: message}]],
	]);
	await run(['undo', 'first', '--sandbox', '--yes']);
	const after = await run(['check', '--sandbox', 'second', '--json']);
	expect(after.stdout).not.toContain('other-setups');
});
