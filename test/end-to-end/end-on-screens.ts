import type {FreshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {openProgram} from './run-program.js';
import {walk} from './walk.js';

// A screen inside a step opens again at the step's first screen.
const opensAgainAt = new Map([
	['data centre', 'before'],
	['new key', 'key'],
	['Workato’s yes', 'Workato'],
]);

/** Starts the program once for each of these screens, in their order, walks on to it from where it opens, and lets `end` end it there. */
export async function endOnScreens(
	home: FreshHome,
	names: readonly string[],
	end: (terminal: Terminal, name: string) => Promise<void>,
): Promise<void> {
	let before = 'name';
	for (const name of names) {
		await using terminal = openProgram(home, {args: ['ekm', '--sandbox']});
		if (before === 'applied') {
			await terminal.waitFor(/There is nothing to change/v);
			await terminal.press('enter');
			before = 'ARN';
		}

		await walk(terminal, name, opensAgainAt.get(before) ?? before);
		await end(terminal, name);
		before = name;
	}
}
