import {type SavedSetup} from '../setups/saved-setup.js';
import {undoHint} from '../engine/undo.js';
import {type Outputs} from '../guides/outputs.js';
import {ownCommand, shellWord} from '../terminal/own-command.js';

/** What the setup gives to Workato, what to do with it there, and the commands that go on. Empty where the setup has no output yet. */
export function nextSteps(outputs: Outputs, saved: SavedSetup): string[] {
	const steps = Array.from(
		Map.groupBy(outputs, ({id}) => id),
		([, alike]) => [
			'',
			...alike.map(({label, group, value}) =>
				group === undefined
					? `${label}: ${value}`
					: `${label} for ${group}: ${value}`,
			),
			...new Set(alike.map(({where}) => where)),
		],
	).flat();
	const takeBack = undoHint(saved);
	return steps.length === 0
		? []
		: [
				...steps,
				`Then see whether it works: ${ownCommand(`check ${shellWord(saved.setup.name)}`)}`,
				...(takeBack === '' ? [] : [takeBack]),
			];
}
