import {spawn} from 'node:child_process';
import {text} from 'node:stream/consumers';
import * as z from 'zod';
import {type Figure} from './figure.js';
import {measureInstall} from './install.js';
import {root} from './places.js';

const packed = z.tuple([z.object({size: z.number(), unpackedSize: z.number()})]);

const megabyte = 1_000_000;

/** The package as `npm publish` would send it, and as it is installed. */
export async function measureSize(): Promise<Figure[]> {
	const child = spawn('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{size, unpackedSize}] = packed.parse(JSON.parse(await text(child.stdout)));
	return [
		{
			name: 'Package, packed',
			value: size / megabyte,
			unit: 'MB',
			target: {of: 'value', most: 3},
		},
		{name: 'Package, unpacked', value: unpackedSize / megabyte, unit: 'MB'},
		...(await measureInstall()),
	];
}
