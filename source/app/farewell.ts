import {quoteText} from '../terminal/foreign-text.js';

type Leaving = {
	/** The setup that was on screen. */
	saved: string | undefined;
	/** Whether changes were sent to AWS since the program was started. */
	hasApplied: boolean;
	isSandbox: boolean;
	env: NodeJS.ProcessEnv;
};

/** The one line that stays in the terminal when the assistant was left: what became of the work, and how to go on. */
export function farewell({saved, hasApplied, isSandbox, env}: Leaving): string {
	const command = startLine(isSandbox, env);
	if (saved !== undefined) {
		return `Saved as ${quoteText(saved)}. Go on any time with: ${command}`;
	}

	return hasApplied
		? `What was done is saved with its setup. Go on any time with: ${command}`
		: `Nothing was changed in AWS. Start again with: ${command}`;
}

// Started by npm from a checkout, there is no such command on the path.
function startLine(
	isSandbox: boolean,
	{npm_lifecycle_event: script}: NodeJS.ProcessEnv,
): string {
	const isNpm = script === 'start';
	return [
		isNpm ? 'npm start' : 'workato-aws',
		...(isNpm && isSandbox ? ['--'] : []),
		...(isSandbox ? ['--sandbox'] : []),
	].join(' ');
}
