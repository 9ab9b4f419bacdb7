import module from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {type Plugin} from 'esbuild';

const names = module.builtinModules.filter((name) => !name.includes(':'));
// In the bundler's own kind of pattern, which knows no flags.
/* eslint-disable require-unicode-regexp -- as above */
const builtin = new RegExp(`^(?:node:)?(?:${names.join('|')})$`);
const builtinLoader = /^builtin-loader$/;
const anything = /./;
/* eslint-enable require-unicode-regexp */

/** What a short command only needs in case something has to be made or started. */
const late: ReadonlySet<string> = new Set(['child_process', 'crypto']);

/**
Lets the program ask Node for its modules as CommonJS does: each property once it is used, and those that are `late` not before
then. As an ES module each is read to its last property when it is imported, which opens the streams of the process and loads
much that a short command never uses.
*/
export function builtinModules(root: string): Plugin {
	return {
		name: 'builtin-modules',
		setup(build) {
			build.onResolve({filter: builtin}, ({path: name, importer, namespace, kind}) =>
				namespace === 'loader'
					? {path: name, external: true}
					: {
							path: name.replace(/^node:/v, ''),
							namespace: kind === 'require-call' ? 'required' : 'imported',
							// One for each file that asks: a shared one would be a file of its own. It lies in no package.
							suffix: `?${path.relative(root, importer).replaceAll(path.sep, ' ')}`,
							sideEffects: false,
						},
			);
			build.onResolve({filter: builtinLoader}, ({path: name}) => ({
				path: name,
				namespace: 'loader',
				sideEffects: false,
			}));
			build.onLoad({filter: anything, namespace: 'loader'}, () => ({
				contents:
					"import module from 'node:module'; export const load = module.createRequire(import.meta.url);",
			}));
			build.onLoad({filter: anything, namespace: 'required'}, ({path: name}) => ({
				contents: `const {load} = require('builtin-loader'); module.exports = ${loaded(name)};`,
			}));
			build.onLoad({filter: anything, namespace: 'imported'}, ({path: name}) => ({
				contents: [
					"import {load} from 'builtin-loader';",
					`const builtin = ${loaded(name)};`,
					'const property = (key) => builtin[key];',
					'export default builtin;',
					...namedExports(name),
				].join('\n'),
			}));
		},
	};
}

function loaded(name: string): string {
	return late.has(name)
		? `new Proxy({}, {get: (_target, key) => load('node:${name}')[key]})`
		: `load('node:${name}')`;
}

/** Each by itself, so that the bundler leaves out, unread, what nobody imports. */
function namedExports(name: string): string[] {
	const properties: Readonly<Record<string, unknown>> = {
		...process.getBuiltinModule(name),
	};
	return Object.entries(properties)
		.filter(([key]) => /^[a-z]\w*$/iv.test(key))
		.map(([key, value]) => {
			const code =
				late.has(name) && isPlainFunction(key, value)
					? `(...given) => builtin.${key}(...given)`
					: `/* @__PURE__ */ property('${key}')`;
			return `const $${key} = ${code};\nexport {$${key} as ${key}};`;
		});
}

/** Not a class, and nothing that says by a property of its own how it is made a promise. */
function isPlainFunction(key: string, value: unknown): boolean {
	return (
		typeof value === 'function' &&
		/^[a-z]/v.test(key) &&
		Object.getOwnPropertySymbols(value).length === 0
	);
}
