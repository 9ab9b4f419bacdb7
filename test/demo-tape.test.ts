import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {freshHome} from './support/fresh-home.js';
import {framesToSvg, screenToSvg} from './support/screen-to-svg.js';
import {svgText} from './support/svg-text.js';
import {parseTape} from './support/tape/parse-tape.js';
import {playTape} from './support/tape/play-tape.js';

vi.setConfig({testTimeout: 120_000});

test('demo.tape is written in the grammar of VHS, plays to its end, and the picture shows what it plays', async () => {
	const {commands, errors} = parseTape(await readFile('demo.tape', 'utf8'));
	expect(errors).toEqual([]);
	await using home = await freshHome();
	const {frames, screen} = await playTape(commands, {
		cwd: process.cwd(),
		env: {...home.env},
		columns: 90,
		rows: 22,
	});
	expect(screen).toContain('16 pass');
	const [still] = frames.toSorted((one, other) => other.seconds - one.seconds);
	expect(svgText(screenToSvg(still!.screen, 'Still'))).toEqual([
		expect.stringContaining('All 16 checks pass'),
	]);
	const picture = await readFile('.github/demo.svg', 'utf8');
	expect(svgText(picture), '.github/demo.svg is stale: npm run picture').toEqual(
		svgText(framesToSvg(frames, 'demo.tape')),
	);
});
