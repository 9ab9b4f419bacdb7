import {expect, test} from 'vitest';
import {parseCommandLine, programVersion} from '../../source/cli/program.js';
import {containing, matching, openHome} from './run-tool.js';

const noFlags = {
	sandbox: false,
	freshSandbox: false,
	json: false,
	accessible: false,
};
const sandbox = {...noFlags, sandbox: true};

test.each([
	[[], {command: 'workato-aws', flags: noFlags}],
	[['ekm'], {command: 'ekm', guide: 'ekm', flags: noFlags}],
	[['--sandbox', 'ekm'], {command: 'ekm', guide: 'ekm', flags: sandbox}],
	[['help', 'check'], {command: 'help', name: 'check'}],
	[
		['check', '--sandbox', 'production'],
		{
			command: 'check',
			setups: ['production'],
			watch: false,
			view: 'problems',
			flags: sandbox,
		},
	],
	[
		['check', '--', '--sandbox'],
		{
			command: 'check',
			setups: ['--sandbox'],
			watch: false,
			view: 'problems',
			flags: noFlags,
		},
	],
	[
		['check', 'a', 'b', '--watch'],
		{
			command: 'check',
			setups: ['a', 'b'],
			watch: true,
			view: 'problems',
			flags: noFlags,
		},
	],
	[
		['check', '--summary'],
		{
			command: 'check',
			setups: [],
			watch: false,
			view: 'summary',
			flags: noFlags,
		},
	],
	[
		['--sandbox=fresh', '--json', 'list'],
		{command: 'list', flags: {...sandbox, freshSandbox: true, json: true}},
	],
	[
		['--profile', 'dev', 'apply', '-f', '-', '--region=eu-west-1', '--yes'],
		{
			command: 'apply',
			file: '-',
			dryRun: false,
			exitCode: false,
			yes: true,
			flags: {...noFlags, profile: 'dev', region: 'eu-west-1'},
		},
	],
	[['sandbox', '--port', '4566'], {command: 'sandbox', port: 4566, flags: noFlags}],
	[['sandbox'], {command: 'sandbox', port: 0, flags: noFlags}],
	[
		['login', '--profile', 'dev', '--device-code', '--no-browser'],
		{
			command: 'login',
			deviceCode: true,
			browser: false,
			flags: {...noFlags, profile: 'dev'},
		},
	],
	[['--sandbox', 'login'], {command: 'login', deviceCode: false, browser: true, flags: sandbox}],
	[['logout', '--sandbox'], {command: 'logout', flags: sandbox}],
])('%j', (args, invocation) => {
	const {command, options} = parseCommandLine(args);
	expect({command, ...options}).toEqual(invocation);
});

test.each([
	[['chek'], 'There is no command “chek”. Did you mean check?'],
	[['--porfile', 'x', 'check'], 'There is no option “--porfile”. Did you mean --profile?'],
	[['help', 'chekc'], 'There is no command “chekc”. Did you mean check?'],
	[['help', 'xyz'], 'There is no command “xyz”.'],
	[['xyz'], 'There is no command “xyz”.'],
	[['signin'], 'There is no command “signin”.'],
	[['loging'], 'There is no command “loging”. Did you mean login?'],
	[
		['login', '--device-cod'],
		'There is no option “--device-cod” for login. Did you mean --device-code?',
	],
	[['logout', 'dev'], 'logout does not take “dev”.'],
	[['apply', '--dryrun'], 'There is no option “--dryrun” for apply. Did you mean --dry-run?'],
	[['list', '--jsn'], 'There is no option “--jsn” for list. Did you mean --json?'],
	[['list', 'production'], 'list does not take “production”.'],
	[['export', 'shell', 'a', 'b'], 'export does not take “b”.'],
	[['--sandbox', 'xyz', 'check'], 'There is no command “xyz”.'],
	[
		['--profile', 'x', '--porfile=a b', 'check'],
		'There is no option “--porfile=a b”. Did you mean --profile?',
	],
	[['--porfile', 'check'], 'There is no option “--porfile”. Did you mean --profile?'],
	[['undo', 'a', '--days'], '--days needs a value after it.'],
	[['apply', 'setup.yaml'], 'apply does not take “setup.yaml”.'],
	[['apply', 'a\u{200B}b'], String.raw`apply does not take “a\u{200b}b”.`],
	[['apply', '-f'], '-f, --file needs a value after it.'],
	[['apply', '-f', '--yes'], 'apply needs a setup file.'],
	[['--profile', '--sandbox', 'list'], '--profile needs a name after it.'],
	[['--region='], '--region needs a name after it.'],
	[['--sandbox=new'], '--sandbox takes nothing after it, or =fresh.'],
	[['sandbox', '--port', 'http'], '--port needs a number from 0 to 65535.'],
	[['sandbox', '--port', '65536'], '--port needs a number from 0 to 65535.'],
	[
		['check', '\u{1B}[31m', '--no\u{1B}[2J'],
		String.raw`There is no option “--no\u{1b}[2J” for check.`,
	],
])('%j is refused in one sentence', async (args, message) => {
	const {run} = openHome();
	const {code, stdout, stderr} = await run(args);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr.split('\n')).toEqual([message, matching(/./v), '']);
});

