import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {parseCommandLine} from '../../source/commands/command-line.js';
import {helpTexts} from '../../source/commands/command-help.js';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 60_000});

/** The arguments of every example in a help text: without comments, redirections and what a shell puts around them. */
function examplesOf(text: string): string[][] {
	return text
		.split('\n')
		.filter((line) => line.startsWith('  $ '))
		.map((line) => {
			const [command = ''] = line.slice(4).split(/ {2,}/v, 1);
			return command
				.replace(/^source <\((?<inner>.+)\)$/v, '$<inner>')
				.replace(/ (?:\| source|[<>] \S+)$/v, '')
				.split(' ');
		});
}

const examples = Object.values(helpTexts).flatMap((text) => examplesOf(text));

test('every example of every help is a command line that is understood', () => {
	expect(examples.length).toBeGreaterThan(20);
	for (const [program, ...args] of examples) {
		expect(program).toBe('workato-aws');
		expect(parseCommandLine(args).command).not.toBe('print');
	}
});

const withoutQuestions = new Set([
	'check',
	'apply',
	'export',
	'list',
	'completion',
]);
const run = examples
	.map(([, ...args]) => args)
	.filter(([command = '']) => withoutQuestions.has(command));

test.each(run.map((args) => [args.join(' '), args] as const))(
	'the example “workato-aws %s” runs',
	async (_line, args) => {
		const {environment: env} = await openEndpoint();
		const {run: runTool, write, folder} = openHome();
		const isApply = args[0] === 'apply';
		for (const name of ['production', 'europe']) {
			const fields = {...setupFields, name, key: {create: {alias: name}}};
			const file = write(fields, 'ekm.yaml');
			write(fields, 'setup.yaml');
			const isNeeded = !isApply && !args.includes('--sandbox');
			if (isNeeded) {
				await runTool(['apply', '-f', file, '--yes'], {env});
			}
		}

		if (args.includes('--sandbox')) {
			await runTool(
				['apply', '-f', write(setupFields), '--yes', '--sandbox'],
				{},
			);
		}

		const controller = new AbortController();
		const {code, stderr} = await runTool(
			args.map((arg) => (arg.endsWith('.yaml') ? path.join(folder, arg) : arg)),
			{
				env: args.includes('--sandbox') ? {} : env,
				isTty: true,
				stdin: args.includes('-') ? JSON.stringify(setupFields) : 'y\n',
				signal: controller.signal,
				listen() {
					if (args.includes('--watch')) {
						controller.abort();
					}
				},
			},
		);
		const expected = args.includes('--watch')
			? 130
			: args.includes('--exit-code')
				? 1
				: 0;
		expect({code, stderr}).toMatchObject({code: expected});
	},
);
