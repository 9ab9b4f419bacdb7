import {expect, test} from 'vitest';
import {lineText} from '../../source/cli/context.js';
import {openProgress} from '../../source/cli/progress.js';

test('long work is told every ten seconds, short work never', () => {
	const clock = {seconds: 0};
	const said: string[] = [];
	const tell = openProgress(
		{
			note(...lines) {
				said.push(...lines.map((line) => lineText(line)));
			},
		},
		{now: () => new Date(clock.seconds * 1000)},
	);
	for (const seconds of [1, 9, 10, 11, 19, 20, 25, 31]) {
		clock.seconds = seconds;
		tell((elapsed) => (seconds === 20 ? '' : `${elapsed / 1000} s`));
	}

	expect(said).toEqual(['10 s', '25 s']);
});
