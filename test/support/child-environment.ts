import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** Every test has a home of its own, and none should compile the program anew. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** The environment of a program under test: HOME is required, so that no test reads the developer's own. */
export type ChildEnvironment = Readonly<Record<string, string | undefined>> & {
	readonly HOME: string;
};

/** The given variables and only what a program needs to start beside them: nothing of the developer's AWS, colour or CI settings. */
export function childEnvironment(env: ChildEnvironment): Record<string, string | undefined> {
	const ownNode = path.dirname(process.execPath);
	return {
		PATH: [ownNode, process.env.PATH].join(path.delimiter),
		LANG: 'C.UTF-8',
		TERM: 'xterm-256color',
		NODE_COMPILE_CACHE: compiled,
		...env,
	};
}
