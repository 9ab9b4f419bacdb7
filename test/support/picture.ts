// `npm run picture`: plays a tape in an empty home, and draws what it shows as one moving SVG.
import {readFile, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {freshHome} from './fresh-home.js';
import {framesToSvg} from './screen-to-svg.js';
import {parseTape} from './tape/parse-tape.js';
import {playTape} from './tape/play-tape.js';

const [tapeFile, svgFile] = process.argv.slice(2);
if (tapeFile === undefined || svgFile === undefined) {
	throw new Error('Give a .tape file and an .svg file.');
}

const {commands, errors} = parseTape(await readFile(tapeFile, 'utf8'));
for (const {line, column, message} of errors) {
	console.error(`${tapeFile}:${line}:${column} ${message}`);
}

await using home = await freshHome();
const {frames} = await playTape(commands, {
	cwd: process.cwd(),
	env: {...home.env, FORCE_COLOR: '1'},
	columns: 90,
	rows: 22,
});
await writeFile(svgFile, framesToSvg(frames, tapeFile));
