import {expect, test} from 'vitest';
import {frameSnapshot} from './frame-snapshot.js';
import {framesToSvg} from './screen-to-svg.js';
import {svgText} from './svg-text.js';

const size = {columns: 40, rows: 4};

test('the text of a picture is what its frames say, row by row, without what changes from run to run', async () => {
	const frames = [
		'\u{1B}[1mOne\u{1B}[22m and\n\n\u{1B}[31mtwo\u{1B}[39m of 2026-11-22',
		'Enter select · ? help',
	];
	const svg = framesToSvg(
		await Promise.all(
			frames.map(async (frame) => ({
				screen: await frameSnapshot(frame, size),
				seconds: 1,
			})),
		),
		'A title',
	);
	expect(svgText(svg)).toEqual(['One and\ntwo of …', 'Enter select']);
});
