import {readdirSync, readFileSync} from 'node:fs';
import {posix} from 'node:path';

/** One import of a file of the program by another. Paths are relative to `source/`. */
export type SourceImport = {
	from: string;
	to: string;
	/** `lazy`: loaded when it is asked for. `type`: gone once the types are checked. */
	how: 'static' | 'lazy' | 'type';
};

/** Every source file, its path relative to `source/`, with its text. */
export function readSource(): Map<string, string> {
	const paths = readdirSync('source', {recursive: true, encoding: 'utf8'})
		.map((path) => path.replaceAll('\\', '/'))
		.filter((path) => /\.(?:tsx?|js)$/v.test(path))
		.toSorted();
	return new Map(paths.map((path) => [path, readFileSync(`source/${path}`, 'utf8')]));
}

const importPattern = /(?<lead>\bfrom |\bimport |\bimport\(\n?\t*)'(?<path>\.[^']+)'/gv;

/** The imports among source files, each file and its target once. */
export function readImports(files = readSource()): SourceImport[] {
	return [...files].flatMap(([from, text]) => {
		const found = new Map<string, SourceImport>();
		for (const {groups, index} of text.matchAll(importPattern)) {
			const {lead = '', path = ''} = groups ?? {};
			const to = resolve(posix.join(posix.dirname(from), path), files);
			const how = lead.startsWith('import(')
				? 'lazy'
				: namesOnlyTypes(text.slice(0, index))
					? 'type'
					: 'static';
			// What is loaded at once is not lazy, whatever else the file does.
			if (to !== undefined && (!found.has(to) || how === 'static')) {
				found.set(to, {from, to, how});
			}
		}

		return Array.from(found, ([, each]) => each);
	});
}

/** Whether what stands before a `from` imports nothing but types. */
function namesOnlyTypes(before: string): boolean {
	const start = Math.max(before.lastIndexOf('import '), before.lastIndexOf('export '));
	const clause = before.slice(start + 'import '.length).trim();
	return (
		clause.startsWith('type ') ||
		(clause.startsWith('{') &&
			clause
				.slice(1, -1)
				.split(',')
				.map((name) => name.trim())
				.every((name) => name === '' || name.startsWith('type ')))
	);
}

/** Files outside `source/`, such as package.json, are no part of the house. */
function resolve(path: string, files: ReadonlyMap<string, string>): string | undefined {
	const found = ['.js', '.ts', '.tsx']
		.map((extension) => path.replace(/\.js$/v, () => extension))
		.find((each) => files.has(each));
	if (found === undefined && !path.startsWith('../')) {
		throw new Error(`source/${path} is imported, and is not there.`);
	}

	return found;
}

/** The room of a file: the top folder, and under `guides/` and `resources/` the folder of the one guide or thing. */
export function roomOf(path: string): string {
	const [top = '', second = '', ...more] = path.split('/');
	return ['guides', 'resources'].includes(top) && more.length > 0 ? `${top}/${second}` : top;
}
