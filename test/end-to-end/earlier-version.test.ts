import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test, vi} from 'vitest';
import * as z from 'zod';
import {sandboxStateFile, setupsFolder} from '../../source/setups/home-folder.js';
import {freshHome} from '../support/fresh-home.js';
import {homeSandbox} from './home-sandbox.js';
import {runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

/** What version 0.1 saved, what stood in its AWS, and what it said of both: finished setups, and some killed while applying or undoing. */
const kept = fileURLToPath(new URL('../support/fixtures/version-0.1/', import.meta.url));

async function homeOfVersion01() {
	const home = await freshHome();
	fs.cpSync(path.join(kept, 'setups'), setupsFolder(home.env, false), {
		recursive: true,
	});
	const state = sandboxStateFile(home.env);
	fs.mkdirSync(path.dirname(state), {recursive: true});
	fs.copyFileSync(path.join(kept, 'state.json'), state);
	const aws = await homeSandbox(home);
	return {
		aws,
		async json(...args: readonly string[]): Promise<unknown> {
			const {stdout} = await runProgram(home, [...args, '--json'], {
				env: aws.env,
			});
			return JSON.parse(stdout);
		},
		async [Symbol.asyncDispose]() {
			await aws[Symbol.asyncDispose]();
			await home.cleanup();
		},
	};
}

function saidThen(name: string): Record<string, unknown> {
	const text = fs.readFileSync(path.join(kept, 'said', `${name}.json`), 'utf8');
	return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

const file = (name: string) => path.join(kept, 'files', `${name}.yaml`);

const reportSchema = z.object({
	version: z.literal(1),
	setups: z.array(
		z.object({
			name: z.string(),
			checks: z.array(z.object({id: z.string(), status: z.string()})),
		}),
	),
});

const runSchema = z.object({
	version: z.literal(1),
	changes: z.array(z.object({id: z.string(), status: z.string()})),
});

test('setups of version 0.1 are checked as they were then', async () => {
	await using then = await homeOfVersion01();
	const {setups} = reportSchema.parse(await then.json('check'));
	const said = Object.fromEntries(
		setups.map(({name, checks}) => [
			name,
			Object.fromEntries(checks.map(({id, status}) => [id, status])),
		]),
	);
	// Rows may come; none may go, nor change its mind.
	expect(said).toMatchObject(saidThen('check'));
});

test('setup files and journals of version 0.1 plan what they planned then', async () => {
	await using then = await homeOfVersion01();
	for (const name of ['ekm', 'ekm-own', 'ekm-half-applied', 'secrets', 'workspace']) {
		expect(await then.json('apply', '-f', file(name), '--dry-run'), name).toMatchObject(
			saidThen(`apply-${name}`),
		);
	}

	for (const name of ['ekm-own-key', 'secrets-finished']) {
		expect(await then.json('undo', name, '--dry-run'), name).toMatchObject(
			saidThen(`undo-${name}`),
		);
	}
});

test('setups of version 0.1 that were killed half-way are applied and undone to the end, with no second key', async () => {
	await using then = await homeOfVersion01();
	const keys = await then.aws.keys();
	const finish = async (...args: readonly string[]) =>
		runSchema.parse(await then.json(...args, '--yes'));
	const applied = await finish('apply', '-f', file('ekm-half-applied'));
	expect(applied.changes.map(({id, status}) => `${id} ${status}`)).toEqual([
		'create-alias done',
		'enable-key-rotation done',
	]);
	expect(await then.aws.keys()).toEqual(keys);
	const undone = await finish('undo', 'secrets-half-undone');
	expect(undone.changes.every(({status}) => status === 'done')).toBe(true);
	const report = reportSchema.parse(await then.json('check', 'ekm-half-applied'));
	expect(report.setups[0]?.checks.filter(({status}) => status === 'fail')).toEqual([]);
	for (const setup of ['ekm-half-undone', 'workspace-half-applied']) {
		await finish('undo', setup);

		const left = await then.json('undo', setup, '--dry-run');
		expect(runSchema.parse(left).changes, setup).toEqual([]);
	}
});
