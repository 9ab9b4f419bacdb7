import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {IAMClient} from '@aws-sdk/client-iam';
import {KMSClient} from '@aws-sdk/client-kms';
import {expect} from 'vitest';
import {z} from 'zod';
import {childEnvironment} from '../support/child-environment.js';
import {deployTemplate} from './deploy-template.js';
import {type openEndpoint, type openHome} from './run-tool.js';

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;
type Home = ReturnType<typeof openHome>;

const account = '111122223333';
const applied = z.object({
	changes: z.array(z.unknown()),
	outputs: z.object({roles: z.record(z.string(), z.string()).optional()}),
});
const logged = z.array(z.object({operation: z.string(), write: z.boolean()}));

const isTool = (name: string) => spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0;
/** Whether the aws CLI and jq are on this machine. */
export const hasCli = isTool('aws') && isTool('jq');

/** Runs a script as the other team would: bash and the aws CLI, with the endpoint and keys of this test. */
export async function runScript(text: string, {folder}: Home): Promise<number> {
	const file = path.join(folder, 'handed-over.sh');
	fs.writeFileSync(file, text);
	const own = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
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

/** Plain clients with the keys of this process. */
export function clientsOf({url}: Endpoint) {
	const place = {region: 'us-east-1', endpoint: url};
	return {kms: new KMSClient(place), iam: new IAMClient(place)};
}

/** Applies an export as the other team would. */
export const handOver: Readonly<
	Record<'shell' | 'cloudformation', (text: string, home: Home) => Promise<void>>
> = {
	async cloudformation(text) {
		await deployTemplate(text, account);
	},
	async shell(text, home) {
		expect(await runScript(text, home)).toBe(0);
	},
};

/** The calls that changed something since the log was emptied. */
export async function writes({control}: Endpoint): Promise<string[]> {
	const calls = logged.parse(await control('GET', '/_sandbox/calls'));
	return calls.filter(({write}) => write).map(({operation}) => operation);
}

/** Nothing is planned or written, no row of the checklist fails, just so many warn, and `check` ends with the code. Gives the outputs of `apply`. */
export async function expectRecognised(
	{run}: Home,
	endpoint: Endpoint,
	file: string,
	{warn = 0, code = 0}: {warn?: number; code?: number} = {},
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
		code,
		json: {summary: {fail: 0, warn}},
	});
	return outputs;
}
