import path from 'node:path';
import fs from 'node:fs/promises';
import {build, type BuildOptions, type Metafile, type Plugin} from 'esbuild';
import {builtinModules, lateUnicode, yogaAtOnce} from './bundle-plugins.js';

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
			figures: leftOut,
		},
		plugins: [builtinModules(root), yogaAtOnce, lateUnicode(root)],
	} satisfies BuildOptions;
}

/**
Bundles the program of the checkout `root` into `folder`: the entry `cli.js`, which an old Node can read, too; `main.js`
and `open-default.js`, cut into chunks that are loaded when they are needed. Returns what is in each file.
*/
export async function bundleProgram(root: string, folder: string): Promise<Metafile> {
	const source = path.join(root, 'source');
	const options = programOptions(root);
	const files = await Promise.all([
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
			entryPoints: [path.join(source, 'main.ts')],
			entryNames: '[name]',
			outdir: folder,
		}),
		// Runs on its own, in a process of its own.
		build({
			...options,
			splitting: false,
			entryPoints: [path.join(source, 'terminal', 'open-default.ts')],
			outdir: folder,
		}),
	]);
	const inputs = Object.assign(
		{},
		...files.map(({metafile}) => metafile.inputs),
	) as Metafile['inputs'];
	const outputs = Object.assign(
		{},
		...files.map(({metafile}) => metafile.outputs),
	) as Metafile['outputs'];
	await skipSignposts(root, outputs);
	return {inputs, outputs};
}

/**
Where something that is loaded later is shared, esbuild leaves a file that only says which one it is in. Whoever loads that one
loads the other straight away.
*/
async function skipSignposts(root: string, outputs: Metafile['outputs']): Promise<void> {
	const targets = new Map<string, string>();
	for (const [file, {entryPoint, inputs}] of Object.entries(outputs)) {
		if (entryPoint === undefined || Object.keys(inputs).length > 0) {
			continue;
		}

		const code = await fs.readFile(path.join(root, file), 'utf8');
		const {names, target = '', exported} = signpost.exec(code)?.groups ?? {};
		const loaded = loadedWith(path.posix.join(path.posix.dirname(file), target), outputs);
		// What else it loads, the other must load as well.
		if (
			names === exported &&
			[...loadedWith(file, outputs)].every((each) => each === file || loaded.has(each))
		) {
			targets.set(path.basename(file), target);
		}
	}

	for (const [file, {imports}] of Object.entries(outputs)) {
		const late = imports.filter(
			({kind, path: to}) => kind === 'dynamic-import' && targets.has(path.basename(to)),
		);
		if (late.length === 0) {
			continue;
		}

		let code = await fs.readFile(path.join(root, file), 'utf8');
		for (const each of late) {
			const name = path.basename(each.path);
			const target = targets.get(name) ?? name;
			code = code.split(`import("./${name}")`).join(`import("./${target}")`);
		}

		await fs.writeFile(path.join(root, file), code);
	}
}

/** A file of the program and all that it imports. */
function loadedWith(
	file: string,
	outputs: Metafile['outputs'],
	found = new Set<string>(),
): ReadonlySet<string> {
	const output = outputs[file];
	if (output === undefined || found.has(file)) {
		return found;
	}

	found.add(file);
	for (const {path: to, kind} of output.imports) {
		if (kind === 'import-statement') {
			loadedWith(to, outputs, found);
		}
	}

	return found;
}

const signpost =
	/^import\{(?<names>[^\}]*)\}from"\.\/(?<target>[^"]+)";(?:import"[^"]+";)*export\{(?<exported>[^\}]*)\};\n$/v;

const lateImport = /\bimport\('(?<target>\.[^']+)\.js'\)/gv;

/** What only the screens load, one by one. */
const lateScreens =
	/(?:\/guides\/\w+\/screens|\/app\/guide-runner|\/app\/line-mode\/[\w\-]+)\.tsx?$/v;

/** Small files that every command or the first screen needs, and others later on: they are one file with main.ts. */
const always = [
	'cli/list.ts',
	'aws/endpoints.ts',
	'aws/profiles/cli-view.ts',
	'aws/profiles/identity-choice.ts',
	'aws/profiles/profile-kind.ts',
	'aws/profiles/read-profiles.ts',
	'aws/profiles/write-config.ts',
	'guides/guard-guide.ts',
	'memoize.ts',
	'terminal/text-file.ts',
];

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
						? always
						: late.has(file)
							? [lateScreens.test(file.replaceAll('\\', '/')) ? 'app/run-assistant.tsx' : 'main.ts']
							: [];
				if (before.length === 0) {
					return undefined;
				}

				const code = await fs.readFile(file, 'utf8');
				return {
					contents: [
						code,
						...before.map((name) => `import ${JSON.stringify(path.join(source, name))};`),
					].join('\n'),
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
