import fs from 'node:fs';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {freshHome} from '../support/fresh-home.js';
import {homeSandbox} from './home-sandbox.js';
import {runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

const arnsAnswer = z.object({arns: z.array(z.string())});
const rows = z.object({
	setups: z.array(
		z.object({
			name: z.string(),
			checks: z.array(z.object({id: z.string(), status: z.string(), detail: z.string()})),
		}),
	),
});

const project = (name: string, id: number, secrets: unknown) => ({
	name,
	externalId: `workato_iam_external_id_12_${id}`,
	secrets,
});

test('a secret that RDS owns is set up and checked, and a setup that cannot be used leaves the others their rows', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const {arns} = arnsAnswer.parse(
		await aws.control('POST', '/_sandbox/secrets', {
			name: 'rds!db-0a1b',
			owningService: 'rds',
		}),
	);
	const file = path.join(home.home, 'owned.json');
	fs.writeFileSync(
		file,
		JSON.stringify({
			guide: 'secrets',
			name: 'owned',
			region: 'us-east-1',
			scope: 'project',
			workatoAccountId: '999988887777',
			projects: [project('Database', 1, arns), project('Prefix', 2, {prefix: 'rds!'})],
		}),
	);
	const applied = await runProgram(home, ['apply', '-f', file, '--yes'], {env});
	expect(applied).toMatchObject({code: 0, stderr: ''});

	const folder = path.join(home.setups, 'setups');
	const text = fs.readFileSync(path.join(folder, 'owned.json'), 'utf8');
	// By name, in a place that is no region, and with a name that no policy may hold.
	fs.writeFileSync(
		path.join(folder, 'by-name.json'),
		text
			.replace('"name": "owned"', '"name": "by-name"')
			.replace(JSON.stringify(arns[0]), '"rds!db-0a1b"'),
	);
	fs.writeFileSync(
		path.join(folder, 'nowhere.json'),
		text
			.replace('"name": "owned"', '"name": "nowhere"')
			.replace('"region": "us-east-1"', '"region": "us east 1"'),
	);
	const {code, stdout, stderr} = await runProgram(home, ['check', '--json'], {
		env,
	});
	expect(stderr).not.toContain('Something went wrong');
	expect(code).toBe(1);
	const {setups} = rows.parse(JSON.parse(stdout));
	const row = (setup: string, id: string) =>
		setups.find(({name}) => name === setup)?.checks.find((each) => each.id === id);
	expect(setups.map(({name}) => name)).toEqual(['by-name', 'nowhere', 'owned']);
	expect(row('owned', 'secrets:Database')).toMatchObject({
		status: 'pass',
		detail:
			'1 secret, none scheduled for deletion. The AWS service rds owns rds!db-0a1b and rotates it by itself. Workato may use the value before a rotation for up to 60 minutes, since it keeps what it has read.',
	});
	for (const id of ['permissions:Database', 'permissions:Prefix']) {
		expect(row('owned', id)).toMatchObject({status: 'pass'});
	}

	expect(row('by-name', 'secrets:Database')?.detail).toContain(
		`rds!db-0a1b is not a full ARN; AWS prints ${arns[0] ?? ''}`,
	);
	expect(row('nowhere', 'saved-setup')?.detail).toContain('us east 1');
});
