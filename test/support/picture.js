// Makes an SVG: `node test/support/picture.js demo.tape demo.svg [COLUMNS ROWS]` plays a tape with an empty home.
import {readFile, writeFile} from 'node:fs/promises';
import {registerHooks} from 'node:module';
import process from 'node:process';

// Node runs the TypeScript beside this file as it is, but does not find it by the .js names of its imports.
const here = new URL('./', import.meta.url).href;
registerHooks({
	resolve(specifier, context, nextResolve) {
		const isOurs = context.parentURL?.startsWith(here);
		return nextResolve(
			isOurs && /^\.{1,2}\//v.test(specifier)
				? specifier.replace(/\.js$/v, '.ts')
				: specifier,
			context,
		);
	},
});

const {freshHome} = await import('./fresh-home.js');
const {framesToSvg} = await import('./screen-to-svg.js');
const {parseTape} = await import('./tape/parse-tape.js');
const {playTape} = await import('./tape/play-tape.js');

const [tapeFile, svgFile, columns = '90', rows = '22'] = process.argv.slice(2);
if (tapeFile === undefined || svgFile === undefined) {
	throw new Error('Give a .tape file and an .svg file.');
}

const {commands, errors} = parseTape(await readFile(tapeFile, 'utf8'));
for (const {line, column, message} of errors) {
	console.error(`${tapeFile}:${line}:${column} ${message}`);
}

const home = await freshHome();
try {
	const {frames} = await playTape(commands, {
		cwd: process.cwd(),
		env: {...home.env, FORCE_COLOR: '1'},
		columns: Number(columns),
		rows: Number(rows),
	});
	await writeFile(svgFile, framesToSvg(frames, tapeFile));
} finally {
	await home.cleanup();
}
