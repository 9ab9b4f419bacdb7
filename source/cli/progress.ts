import {type Check} from '../guides/guide.js';
import {describeProgress} from '../guides/progress-rate.js';
import {groupsOf} from '../guides/registry.js';
import {type CommandContext, type Output} from './context.js';

// Milliseconds. What is over sooner needs no word.
const betweenLines = 10_000;

/** Says how far long work is. `words` makes the line out of the milliseconds that it has taken; an empty one is not said. */
type ReportProgress = (words: (elapsed: number) => string) => void;

/** Opens the telling of work that begins now: at most a line in ten seconds, beside the result. */
export function openProgress(
	output: Pick<Output, 'note'>,
	{now}: Pick<CommandContext, 'now'>,
): ReportProgress {
	const start = now().getTime();
	let said = start;
	return (words) => {
		const time = now().getTime();
		if (time - said < betweenLines) {
			return;
		}

		const line = words(time - start);
		if (line === '') {
			return;
		}

		said = time;
		output.note(line);
	};
}

/** Hears a look at AWS for a setup, and says how far it is where it is about many groups. */
export function observationProgress(
	{name, guide}: {name: string; guide: string},
	output: Pick<Output, 'note'>,
	context: Pick<CommandContext, 'now'>,
): (checks: () => Check[]) => void {
	const report = openProgress(output, context);
	return (checks) => {
		report((elapsed) => {
			const words = describeProgress(checks(), elapsed, groupsOf(guide));
			return words === '' ? '' : `Asking AWS, ${name}: ${words}`;
		});
	};
}
