import fs from 'node:fs/promises';
import path from 'node:path';
import {type Plugin} from 'esbuild';

const segmenter = /new Intl\.Segmenter\([^\)]*\)/gv;
const measuring =
	/node_modules\/(?:string-width\/index|wrap-ansi\/index|@alcalzone\/ansi-tokenize\/build\/tokenize|ink\/build\/line-update)\.js$/;
const printableAscii = String.raw`/^[\u0020-\u007E]*$/.test(string)`;

/**
Lets the packages that measure and cut text for Ink load Unicode's rules only for text that needs them, which is none on
most first screens. Fails the build when one of them asks in other words.
*/
export function lateUnicode(root: string): Plugin {
	const plainText = JSON.stringify(
		path.join(root, 'source', 'terminal', 'plain-text.ts'),
	);
	return {
		name: 'late-unicode',
		setup(build) {
			build.onLoad({filter: measuring}, async ({path: file}) => {
				const code = await fs.readFile(file, 'utf8');
				const isWidth = file.includes('string-width');
				if (
					!code.includes('new Intl.Segmenter(') ||
					(isWidth && !code.includes(printableAscii))
				) {
					throw new Error(`${file} does not ask for Unicode as it did.`);
				}

				const later = code
					.replaceAll(segmenter, 'lateSegmenter()')
					.replace(printableAscii, 'ambiguousIsNarrow && isPlainText(string)');
				return {
					contents: `import {isPlainText, lateSegmenter} from ${plainText};\n${later}`,
				};
			});
		},
	};
}
