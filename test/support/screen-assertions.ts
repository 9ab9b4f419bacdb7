import {expect} from 'vitest';
import type {Terminal} from './pseudo-terminal.js';

/** Expects that no visible row is wider than the terminal and that the frame is not taller. For programs that redraw a frame; printed text may scroll. */
export function expectNoOverflow(terminal: Terminal): void {
	const size = `${terminal.columns}x${terminal.rows}`;
	expect(terminal.wrappedLines(), `rows that wrapped at ${size} on\n${terminal.screen()}`).toEqual(
		[],
	);
	expect(
		terminal.scrolledRows,
		`rows that a frame pushed off the top at ${size}, leaving\n${terminal.screen()}`,
	).toBe(0);
}

/** Expects that what marks a frame, such as its title, is on the screen exactly once. */
export function expectNoStackedFrames(terminal: Terminal, marker: RegExp): void {
	const flags = new Set([...marker.flags, 'g', 'm']);
	const everyMarker = new RegExp(marker.source, [...flags].join(''));
	expect(
		terminal.screen().match(everyMarker)?.length ?? 0,
		`times that ${String(marker)} is on\n${terminal.screen()}`,
	).toBe(1);
}

/** The colour codes in a program's raw output, each once, in the order of appearance: '31', '38;5;208', '48;2;0;0;0'. Bold, dim and inverse are no colours. */
export function colourCodes(output: string): string[] {
	const codes = new Set<string>();
	for (const sequence of output.split('\u{1B}[').slice(1)) {
		const parameters = /^[\d:;]*(?=m)/v.exec(sequence)?.[0] ?? '';
		for (const code of parameters.replaceAll(':', ';').matchAll(oneCode)) {
			// 39 and 49 go back to no colour.
			if (/^(?:3[0-8]|4[0-8]|9\d|10\d)/v.test(code[0])) {
				codes.add(code[0]);
			}
		}
	}

	return [...codes];
}

// 38 and 48 take the numbers after them along: 5 and an index, or 2 and three parts.
const oneCode = /[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+/gv;
