import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = path.join(root, 'node_modules', '.cache', 'third-guide');

/** Bundles the program with the third guide, and gives its path. Packages stay where they are: that takes half a second. */
export async function bundleThirdGuide(): Promise<string> {
	await build({
		absWorkingDir: root,
		entryPoints: ['test/third-guide/cli.ts'],
		outdir: folder,
		outExtension: {'.js': '.mjs'},
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		packages: 'external',
		logLevel: 'warning',
	});
	return path.join(folder, 'cli.mjs');
}
