import fs from 'node:fs/promises';
import {type Plugin} from 'esbuild';

const question = '"function"!=typeof fetch';

/**
Lets Ink's layout engine unpack its WebAssembly, which is in its code as text, without `fetch`: for that Node would load a
whole HTTP client before the first screen. Fails the build when the engine asks in other words.
*/
export const yogaWithoutFetch: Plugin = {
	name: 'yoga-without-fetch',
	setup(build) {
		build.onLoad({filter: /wasm-base64-esm\.js$/}, async ({path}) => {
			const code = await fs.readFile(path, 'utf8');
			if (!code.includes(question)) {
				throw new Error(`${path} does not ask for fetch as it did.`);
			}

			return {contents: code.replaceAll(question, 'true')};
		});
	},
};
