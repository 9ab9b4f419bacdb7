import fs from 'node:fs';
import {z} from 'zod';

const packageFile = z.object({version: z.string()});

/** This program's version, from its package.json. */
export function programVersion(): string {
	const file = new URL('../../package.json', import.meta.url);
	return packageFile.parse(JSON.parse(fs.readFileSync(file, 'utf8'))).version;
}
