import {fileURLToPath} from 'node:url';
import {spawn} from 'node:child_process';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import * as z from 'zod';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome} from '../support/fresh-home.js';
import {applyFile} from './apply-file.js';
import {type Figure} from './figure.js';
import {ekm} from './kinds-of-setup.js';
import {root} from './places.js';
import {slope} from './statistics.js';

const watchHours = fileURLToPath(new URL('watch-hours.ts', import.meta.url));

const watched = z.object({
	/** Stopped, as Ctrl+C does. */
	code: z.literal(130),
	weights: z.array(z.object({looks: z.number(), held: z.number()})).length(10),
});

/** What `check --watch` holds after six hours, against what it held after 36 minutes, and what each look adds by a line through ten moments. The clock is a simulated one. */
export async function measureWatchMemory(): Promise<Figure[]> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await applyFile(home, ekm, aws.env);
	const child = spawn(
		process.execPath,
		['--expose-gc', '--import', './source/packaging/run-typescript.js', watchHours],
		{
			cwd: root,
			env: childEnvironment({...home.env, ...aws.env}),
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const {weights} = watched.parse(JSON.parse(await text(child.stdout)));
	const looks = weights.at(-1)?.looks ?? 0;
	const held = weights.map((weight) => weight.held / 1024);
	const growth = slope(weights.map((weight) => [weight.looks, weight.held]));
	return [
		{
			name: 'Memory after six hours of check --watch',
			value: held.at(-1),
			unit: 'MB',
			reference: {name: 'after 36 minutes', value: held[0] ?? 0},
			target: {of: 'ratio', most: 1.05},
			note: `${looks} looks at AWS; what the heap holds once the rubbish is collected: ${held.map((megabytes) => megabytes.toFixed(2)).join(', ')} MB.`,
		},
		{
			name: 'The same, what each look adds',
			value: growth,
			unit: 'KB',
			note: 'by the straight line that fits the ten moments best.',
		},
	];
}
