import path from 'node:path';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';
import {interleave} from './interleave.js';
import {ekm} from './kinds-of-setup.js';
import {buildMinimalInk, program} from './places.js';
import {timeUntil} from './time-until.js';

const most = {of: 'ratio', most: 1.2} as const;

/**
The first frame of the assistant, with an empty home and with setups in it, against the least that Node and Ink need. All have
been started before, so Node keeps them compiled: the assistant where it sees to that itself, the others where they are told to.
*/
export async function measureFirstScreen(): Promise<Figure[]> {
	await using empty = await freshHome();
	await using full = await freshHome();
	saveSetups(full);
	const inkFolder = (name: string) => path.join(empty.home, name);
	const minimalInk = await buildMinimalInk(inkFolder('ink'));
	const plainInk = await buildMinimalInk(inkFolder('plain-ink'), {
		asItComes: true,
	});
	const least = 'The least of a program';
	const [node = 0, ink = 0, plain = 0, own = 0, ownFull = 0] = await interleave(
		[
			firstFrame(empty, ['-e', 'process.stdout.write("here")'], 'here'),
			firstFrame(empty, [minimalInk], least, 'q'),
			firstFrame(empty, [plainInk], least, 'q'),
			firstFrame(empty, [program], 'Connect AWS to Workato', '\u{3}'),
			firstFrame(full, [program], 'Resume “production”', '\u{3}'),
		],
		{rounds: 15, warmUps: 2},
	);
	const name = 'First painted screen';
	const reference = {name: 'minimal Ink', value: ink};
	const bareNode = {name: 'bare Node', value: node};
	return [
		{
			name,
			value: own,
			unit: 'ms',
			reference,
			target: most,
			note: 'what makes our own Ink start sooner is in this minimal Ink, too.',
		},
		{
			name: `${name}, three setups saved`,
			value: ownFull,
			unit: 'ms',
			reference,
			target: most,
		},
		{
			name: `${name}, against Ink as it comes`,
			value: own,
			unit: 'ms',
			reference: {name: 'the same, bundled without that', value: plain},
			target: most,
		},
		{
			name: `${name}, against Node`,
			value: own,
			unit: 'ms',
			reference: bareNode,
		},
		{
			name: 'Minimal Ink, against Node',
			value: ink,
			unit: 'ms',
			reference: bareNode,
		},
	];
}

function saveSetups({setups}: FreshHome): void {
	const store = openSetupStore(path.join(setups, 'setups'));
	for (const name of ['production', 'staging', 'test']) {
		store.create({...ekm, name}, {step: 'review'});
	}
}

function firstFrame(
	{home, env}: FreshHome,
	args: readonly string[],
	text: string,
	leave?: string,
): () => Promise<number> {
	return async () =>
		timeUntil({
			args,
			env: {
				...env,
				AWS_REGION: 'us-east-1',
				...(args[0] !== program && {NODE_COMPILE_CACHE: path.join(home, 'compiled')}),
			},
			text,
			...(leave !== undefined && {leave}),
		});
}
