import path from 'node:path';
import fs from 'node:fs/promises';
import {build, type BuildOptions, type Metafile, type Plugin} from 'esbuild';
import {builtinModules, lateUnicode, yogaWithoutFetch} from './bundle-plugins.js';

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
export async function bundleProgram(root: string, folder: string): Promise<Metafile> {
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
			entryPoints: [path.join(source, 'main.ts'), path.join(source, 'terminal', 'open-default.ts')],
			entryNames: '[name]',
			outdir: folder,
		}),
	]);
	return {
		inputs: {...entry.metafile.inputs, ...program.metafile.inputs},
		outputs: {...entry.metafile.outputs, ...program.metafile.outputs},
	};
}

const lateImport = /\bimport\('(?<target>\.[^']+)\.js'\)/gv;

/** What only the screens load, one by one. */
const lateScreens =
	/(?:\/guides\/\w+\/screens|\/app\/guide-runner|\/app\/line-mode\/[\w\-]+)\.tsx?$/v;

/** What it needs, the first screen needs as well: a dozen small files, which are one with main.ts. */
const always = 'cli/list.ts';

/**
Tells esbuild that what is loaded later finds `main.ts` loaded, and parts of the screens the first screen. It cuts what they share
into one file then, instead of one for every mix of parts that could ask for it: the first screen comes from half the files.
*/
function loadedBefore(source: string): Plugin {
	return {
		name: 'loaded-before',
		async setup(plugin) {
			const late = await lateFiles(source);
			const main = path.join(source, 'main.ts');
			plugin.onLoad({filter: /\.tsx?$/}, async ({path: file}) => {
				const before =
					file === main
						? path.join(source, always)
						: late.has(file)
							? lateScreens.test(file.replaceAll('\\', '/'))
								? path.join(source, 'app/run-assistant.tsx')
								: main
							: undefined;
				if (before === undefined) {
					return undefined;
				}

				const code = await fs.readFile(file, 'utf8');
				return {
					contents: `${code}\nimport ${JSON.stringify(before)};\n`,
					loader: file.endsWith('x') ? 'tsx' : 'ts',
				};
			});
		},
	};
}

/** The files in a folder, and below it, that some other one loads with `import()`. */
async function lateFiles(folder: string): Promise<ReadonlySet<string>> {
	const names = await fs.readdir(folder, {recursive: true});
	const files = new Set(names.map((name) => path.join(folder, name)));
	const late = new Set<string>();
	for (const file of files) {
		if (!/\.tsx?$/v.test(file)) {
			continue;
		}

		const code = await fs.readFile(file, 'utf8');
		for (const {groups} of code.matchAll(lateImport)) {
			const target = path.join(path.dirname(file), groups?.target ?? '');
			for (const found of [`${target}.ts`, `${target}.tsx`]) {
				if (files.has(found)) {
					late.add(found);
				}
			}
		}
	}

	return late;
}
