import path from 'node:path';
import {freshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';
import {interleave} from './interleave.js';
import {buildMinimalInk, program} from './places.js';
import {timeUntil} from './time-until.js';

/** The first frame of the assistant, with an empty home, against the least that Node and Ink need. All have been started before, so Node keeps them compiled. */
export async function measureFirstScreen(): Promise<Figure[]> {
	await using home = await freshHome();
	const env = {
		...home.env,
		AWS_REGION: 'us-east-1',
		NODE_COMPILE_CACHE: path.join(home.home, 'compiled'),
	};
	const minimalInk = await buildMinimalInk(path.join(home.home, 'ink'));
	const [node = 0, ink = 0, own = 0] = await interleave(
		[
			async () =>
				timeUntil({
					args: ['-e', 'process.stdout.write("here")'],
					env,
					text: 'here',
				}),
			async () =>
				timeUntil({
					args: [minimalInk],
					env,
					text: 'The least of a program',
					leave: 'q',
				}),
			async () =>
				timeUntil({
					args: [program],
					env,
					text: 'Connect AWS to Workato',
					leave: '\u{3}',
				}),
		],
		{rounds: 15, warmUps: 2},
	);
	const name = 'First painted screen';
	return [
		{
			name,
			value: own,
			unit: 'ms',
			reference: {name: 'minimal Ink', value: ink},
			target: {of: 'ratio', most: 1.2},
		},
		{
			name: `${name}, against Node`,
			value: own,
			unit: 'ms',
			reference: {name: 'bare Node', value: node},
		},
		{
			name: 'Minimal Ink, against Node',
			value: ink,
			unit: 'ms',
			reference: {name: 'bare Node', value: node},
		},
	];
}
