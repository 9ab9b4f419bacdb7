import fs from 'node:fs';
import path from 'node:path';
import {expect} from 'vitest';
import {z} from 'zod';
import {commandsOf, openCloudFormation, type Member} from './cloudformation-stacks.js';
import {expectRecognised} from './handed-over.js';
import {manyProjects} from './many-projects.js';
import {openEndpoint, openHome} from './run-tool.js';

/** The account of the endpoint. */
export const account = '111122223333';
type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;
type Home = ReturnType<typeof openHome>;

/** Exports a setup as files, and gives the folder with the templates in it. */
export async function exportFiles({folder, run}: Home, setup: readonly string[], env = {}) {
	const file = path.join(folder, 'out', 'my template.yaml');
	fs.mkdirSync(path.dirname(file), {recursive: true});
	const args = ['export', 'cloudformation', ...setup, '-o', file, '--force', '--json'];
	const {code, json} = await run(args, {env});
	expect(code).toBe(0);
	const {beside = []} = z
		.object({beside: z.array(z.object({file: z.string()})).optional()})
		.parse(json);
	const names = [file, ...beside.map((each) => each.file)].map((each) => path.basename(each));
	return {
		folder: path.dirname(file),
		names,
		templates: names
			.filter((name) => name.endsWith('.yaml') && !name.includes('.import.'))
			.map((name) => fs.readFileSync(path.join(path.dirname(file), name), 'utf8')),
	};
}

/** How a template is rolled out: to one account, or by the StackSets of one of the two permission models. */
export type Way = 'stack' | 'SERVICE_MANAGED' | 'SELF_MANAGED';

/** The commands for one way at the top of a template; `ACCOUNT-IDS` are those of `members`. */
export function commandsFor(
	template: string,
	way: Way,
	members: readonly Member[] = [],
): string[][] {
	let model: string | undefined;
	return commandsOf(template)
		.filter((words) => {
			if (words.includes('create-stack-set')) {
				model = words[words.indexOf('--permission-model') + 1];
			}

			return words[0] === 's3' || (words.includes('--stack-set-name') ? model : 'stack') === way;
		})
		.map((words) =>
			words.flatMap((word) =>
				word === 'ACCOUNT-IDS' ? members.map((member) => member.account) : [word],
			),
		);
}

/** Runs the commands for one way at the top of the templates. */
export async function deploy(
	{folder, templates}: Awaited<ReturnType<typeof exportFiles>>,
	members: readonly Member[] = [],
	way: Way = 'stack',
) {
	const aws = openCloudFormation(folder, {account, members});
	for (const template of templates) {
		for (const words of commandsFor(template, way, members)) {
			await aws.run(words);
		}
	}

	return aws;
}

/** Projects that each read the secrets of one prefix. */
export const prefixed = async (endpoint: Endpoint, count: number) => {
	const setup = await manyProjects(endpoint, count);
	return {
		...setup,
		projects: setup.projects.map((each) => ({...each, secrets: {prefix: `${each.name}/`}})),
	};
};

/**
Makes a setup from its template, or takes over what `apply` has made: `check` passes, and nothing is left to apply. `ending`: what
the checklist ends with.
*/
export async function expectDeployed(
	make: (endpoint: Endpoint) => Promise<unknown>,
	isApplied: boolean,
	ending?: {code: number; warn: number},
): Promise<void> {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const home = openHome();
	const setup = await make(endpoint);
	const file = home.write(setup);
	if (isApplied) {
		expect(await home.run(['apply', '-f', file, '--yes'], {env})).toMatchObject({code: 0});
	}

	const exported = await exportFiles(home, isApplied ? ['production'] : ['-f', file], env);
	expect(exported.names.some((name) => name.includes('.import.'))).toBe(isApplied);
	await endpoint.control('DELETE', '/_sandbox/calls');
	const {stacks} = await deploy(exported);
	expect(stacks.size).toBe(1);
	if (isApplied) {
		const check = await home.run(['check', '--json'], {env});
		expect(check).toMatchObject({code: ending?.code ?? 0, json: {summary: {fail: 0}}});
	}

	await expectRecognised(home, endpoint, file, ending);
}
