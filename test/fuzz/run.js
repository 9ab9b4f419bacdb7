import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/*
Bundles the fuzzer, which is TypeScript like the program, and runs it:

	npm run fuzz                                   every parser, to its end
	npm run fuzz -- --seed 7 --cases 1000          other cases, or fewer
	npm run fuzz -- --parser journal --case 12     one case, as a finding names it
*/

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'node_modules', '.cache', `workato-aws-fuzz-${process.pid}`);
process.env.NODE_ENV = 'production';
await build({
	entryPoints: ['main', 'worker'].map((name) => path.join(root, 'test', 'fuzz', `${name}.ts`)),
	outdir: folder,
	bundle: true,
	platform: 'node',
	format: 'esm',
	packages: 'external',
	jsx: 'automatic',
	target: 'node22',
	outExtension: {'.js': '.mjs'},
	logLevel: 'error',
});
await import(pathToFileURL(path.join(folder, 'main.mjs')).href);
fs.rmSync(folder, {recursive: true, force: true});
