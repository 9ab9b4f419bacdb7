// `npm run screen`: bundles show-screen.ts with the present source, for Node does not read its JSX, and runs it.
import {mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('./', import.meta.url));
// Inside the checkout, so that the packages are found.
const folder = await mkdtemp(path.join(here, '../../node_modules/.cache-screen-'));
try {
	const outfile = path.join(folder, 'show-screen.js');
	await build({
		entryPoints: [path.join(here, 'show-screen.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node22',
		packages: 'external',
		jsx: 'automatic',
		logLevel: 'error',
	});
	process.env.NODE_ENV ??= 'production';
	process.env.AWS_EC2_METADATA_DISABLED = 'true';
	// Printed into a file or a pager it keeps its colours; --no-colour leaves them out.
	process.env.FORCE_COLOR ??= '1';
	await import(pathToFileURL(outfile).href);
} finally {
	await rm(folder, {recursive: true, force: true});
}
