// `node --import …/recorder.js PROGRAM` prints the address of every file that the program loads, one a line, to descriptor 3.
import fs from 'node:fs';
import {registerHooks} from 'node:module';

registerHooks({
	load(url, context, nextLoad) {
		if (url.startsWith('file:')) {
			fs.writeSync(3, `${url}\n`);
		}

		return nextLoad(url, context);
	},
});
