import path from 'node:path';
import {freshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';
import {interleave} from './interleave.js';
import {program} from './places.js';
import {timeUntilExit} from './time-until.js';

const commands = ['--version', '--help', 'list'];

/** Commands that need neither a screen nor AWS, from start to end, against a Node that does nothing. */
export async function measurePlainCommands(): Promise<Figure[]> {
	await using home = await freshHome();
	const env = {
		...home.env,
		NODE_COMPILE_CACHE: path.join(home.home, 'compiled'),
	};
	const [node = 0, ...own] = await interleave(
		[
			async () => timeUntilExit(['-e', ''], env),
			...commands.map((command) => async () => timeUntilExit([program, command], env)),
		],
		{rounds: 15, warmUps: 2},
	);
	return commands.map((command, index) => ({
		name: `workato-aws ${command}`,
		value: own[index],
		unit: 'ms',
		reference: {name: 'bare Node', value: node},
	}));
}
