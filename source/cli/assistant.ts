import {InputError} from '../setups/input-error.js';
import {isAccessible} from '../terminal/accessible.js';
import {ownCommand} from '../terminal/own-command.js';
import {type CommandContext} from './context.js';
import {type AssistantOptions} from './flags.js';
import {usage} from './usage-problems.js';

/** Starts the assistant on screen; its exit code. Needs a terminal. */
export async function assistantCommand(
	{guide, flags}: AssistantOptions,
	{env, isTty, releaseSignals}: CommandContext,
): Promise<number> {
	if (flags.json) {
		throw usage(
			'--json needs a command.',
			`Give one, such as: ${ownCommand('check --json')}`,
		);
	}

	if (!isTty) {
		throw new InputError(
			'no-terminal',
			'The assistant needs a terminal to draw on.',
			`Without one, use: ${ownCommand('apply -f SETUP.yaml')}, and ${ownCommand('check')}`,
		);
	}

	const {runAssistant} = await import('../app/run-assistant.js');
	releaseSignals();
	return runAssistant({
		...(guide && {guide}),
		...(flags.profile && {profile: flags.profile}),
		...(flags.region && {region: flags.region}),
		sandbox: flags.sandbox,
		freshSandbox: flags.freshSandbox,
		accessible: flags.accessible || isAccessible(env),
		env,
	});
}
