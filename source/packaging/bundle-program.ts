import path from 'node:path';
import {build, type BuildOptions, type Metafile} from 'esbuild';
import {builtinModules} from './builtin-modules.js';
import {lateUnicode} from './late-unicode.js';
import {loadedBefore} from './loaded-before.js';
import {yogaWithoutFetch} from './yoga-without-fetch.js';

/** Small to load; names stay, so that a stack in a report can be read. */
const common = {
	bundle: true,
	format: 'esm',
	platform: 'node',
	minifyWhitespace: true,
	minifySyntax: true,
	// Every licence is in one file beside the program.
	legalComments: 'none',
	logLevel: 'warning',
	metafile: true,
} satisfies BuildOptions;

/** How the program of the checkout `root` is bundled, except for its old-fashioned entry; whatever is compared with it is bundled so, too. */
export function programOptions(root: string) {
	const leftOut = path.join(root, 'source', 'packaging', 'left-out.ts');
	return {
		...common,
		absWorkingDir: root,
		// Node 22's language; asked for `node22`, esbuild makes a new RegExp on every use of a pattern with the v flag.
		target: 'es2024',
		splitting: true,
		mainFields: ['module', 'main'],
		// React's fast build.
		define: {'process.env.NODE_ENV': '"production"'},
		alias: {
			'react-devtools-core': leftOut,
			'ajv/dist/2020.js': leftOut,
			'ajv-formats': leftOut,
			'when-exit': leftOut,
			semver: leftOut,
		},
		plugins: [builtinModules(root), yogaWithoutFetch, lateUnicode(root)],
	} satisfies BuildOptions;
}

/**
Bundles the program of the checkout `root` into `folder`: the entry `cli.js`, which an old Node can read, too; `main.js`
and `open-default.js`, cut into chunks that are loaded when they are needed. Returns what is in each file.
*/
export async function bundleProgram(
	root: string,
	folder: string,
): Promise<Metafile> {
	const source = path.join(root, 'source');
	const options = programOptions(root);
	const [entry, program] = await Promise.all([
		build({
			...common,
			absWorkingDir: root,
			entryPoints: [path.join(source, 'cli.ts')],
			outdir: folder,
			plugins: [builtinModules(root)],
			target: 'node12.20',
			external: ['./main.js'],
		}),
		build({
			...options,
			plugins: [...options.plugins, loadedBefore(source)],
			entryPoints: [
				path.join(source, 'main.ts'),
				path.join(source, 'terminal', 'open-default.ts'),
			],
			entryNames: '[name]',
			outdir: folder,
		}),
	]);
	return {
		inputs: {...entry.metafile.inputs, ...program.metafile.inputs},
		outputs: {...entry.metafile.outputs, ...program.metafile.outputs},
	};
}
