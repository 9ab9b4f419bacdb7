import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {programOptions} from '../../source/packaging/bundle-program.js';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built program; `npm run build` makes it. */
export const program = path.join(root, 'build', 'cli.js');

/**
Bundles the minimal Ink program into `folder`, as the program itself is bundled, and in one file; or `asItComes`, with React's fast build
and nothing of our own done to the packages. Returns its file.
*/
export async function buildMinimalInk(
	folder: string,
	{asItComes = false}: {readonly asItComes?: boolean} = {},
): Promise<string> {
	const options = programOptions(root);
	await build({
		...options,
		splitting: false,
		...(asItComes && {
			plugins: [],
			// Some of the packages are CommonJS, and ask for Node's modules as that does.
			banner: {
				js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);",
			},
		}),
		entryPoints: [path.join(root, 'test', 'bench', 'minimal-ink.tsx')],
		outdir: folder,
	});
	return path.join(folder, 'minimal-ink.js');
}
