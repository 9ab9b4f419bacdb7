import {setupsFolder} from '../setups/home-folder.js';
import {openSetupStore} from '../setups/setup-store.js';
import {cleanLine} from '../terminal/text.js';
import {completeWords} from './complete-words.js';
import {completionScript} from './completion-script.js';
import {type CommandContext} from './context.js';
import {type CompleteOptions, type CompletionOptions} from './flags.js';
import {type Output} from './output.js';
import {exitCodes} from './problems.js';
import {describeProgram} from './program.js';

/** Prints the script that teaches a shell to complete this program. */
export function completionCommand(
	{shell}: CompletionOptions,
	output: Output,
): number {
	output.raw(completionScript(shell, described()));
	return exitCodes.done;
}

/** Answers the shell: what may stand next, a line each, with its meaning after a tab. Asks neither AWS nor the person. */
export function completeCommand(
	{words}: CompleteOptions,
	{env}: Pick<CommandContext, 'env'>,
	output: Output,
): number {
	const isSandbox = words.some((word) => /^--sandbox(?:=|$)/v.test(word));
	const candidates = completeWords(described(), words, () =>
		openSetupStore(setupsFolder(env, isSandbox))
			.list()
			.map((each) => ('setup' in each ? each.setup.name : each.name)),
	);
	output.raw(
		candidates
			.map(({word, about}) => `${cleanLine(word)}\t${cleanLine(about)}\n`)
			.join(''),
	);
	return exitCodes.done;
}

function described() {
	return describeProgram(() => undefined);
}
