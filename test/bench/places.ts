import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {programOptions} from '../../source/packaging/bundle-program.js';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built program; `npm run build` makes it. */
export const program = path.join(root, 'build', 'cli.js');

/** Bundles the minimal Ink program as the program itself is bundled, into `folder`; returns its file. */
export async function buildMinimalInk(folder: string): Promise<string> {
	await build({
		...programOptions(root),
		entryPoints: [path.join(root, 'test', 'bench', 'minimal-ink.tsx')],
		outdir: folder,
	});
	return path.join(folder, 'minimal-ink.js');
}
