import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {defineConfig} from 'vitest/config';

const root = path.dirname(import.meta.dirname);
const all = 'test/**/*.test.{ts,tsx}';

/** What takes minutes has a command of its own. */
const elsewhere = ['test/long/**'];

/** Screens and programs that change the environment of their process. */
const programs = ['test/packaging', 'test/screens', 'test/bench'];

/** Modules and variables that are replaced before anything is loaded need a worker in which nothing is loaded yet. */
function isApart(file: string): boolean {
	return (
		programs.some((folder) => file.startsWith(`${folder}/`)) ||
		/\bvi\.(?:mock|doMock|hoisted)\(/v.test(readFileSync(path.join(root, file), 'utf8'))
	);
}

const apart = globSync(all, {cwd: root, exclude: elsewhere})
	.map((file) => file.replaceAll('\\', '/'))
	.filter((file) => isApart(file));

/** `npm test`: most files share their workers, so that the SDK and React are loaded a few times instead of hundreds of times. */
export default defineConfig({
	root,
	test: {
		// One more than the two cores that the whole is sized for: a test of a program waits for it most of the time.
		maxWorkers: 3,
		testTimeout: 30_000,
		// Without a terminal, Ink starts tput and resize for the size of each thing that is drawn.
		env: {COLUMNS: '80', LINES: '24'},
		projects: [
			{
				extends: true,
				test: {name: 'apart', include: apart},
			},
			{
				extends: true,
				test: {
					name: 'together',
					include: [all],
					exclude: [...elsewhere, ...apart],
					isolate: false,
				},
			},
		],
	},
});
