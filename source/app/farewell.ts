import {quoteText} from '../terminal/foreign-text.js';
import {ownCommand} from '../terminal/own-command.js';

type Leaving = {
	/** The setup that was on screen. */
	saved: string | undefined;
	/** Whether changes were sent to AWS since the program was started. */
	hasApplied: boolean;
};

/** The one line that stays in the terminal when the assistant was left: what became of the work, and how to go on. */
export function farewell({saved, hasApplied}: Leaving): string {
	if (saved !== undefined) {
		return `Saved as ${quoteText(saved)}. Go on any time with: ${ownCommand()}`;
	}

	return hasApplied
		? `What was done is saved with its setup. Go on any time with: ${ownCommand()}`
		: `Nothing was changed in AWS. Start again with: ${ownCommand()}`;
}
