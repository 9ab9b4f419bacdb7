import fs from 'node:fs/promises';
import path from 'node:path';
import {type Plugin} from 'esbuild';

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
export function loadedBefore(source: string): Plugin {
	return {
		name: 'loaded-before',
		async setup(build) {
			const late = await lateFiles(source);
			const main = path.join(source, 'main.ts');
			build.onLoad({filter: /\.tsx?$/}, async ({path: file}) => {
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
