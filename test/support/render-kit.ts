import {setImmediate} from 'node:timers/promises';
import {type ReactElement} from 'react';
import {render} from 'ink-testing-library';
import {onTestFinished} from 'vitest';

/**
Renders a component of the kit with ink-testing-library, 100 columns wide, and unmounts it by itself. Where a size, a paste,
a screen reader or keys that come together matter, `renderAt` does it.
*/
export function renderKit(tree: ReactElement) {
	const {lastFrame, stdin, rerender, unmount} = render(tree);
	onTestFinished(unmount);
	return {
		frame: () => lastFrame() ?? '',
		rerender,
		/** Presses one key after the other, each after the last was drawn. */
		async press(...keys: string[]): Promise<void> {
			for (const key of keys) {
				await setImmediate();
				stdin.write(key);
				await setImmediate();
			}
		},
	};
}