test.each([
	[['nope', '--help'], 'There is no command “nope”.'],
	[['chek', '-h'], 'There is no command “chek”. Did you mean check?'],
	[['--help', 'chek'], 'There is no command “chek”. Did you mean check?'],
	[['help', 'chekc', '--help'], 'There is no command “chekc”. Did you mean check?'],
	[
		['export', 'teraform', '--help'],
		'There is no export format “teraform”. Did you mean terraform?',
	],
	[['completion', 'bahs', '--help'], 'There is no completion for “bahs”. Did you mean bash?'],
	[['list', '--jsn', '--help'], 'There is no option “--jsn” for list. Did you mean --json?'],
	[['--porfile=x', '--help'], 'There is no option “--porfile=x”. Did you mean --profile?'],
	[['list', 'production', '--help'], 'list does not take “production”.'],
	[['--sandbox=new', '--help'], '--sandbox takes nothing after it, or =fresh.'],
	[['--profile', '--help'], '--profile needs a value after it.'],
])('%j asks for the help of nothing that there is, and is refused', async (args, message) => {
	const {run} = openHome();
	const {code, stdout, stderr} = await run(args);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr.split('\n')).toEqual([message, matching(/./v), '']);
});

test.each([
	['apply', '--help'],
	['export', 'Terraform', '-h'],
	['--sandbox', 'export', '--help', 'shell'],
])('%j shows the help, whatever is still missing', async (...args) => {
	const {run} = openHome();
	const {code, stdout} = await run(args);
	expect(code).toBe(0);
	expect(stdout).toMatch(/^Usage: workato-aws (?:apply|export)/v);
});

test('a mistake is JSON where JSON was asked for', async () => {
	const {run} = openHome();
	const {code, json, stderr} = await run(['chek', '--json']);
	expect({code, stderr}).toEqual({code: 2, stderr: ''});
	expect(json).toEqual({
		version: 1,
		error: {
			code: 'usage',
			message: 'There is no command “chek”. Did you mean check?',
			hint: 'See how with: workato-aws --help',
		},
	});
});

test.each([
	[],
	['ekm'],
	['check'],
	['apply'],
	['list'],
	['export'],
	['completion'],
	['login'],
	['logout'],
	['sandbox'],
])('the help of “%s” has examples and the options of every command', async (...command) => {
	const {run} = openHome();
	const {code, stdout} = await run([...command, '--help']);
	expect(code).toBe(0);
	expect(stdout).toContain('Examples:\n  $ workato-aws');
	for (const option of ['--profile', '--region', '--sandbox[=fresh]', '--json']) {
		expect(stdout).toContain(option);
	}

	for (const line of stdout.split('\n')) {
		expect(line.length).toBeLessThanOrEqual(100);
	}
});

test('the version is the package’s', async () => {
	const {run} = openHome();
	expect(await run(['--version'])).toMatchObject({
		code: 0,
		stdout: `${programVersion()}\n`,
	});
	expect(programVersion()).toMatch(/^\d+\.\d+\.\d+$/v);
});

test('the assistant stops without a terminal, and knows no JSON', async () => {
	const {run} = openHome();
	expect(await run(['ekm', '--sandbox'])).toMatchObject({
		code: 2,
		stderr: matching(/^The assistant needs a terminal/v),
	});
	expect(await run(['--json'], {isTty: true})).toMatchObject({
		code: 2,
		json: {error: {code: 'usage', message: '--json needs a command.'}},
	});
	expect(await run(['ekm', '--json'], {isTty: true})).toMatchObject({
		code: 2,
		json: {
			error: {
				code: 'usage',
				message: 'ekm is the assistant on screen, and has no --json.',
				hint: containing('check --json'),
			},
		},
	});
});

test('hints repeat the world that the command line speaks of, as it can be typed', async () => {
	const {run} = openHome();
	expect(await run(['undo', '--sandbox', '--profile', 'a b'])).toMatchObject({
		stderr: containing('See which there are with: workato-aws list --sandbox --profile "a b"\n'),
	});
	expect(await run(['list', '--profile=dev'])).toMatchObject({
		stdout: containing('Start one with: workato-aws --profile dev\n'),
	});
	expect(await run(['check', 'x', '--sandbox=fresh'])).toMatchObject({
		stderr: containing('workato-aws list --sandbox\n'),
	});
	expect(await run(['check'])).toMatchObject({
		stderr: containing('Make one with: workato-aws, or:'),
	});
});

test.each(['ekm', 'secrets'])('the help of %s shows its own examples', async (guide) => {
	const {run} = openHome();
	const {stdout} = await run([guide, '--help']);
	const examples = stdout.match(/^ {2}\$ .+/gmv) ?? [];
	expect(examples.length).toBeGreaterThan(1);
	for (const example of examples) {
		expect(example).toMatch(new RegExp(String.raw`^ {2}\$ workato-aws ${guide}\b`, 'v'));
	}
});
