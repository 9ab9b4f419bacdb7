import fs from 'node:fs/promises';
import path from 'node:path';
import {type Plugin} from 'esbuild';

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

const question = '"function"!=typeof fetch';

/**
Lets Ink's layout engine unpack its WebAssembly, which is in its code as text, without `fetch`: for that Node would load a
whole HTTP client before the first screen. Fails the build when the engine asks in other words.
*/
export const yogaWithoutFetch: Plugin = {
	name: 'yoga-without-fetch',
	setup(build) {
		build.onLoad({filter: /wasm-base64-esm\.js$/}, async ({path: file}) => {
			const code = await fs.readFile(file, 'utf8');
			if (!code.includes(question)) {
				throw new Error(`${file} does not ask for fetch as it did.`);
			}

			return {contents: code.replaceAll(question, 'true')};
		});
	},
};
