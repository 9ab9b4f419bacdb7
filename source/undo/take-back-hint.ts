import {setupCommand} from '../setups/setup-command.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {readDeeds} from './read-deeds.js';

/** How to take back what a setup did to AWS, in a sentence; empty where its journal knows of nothing. */
export function takeBackHint(
	{setup: {name}, journal}: SavedSetup,
	isSandbox: boolean,
): string {
	return readDeeds(journal).length === 0
		? ''
		: `To take it back: ${setupCommand('undo', name, isSandbox)}`;
}
