import {fileURLToPath} from 'node:url';
import {spawn} from 'node:child_process';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import * as z from 'zod';
import {practiceAws} from '../end-to-end/practice-aws.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome} from '../support/fresh-home.js';
import {applyFile} from './apply-file.js';
import {type Figure} from './figure.js';
import {ekm} from './kinds-of-setup.js';
import {root} from './places.js';

const watchHour = fileURLToPath(new URL('watch-hour.ts', import.meta.url));

const weights = z.object({
	/** Stopped, as Ctrl+C does. */
	code: z.literal(130),
	looks: z.number(),
	early: z.number(),
	late: z.number(),
});

/** What `check --watch` holds after an hour, against what it held after six minutes. The clock is a simulated one. */
export async function measureWatchMemory(): Promise<Figure[]> {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	await applyFile(home, ekm, aws.env);
	const child = spawn(
		process.execPath,
		[
			'--expose-gc',
			'--import',
			'./source/packaging/run-typescript.js',
			watchHour,
		],
		{
			cwd: root,
			env: childEnvironment({...home.env, ...aws.env}),
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const {looks, early, late} = weights.parse(
		JSON.parse(await text(child.stdout)),
	);
	return [
		{
			name: 'Memory after an hour of check --watch',
			value: late / 1024,
			unit: 'MB',
			reference: {name: 'after six minutes', value: early / 1024},
			target: {of: 'ratio', most: 1.05},
			note: `${looks} looks at AWS; what the heap holds once the rubbish is collected.`,
		},
	];
}
