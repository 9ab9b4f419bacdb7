import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {globalOptions, optionNames, type OptionText} from '../../source/cli/command.js';
import {completeArguments} from '../../source/cli/completion.js';
import {commands} from '../../source/cli/program.js';
import {openHome, setupFields} from './run-tool.js';

function camelCase(words: string): string {
	return words.replaceAll(/-(?<first>\w)/gv, (_, first: string) => first.toUpperCase());
}

function complete(...words: string[]): string[] {
	return completeArguments(commands(), words, () => ['production', 'staging']).map(
		({word}) => word,
	);
}

test.each([
	[['ch'], ['check']],
	[
		['export', ''],
		['permissions', 'cloudformation', 'terraform', 'shell', 'bundle'],
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

test('every command and every option there is can be completed, and is what the command reads', () => {
	for (const {name, isHidden, options} of commands()) {
		expect(complete('').includes(name)).toBe(!isHidden);
		for (const [option, [flags]] of Object.entries(options)) {
			const {long} = optionNames(flags);
			expect(complete(name, '--')).toContain(long);
			expect(camelCase(long.replace(/^--(?:no-)?/v, ''))).toBe(option);
		}

		for (const [flags] of Object.values<OptionText>(globalOptions)) {
			expect(complete(name, '--')).toContain(optionNames(flags).long);
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
	expect(spawnSync('bash', ['-euo', 'pipefail', '-c', script], {encoding: 'utf8'})).toMatchObject({
		status: 0,
		stdout: 'my\\ setup\nother\n',
	});
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
	[['completion', 'bsh'], 'There is no completion for “bsh”. Did you mean bash?'],
])('%j is refused in one sentence', async (args, message) => {
	const {run} = openHome();
	const {code, stderr} = await run(args);
	expect(code).toBe(2);
	expect(stderr.split('\n', 1)[0]).toBe(message);
});
