import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {completeWords} from '../../source/cli/complete-words.js';
import {describeProgram} from '../../source/cli/program.js';
import {openHome, setupFields} from './run-tool.js';

const program = describeProgram(() => undefined);

function complete(...words: string[]): string[] {
	return completeWords(program, words, () => ['production', 'staging']).map(
		({word}) => word,
	);
}

test.each([
	[['ch'], ['check']],
	[
		['export', ''],
		['permissions', 'cloudformation', 'terraform', 'shell'],
	],
	[
		['export', 'terraform', ''],
		['production', 'staging'],
	],
	[['export', 'terraform', 'production', ''], []],
	[['check', 'production', 's'], ['staging']],
	[['check', '--profile', ''], []],
	[['check', '--profile', 'dev', 'p'], ['production']],
	[['--sandbox', 'check', 'p'], ['production']],
	[['export', '-f', ''], []],
	[['apply', '--d'], ['--dry-run']],
	[['check', '--', '--'], []],
	[
		['completion', ''],
		['bash', 'zsh', 'fish'],
	],
])('after %j', (words, expected) => {
	expect(complete(...words)).toEqual(expected);
});

test('every command and every option there is can be completed', () => {
	const help = program.createHelp();
	for (const command of program.commands) {
		const isShown = help.visibleCommands(program).includes(command);
		expect(complete('').includes(command.name())).toBe(isShown);
		for (const {long} of isShown
			? [...command.options, ...program.options]
			: []) {
			expect(complete(command.name(), '--')).toContain(
				long === '--version' ? '--help' : long,
			);
		}
	}
});

test('the shell gets the names of the saved setups, of the sandbox where that is meant', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const inSandbox = await run(['complete', '--', 'check', '--sandbox', '']);
	expect(inSandbox).toMatchObject({code: 0, stdout: 'production\t\n'});
	const outside = await run(['complete', '--', 'check', '']);
	expect(outside).toMatchObject({code: 0, stdout: ''});
});

test('bash completes with it, also words with spaces', async () => {
	const {run} = openHome();
	const {stdout} = await run(['completion', 'bash']);
	const script = `workato-aws() {
	printf '%s|' "$@" >&2
	printf 'my setup\\tabout it\\nother\\t\\n'
}
${stdout}
COMP_WORDS=(workato-aws check "m")
COMP_CWORD=2
_workato_aws
printf '%s\\n' "\${COMPREPLY[@]}"
`;
	expect(
		spawnSync('bash', ['-euo', 'pipefail', '-c', script], {encoding: 'utf8'}),
	).toMatchObject({status: 0, stdout: 'my\\ setup\nother\n'});
});

test('fish is told where files are meant', async () => {
	const {run} = openHome();
	const {stdout} = await run(['completion', 'fish']);
	const of = (command: string) =>
		`complete -c workato-aws -n '__fish_seen_subcommand_from ${command}'`;
	expect(stdout).toContain(`${of('apply')} -s f -l file -r -F\n`);
	expect(stdout).toContain(`${of('export')} -s f -l file -r -F\n`);
	expect(stdout).toContain(`${of('export')} -s o -l output -r -F\n`);
});

test.each([
	[['completion'], 'completion needs the name of a shell.'],
	[
		['completion', 'bsh'],
		'There is no completion for “bsh”. Did you mean bash?',
	],
])('%j is refused in one sentence', async (args, message) => {
	const {run} = openHome();
	const {code, stderr} = await run(args);
	expect(code).toBe(2);
	expect(stderr.split('\n', 1)[0]).toBe(message);
});
