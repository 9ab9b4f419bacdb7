import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect} from 'vitest';
import {z} from 'zod';
import {temporaryFolder} from '../../setups/temporary-folder.js';

// Where Terraform itself looks for providers that somebody has put on a machine.
const mirrors = [
	path.join(os.homedir(), '.terraform.d/plugins'),
	'/usr/local/share/terraform/plugins',
	'/usr/share/terraform/plugins',
];
const mirror = mirrors.find((folder) =>
	fs.existsSync(path.join(folder, 'registry.terraform.io/hashicorp/aws')),
);

/** Whether Terraform and its provider for AWS are on this machine. Nothing is fetched for a test. */
export const hasProvider =
	mirror !== undefined && spawnSync('terraform', ['version'], {stdio: 'ignore'}).status === 0;

const said = z.discriminatedUnion('type', [
	z.object({
		type: z.literal('change_summary'),
		changes: z.object({
			add: z.number(),
			change: z.number(),
			import: z.number(),
			remove: z.number(),
		}),
	}),
	z.object({
		type: z.literal('diagnostic'),
		diagnostic: z.object({severity: z.string(), detail: z.string()}),
	}),
	z.object({type: z.literal('other')}),
]);

/** How many things a plan adds, changes, takes over and removes, and what it warns of. */
export type TerraformPlan = Record<'add' | 'change' | 'import' | 'remove', number> & {
	warnings: string[];
};

/** A root module with an exported file in it, and Terraform on it; the provider reaches the AWS of this process's environment. */
export async function openTerraform(text: string, variables: Record<string, unknown> = {}) {
	const folder = temporaryFolder();
	const write = (content: string) => {
		fs.writeFileSync(path.join(folder, 'main.tf'), content);
	};

	write(text);
	fs.writeFileSync(path.join(folder, 'provider.tf'), 'provider "aws" {}\n');
	fs.writeFileSync(path.join(folder, 'terraform.tfvars.json'), JSON.stringify(variables));
	const settings = path.join(folder, 'terraform.rc');
	fs.writeFileSync(settings, '');
	const run = async (...args: string[]) => {
		const child = spawn('terraform', [`-chdir=${folder}`, ...args], {
			env: {
				...process.env,
				// No settings of this machine, and no look for a newer Terraform.
				TF_CLI_CONFIG_FILE: settings,
				CHECKPOINT_DISABLE: '1',
				// Each of its short lives collects little garbage, and looks for it often.
				GOGC: '400',
				AWS_REGION: 'us-east-1',
				NO_COLOR: '1',
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (part: string) => {
			stdout += part;
		});
		child.stderr.setEncoding('utf8').on('data', (part: string) => {
			stderr += part;
		});
		const code = await new Promise<number>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (status) => {
				resolve(status ?? -1);
			});
		});
		return {code, stdout, stderr};
	};

	const succeed = async (...args: string[]) => {
		const {code, stdout, stderr} = await run(...args);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		return stdout;
	};

	await succeed('init', '-input=false', '-no-color', `-plugin-dir=${mirror ?? ''}`);
	/** Plans, and says what the plan holds. */
	const plan = async (): Promise<TerraformPlan> => {
		const lines = await succeed('plan', '-input=false', '-json', '-out=plan');
		const events = lines
			.trim()
			.split('\n')
			.map((line) => said.catch({type: 'other'}).parse(JSON.parse(line)));
		const summary = events.find((each) => each.type === 'change_summary');
		expect(summary).toBeDefined();
		return {
			add: -1,
			change: -1,
			import: -1,
			remove: -1,
			...summary?.changes,
			warnings: events.flatMap((each) =>
				each.type === 'diagnostic' ? [each.diagnostic.detail] : [],
			),
		};
	};

	return {
		folder,
		write,
		run,
		succeed,
		plan,
		/** Carries out the plan that was made last. */
		apply: async () => succeed('apply', '-input=false', '-no-color', 'plan'),
		output: async (name: string): Promise<unknown> =>
			JSON.parse(await succeed('output', '-json', name)),
	};
}
