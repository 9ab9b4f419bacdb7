import {Argument, Command} from 'commander';
import {exportFormats} from '../engine/export/formats.js';
import {guides} from '../guides/registry.js';
import {guideHelp, helpTexts} from './command-help.js';
import {shells} from './completion-script.js';
import {type Flags, type Invocation} from './flags.js';
import {
	optionsOf,
	readExitCode,
	readExport,
	readFile,
	readFlags,
	readPort,
	readShell,
	readUndo,
	readView,
	type OptionValues,
} from './read-options.js';
import {programVersion} from './version.js';

/** Called with what the command line asks for. */
export type Choose = (invocation: Invocation) => void;

type Make = (flags: Flags, options: OptionValues) => Invocation;

/** The commands and options there are, with their help. Only describes them: nothing runs. */
export function describeProgram(choose: Choose): Command {
	const take = (command: Command, make: Make) => {
		const options = optionsOf(command.optsWithGlobals());
		choose(make(readFlags(options), options));
	};

	const program = new Command('workato-aws')
		.description('Connects an AWS account to Workato, step by step.')
		.version(programVersion(), '--version', 'print the version')
		.helpOption('-h, --help', 'show this help')
		.helpCommand('help [command]', 'show the help of a command')
		.configureHelp({
			showGlobalOptions: true,
			optionTerm: ({flags}) => flags.replace(' [state]', '[=fresh]'),
		})
		.option('--profile <name>', 'AWS profile, as in the aws CLI')
		.option('--region <name>', 'AWS region, as in the aws CLI')
		.option(
			'--sandbox [state]',
			'use the embedded AWS, for practice; =fresh empties it',
		)
		.option('--json', 'print JSON on stdout, progress on stderr')
		.option(
			'--accessible',
			'plain lines and numbered choices, for screen readers',
		)
		.addHelpText('after', helpTexts.program)
		.action((_options, command: Command) => {
			take(command, (flags) => ({command: 'assistant', flags}));
		})
		.exitOverride()
		.showSuggestionAfterError(false);
	for (const {id, title} of guides) {
		program
			.command(id)
			.description(`the assistant, in the guide ${title}`)
			.addHelpText('after', guideHelp(id))
			.action((_options, command: Command) => {
				take(command, (flags) => ({command: 'assistant', guide: id, flags}));
			});
	}

	program
		.command('check')
		.description('the checklist of saved setups, without a screen')
		.argument('[setup...]', 'names of saved setups; none is all of them')
		.option('--all', 'list what passes, too')
		.option('--summary', 'one line for each setup')
		.option('--watch', 'look again and again; Ctrl+C ends it')
		.addHelpText('after', helpTexts.check)
		.action((setups: string[], _options, command: Command) => {
			take(command, (flags, options) => ({
				command: 'check',
				setups,
				watch: options.watch ?? false,
				view: readView(options),
				flags,
			}));
		});
	program
		.command('apply')
		.description('plan a setup file, show the plan, ask, apply it')
		.option('-f, --file <file>', 'setup file (YAML or JSON); - is stdin')
		.option('--dry-run', 'only show the plan')
		.option('--exit-code', 'with --dry-run: exit 1 when changes are needed')
		.option('--yes', 'do not ask; also agrees to warnings')
		.addHelpText('after', helpTexts.apply)
		.action((_options, command: Command) => {
			take(command, (flags, options) => ({
				command: 'apply',
				file: readFile(options),
				dryRun: options.dryRun ?? false,
				exitCode: readExitCode(options),
				yes: options.yes ?? false,
				flags,
			}));
		});
	program
		.command('export')
		.description('a setup as code, for those who may apply it')
		.addArgument(
			suggesting(
				'[format]',
				'what to write',
				exportFormats.map(({id}) => id),
			),
		)
		.argument('[setup]', 'name of a saved setup')
		.option('-f, --file <file>', 'a setup file instead; - is stdin')
		.option('-o, --output <file>', 'write to a file; default: stdout')
		.option('--force', 'replace the file of -o when it is there')
		.option('--undo', 'of permissions: those for undo instead')
		.addHelpText('after', helpTexts.export)
		.action(
			(
				format: string | undefined,
				setup: string | undefined,
				_options,
				command: Command,
			) => {
				take(command, (flags, options) => ({
					command: 'export',
					...readExport(format, setup, options),
					flags,
				}));
			},
		);
	program
		.command('undo')
		.description('take back what a saved setup did to AWS')
		.argument('[setup]', 'name of a saved setup')
		.option('--dry-run', 'only show what would be taken back')
		.option('--yes', 'do not ask')
		.option('--delete-key', 'schedule the deletion of the key it made')
		.option('--days <number>', 'days until then, 7 to 30 (default: 30)')
		.option('--confirm <alias>', 'the key’s alias, instead of typing it')
		.addHelpText('after', helpTexts.undo)
		.action((setup: string | undefined, _options, command: Command) => {
			take(command, (flags, options) => ({
				command: 'undo',
				...readUndo(setup, options),
				flags,
			}));
		});
	program
		.command('list')
		.description('the saved setups')
		.addHelpText('after', helpTexts.list)
		.action((_options, command: Command) => {
			take(command, (flags) => ({command: 'list', flags}));
		});
	program
		.command('login')
		.description('sign in to AWS for a company sign-in (SSO) profile')
		.option('--device-code', 'confirm a code, on this or any other device')
		.option('--no-browser', 'only print the address, open nothing')
		.addHelpText('after', helpTexts.login)
		.action((_options, command: Command) => {
			take(command, (flags, options) => ({
				command: 'login',
				deviceCode: options.deviceCode ?? false,
				browser: options.browser ?? true,
				flags,
			}));
		});
	program
		.command('logout')
		.description('end one such sign-in; every other stays')
		.addHelpText('after', helpTexts.logout)
		.action((_options, command: Command) => {
			take(command, (flags) => ({command: 'logout', flags}));
		});
	program
		.command('sandbox')
		.description('run the embedded AWS alone, for the aws CLI or an SDK')
		.option('--port <number>', 'port on 127.0.0.1 (default: any free one)')
		.addHelpText('after', helpTexts.sandbox)
		.action((_options, command: Command) => {
			take(command, (flags, options) => ({
				command: 'sandbox',
				port: readPort(options),
				flags,
			}));
		});
	program
		.command('completion')
		.description('completion of commands, options and setups for a shell')
		.addArgument(suggesting('[shell]', 'the shell', shells))
		.addHelpText('after', helpTexts.completion)
		.action((shell: string | undefined) => {
			choose({command: 'completion', shell: readShell(shell)});
		});
	// What the shells ask; not for people.
	program
		.command('complete', {hidden: true})
		.argument('[words...]')
		.action((words: string[]) => {
			choose({command: 'complete', words});
		});
	return program;
}

// An argument with known words; which of them it may be, the command itself says in its own words.
function suggesting(
	name: string,
	description: string,
	words: readonly string[],
): Argument {
	const argument = new Argument(name, description);
	argument.argChoices = [...words];
	return argument;
}
