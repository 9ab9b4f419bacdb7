import {allGuides} from '../guides/registry.js';
import {InputError} from '../diagnostic.js';
import {isAccessible} from '../terminal/symbols.js';
import {ownCommand} from '../terminal/command-line.js';
import {defineCommand, globalOptions, type CommandRecord} from './command.js';
import {type CommandContext, type Flags} from './context.js';
import {usage} from './problems.js';

/** What the program does without a command. Its options are those of every command. */
export const assistant = defineCommand({
	name: 'workato-aws',
	about: 'Connects an AWS account to Workato, step by step.',
	options: globalOptions,
	help: `
Examples:
  $ workato-aws                               start, resume or check a setup
  $ workato-aws --sandbox                     practise, without an AWS account
  $ workato-aws apply -f ekm.yaml --dry-run   show what would be done
  $ workato-aws check --json                  the checklist, for a script
  $ workato-aws login --profile security      sign in to AWS
  $ workato-aws --accessible                  for screen readers

For screen readers there are plain lines and numbered choices, also with
ACCESSIBLE=1 in the environment. The bell rings when work of over ten seconds
ends; WORKATO_AWS_BELL=0 keeps it silent.

Exit codes: 0 done, all checks pass; 1 a check or a change failed; 2 bad usage
or input; 3 AWS could not be reached or refused the identity; 130 cancelled.`,
	read: ({flags}) => ({flags}),
	run: runAssistant,
});

/** The assistant in one guide, for each guide that there is. */
export function guideCommands(): CommandRecord[] {
	return allGuides().map(({id, title}) =>
		defineCommand({
			name: id,
			about: `the assistant, in the guide ${title}`,
			help: `
Examples:
  $ workato-aws ${id}
  $ workato-aws ${id} --profile security
  $ workato-aws ${id} --sandbox`,
			read: ({flags}) => ({guide: id, flags}),
			run: runAssistant,
		}),
	);
}

/** Starts the assistant on screen; its exit code. Needs a terminal. */
async function runAssistant(
	{guide, flags}: {guide?: string; flags: Flags},
	{env, isTty, releaseSignals}: CommandContext,
): Promise<number> {
	if (flags.json) {
		throw usage(
			guide === undefined
				? '--json needs a command.'
				: `${guide} is the assistant on screen, and has no --json.`,
			`Give a command that prints, such as: ${ownCommand('apply -f SETUP.yaml --json')}, or: ${ownCommand('check --json')}`,
		);
	}

	if (!isTty) {
		throw new InputError(
			'no-terminal',
			'The assistant needs a terminal to draw on.',
			`Without one, use: ${ownCommand('apply -f SETUP.yaml')}, and ${ownCommand('check')}`,
		);
	}

	const app = await import('../app/run-assistant.js');
	releaseSignals();
	return app.runAssistant({
		...(guide && {guide}),
		...(flags.profile && {profile: flags.profile}),
		...(flags.region && {region: flags.region}),
		sandbox: flags.sandbox,
		freshSandbox: flags.freshSandbox,
		accessible: flags.accessible || isAccessible(env),
		env,
	});
}
