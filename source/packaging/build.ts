import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {bundleProgram} from './bundle-program.js';
import {licencesOf, packagesIn} from './licences.js';

/*
`npm run build`: makes the program that is published, in build/. Nothing that the program runs imports this folder, so
nothing of it is in the package.
*/
const root = process.cwd();
const folder = path.join(root, 'build');
await fs.rm(folder, {recursive: true, force: true});
const metafile = await bundleProgram(root, folder);
await fs.writeFile(
	path.join(folder, 'third-party-licences.txt'),
	await licencesOf(packagesIn(metafile), root),
);
// What is in which file, for tests and for whoever looks for weight; not published.
await fs.writeFile(path.join(folder, 'bundle.json'), JSON.stringify(metafile));
