import {freshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';
import {interleave} from './interleave.js';
import {program} from './places.js';
import {timeUntilExit} from './time-until.js';

const commands = [{command: '--version'}, {command: '--help', most: 2}, {command: 'list'}];

/**
Commands that need neither a screen nor AWS, from start to end, against a Node that does nothing. Where they are kept compiled is left to
the program, as where a person starts it.
*/
export async function measurePlainCommands(): Promise<Figure[]> {
	await using home = await freshHome();
	const {env} = home;
	const [node = 0, ...own] = await interleave(
		[
			async () => timeUntilExit(['-e', ''], env),
			...commands.map(
				({command}) =>
					async () =>
						timeUntilExit([program, command], env),
			),
		],
		{rounds: 15, warmUps: 2},
	);
	return commands.map(({command, most}, index) => ({
		name: `workato-aws ${command}`,
		value: own[index],
		unit: 'ms',
		reference: {name: 'bare Node', value: node},
		...(most !== undefined && {target: {of: 'ratio', most}}),
	}));
}
