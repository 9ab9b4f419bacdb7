import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {childEnvironment} from '../support/child-environment.js';
import {deployTemplate} from './deploy-template.js';
import {manyProjects, tryRoles} from './many-projects.js';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 90_000});

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;
type Home = ReturnType<typeof openHome>;

const account = '111122223333';
const applied = z.object({
	changes: z.array(z.unknown()),
	outputs: z.object({roles: z.record(z.string(), z.string()).optional()}),
});
const logged = z.array(z.object({operation: z.string(), write: z.boolean()}));

const isTool = (name: string) =>
	spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0;
const hasCli = isTool('aws') && isTool('jq');

/** Runs a script as the other team would: bash and the aws CLI, with the endpoint and keys of this test. */
async function runScript(text: string, {folder}: Home): Promise<number> {
	const file = path.join(folder, 'handed-over.sh');
	fs.writeFileSync(file, text);
	const own = Object.entries(process.env).filter(([name]) =>
		name.startsWith('AWS_'),
	);
	const child = spawn('bash', [file], {
		env: childEnvironment({
			...Object.fromEntries(own),
			// Where the tools themselves are kept.
			...(process.env.PYENV_ROOT && {PYENV_ROOT: process.env.PYENV_ROOT}),
			HOME: folder,
			AWS_PAGER: '',
		}),
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => {
			resolve(code ?? -1);
		});
	});
}

const handOver: Readonly<
	Record<
		'shell' | 'cloudformation',
		(text: string, home: Home) => Promise<void>
	>
> = {
	async cloudformation(text) {
		await deployTemplate(text, account);
	},
	async shell(text, home) {
		expect(await runScript(text, home)).toBe(0);
	},
};

async function writes({control}: Endpoint): Promise<string[]> {
	const calls = logged.parse(await control('GET', '/_sandbox/calls'));
	return calls.filter(({write}) => write).map(({operation}) => operation);
}

/** Nothing is planned or written, and no row of the checklist fails. */
async function expectRecognised(
	{run}: Home,
	endpoint: Endpoint,
	file: string,
): Promise<z.infer<typeof applied>['outputs']> {
	const env = endpoint.environment;
	await endpoint.control('DELETE', '/_sandbox/calls');
	const dry = ['apply', '-f', file, '--dry-run', '--exit-code'];
	expect(await run(dry, {env})).toMatchObject({code: 0, stderr: ''});
	const second = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(second.code).toBe(0);
	const {changes, outputs} = applied.parse(second.json);
	expect(changes).toEqual([]);
	expect(await writes(endpoint)).toEqual([]);
	const check = await run(['check', '--json'], {env});
	expect(check).toMatchObject({
		code: 0,
		json: {summary: {fail: 0, warn: 0}},
	});
	return outputs;
}

const formats = [
	['cloudformation', false],
	['shell', !hasCli],
] as const;

for (const [format, isSkipped] of formats) {
	test.skipIf(isSkipped)(
		`a key that another team made from the export (${format}) is recognised`,
		async () => {
			const endpoint = await openEndpoint();
			const home = openHome();
			const file = home.write(setupFields);
			const {stdout} = await home.run(['export', format, '-f', file]);
			await handOver[format](stdout, home);
			await expectRecognised(home, endpoint, file);
		},
	);

	test.skipIf(isSkipped)(
		`roles that another team made from the export (${format}) are recognised, and Workato takes them`,
		async () => {
			const endpoint = await openEndpoint();
			const home = openHome();
			const file = home.write(await manyProjects(endpoint, 2));
			const {stdout} = await home.run(['export', format, '-f', file]);
			await handOver[format](stdout, home);
			const {roles = {}} = await expectRecognised(home, endpoint, file);
			expect(await tryRoles(endpoint, roles)).toEqual([true, true]);
		},
	);
}

test.skipIf(!hasCli)(
	'the script of a setup that is there already changes nothing',
	async () => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const file = home.write(await manyProjects(endpoint, 1));
		const env = endpoint.environment;
		await home.run(['apply', '-f', file, '--yes'], {env});
		const {stdout} = await home.run(['export', 'shell', 'production'], {
			env,
		});
		await endpoint.control('DELETE', '/_sandbox/calls');
		expect(await runScript(stdout, home)).toBe(0);
		expect(await writes(endpoint)).toEqual([]);
	},
);
