import {type SavedSetup} from '../setups/saved-setup.js';
import {ownCommand, shellWord} from '../terminal/own-command.js';
import {readDeeds} from './read-deeds.js';

/** How to take back what a setup did to AWS, in a sentence; empty where its journal knows of nothing. */
export function takeBackHint({setup: {name}, journal}: SavedSetup): string {
	return readDeeds(journal).length === 0
		? ''
		: `To take it back: ${ownCommand(`undo ${shellWord(name)}`)}`;
}
