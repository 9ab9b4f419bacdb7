import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {z} from 'zod';
import {program} from '../end-to-end/run-program.js';

const root = path.dirname(path.dirname(program));

const contents = z.object({
	outputs: z.record(
		z.string(),
		z.object({
			imports: z.array(
				z.object({
					path: z.string(),
					kind: z.string(),
					external: z.boolean().optional(),
				}),
			),
			inputs: z.record(z.string(), z.object({bytesInOutput: z.number()})),
			entryPoint: z.string().optional(),
		}),
	),
});

/** What is in the built program, by what the build wrote down about it. */
export type BundleContents = {
	/** The sources and packages' files in these files of build/, by their addresses. */
	sourcesOf: (urls: readonly string[]) => string[];
	/** What the files import that is not in the program. */
	outside: string[];
	/** The files that are loaded with this source, without what it loads later. */
	filesWith: (entryPoint: string) => string[];
	/** The sources in them. */
	sourcesWith: (entryPoint: string) => string[];
};

/** Reads build/bundle.json; `npm run build` makes it. */
export async function bundleContents(): Promise<BundleContents> {
	const {outputs} = contents.parse(
		JSON.parse(await readFile(path.join(root, 'build', 'bundle.json'), 'utf8')),
	);
	const sourcesIn = (files: Iterable<string>) =>
		[...files].flatMap((file) =>
			Object.entries(outputs[file]?.inputs ?? {})
				.filter(([, {bytesInOutput}]) => bytesInOutput > 0)
				.map(([source]) => source),
		);
	const filesWith = (entryPoint: string) => {
		const entry = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entryPoint);
		if (entry === undefined) {
			throw new Error(`${entryPoint} is not loaded on its own.`);
		}

		const files = new Set<string>();
		const add = (file: string) => {
			if (files.has(file)) {
				return;
			}

			files.add(file);
			for (const {path: imported, kind} of outputs[file]?.imports ?? []) {
				if (kind === 'import-statement') {
					add(imported);
				}
			}
		};

		add(entry);
		return [...files].filter((file) => file in outputs);
	};

	const imports = Object.values(outputs).flatMap((output) => output.imports);
	return {
		outside: imports
			.filter(({external}) => external)
			.map((each) => each.path)
			// The entry, which an old Node can read, loads the rest.
			.filter((each) => each !== './main.js'),
		sourcesOf: (urls) =>
			sourcesIn(urls.map((url) => `build/${path.posix.basename(new URL(url).pathname)}`)),
		filesWith,
		sourcesWith: (entryPoint) => sourcesIn(filesWith(entryPoint)),
	};
}
