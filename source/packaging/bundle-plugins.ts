import module from 'node:module';
import path from 'node:path';
import process from 'node:process';
import fs from 'node:fs/promises';
import {type Plugin} from 'esbuild';

const names = module.builtinModules.filter((name) => !name.includes(':'));
// In the bundler's own kind of pattern, which knows no flags.

const builtin = new RegExp(`^(?:node:)?(?:${names.join('|')})$`);
const builtinLoader = /^builtin-loader$/;
const anything = /./;

/** What a short command only needs in case something has to be asked, made or started. */
const late: ReadonlySet<string> = new Set([
	'assert',
	'child_process',
	'crypto',
	'fs/promises',
	'readline',
	'timers/promises',
]);

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

const files =
	/node_modules\/(?:string-width\/index|wrap-ansi\/index|slice-ansi\/tokenize-ansi|cli-truncate\/index|@alcalzone\/ansi-tokenize\/build\/tokenize|ink\/build\/line-update)\.js$/;
const segmenter = /new Intl\.Segmenter\([^\)]*\)/gv;

// What string-width asks, and what it is to ask instead. Node takes its time to read the pattern of all emoji, even in a function that does not come as far.
const widthQuestions: ReadonlyArray<[asked: string, later: string]> = [
	[String.raw`/^[\u0020-\u007E]*$/.test(string)`, 'ambiguousIsNarrow && isPlainText(string)'],
	[String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`, ''],
	['rgiEmojiRegex.test', 'isEmoji'],
];

/**
Lets the packages that measure and cut text for Ink load Unicode's rules only for text that needs them, which is none on
most first screens. Fails the build when one of them asks in other words.
*/
export function lateUnicode(root: string): Plugin {
	const plainText = JSON.stringify(path.join(root, 'source', 'terminal', 'plain-text.ts'));
	return {
		name: 'late-unicode',
		setup(build) {
			build.onLoad({filter: files}, async ({path: file}) => {
				let code = await fs.readFile(file, 'utf8');
				const questions = file.includes('string-width') ? widthQuestions : [];
				const asked = ['new Intl.Segmenter(', ...questions.map(([words]) => words)];
				if (asked.some((words) => !code.includes(words))) {
					throw new Error(`${file} does not ask for Unicode as it did.`);
				}

				for (const [words, later] of questions) {
					code = code.replaceAll(words, () => later);
				}

				return {
					contents: `import {isEmoji, isPlainText, lateSegmenter} from ${plainText};\n${code.replaceAll(segmenter, 'lateSegmenter()')}`,
				};
			});
		},
	};
}

// What the engine does, and what it is to do instead.
const unpackings: ReadonlyArray<[slow: string, fast: string]> = [
	// For `fetch` Node would load a whole HTTP client.
	['"function"!=typeof fetch', 'true'],
	[
		'b=xa(a.slice(37)),c=new Uint8Array(b.length);for(a=0;a<b.length;++a)c[a]=b.charCodeAt(a);var d=c',
		'd=Buffer.from(a.slice(37),"base64")',
	],
	// Left to other threads it is waited for all the same, and longest where they are busy.
	[
		'WebAssembly.instantiate(f,d)',
		'{instance:new WebAssembly.Instance(new WebAssembly.Module(f),d)}',
	],
];

/**
Lets Ink's layout engine unpack its WebAssembly, which is in its code as text, at once: before the first screen there is nothing else
to do. Fails the build when the engine does it in other words.
*/
export const yogaAtOnce: Plugin = {
	name: 'yoga-at-once',
	setup(build) {
		build.onLoad({filter: /wasm-base64-esm\.js$/}, async ({path: file}) => {
			let code = await fs.readFile(file, 'utf8');
			for (const [slow, fast] of unpackings) {
				if (!code.includes(slow)) {
					throw new Error(`${file} does not unpack itself as it did: ${slow}`);
				}

				code = code.replaceAll(slow, () => fast);
			}

			return {contents: code};
		});
	},
};
