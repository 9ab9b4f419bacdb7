import {textWidth, wrapText} from './text.js';

// An indent, and a sign behind it: "    → ", "  [ok] ".
const openings = /^ *(?:(?:\[[^\]]*\]|[^\s\p{Letter}\p{Number}"\(“]+) )?/v;

/**
Breaks lines to at most `columns`, between words where it can; what goes on stands below the line's own text, behind its
indent and its sign. A line whose opening takes more than half of the room goes on at the edge.
*/
export function hangLines(lines: readonly string[], columns: number): string[] {
	return lines.flatMap((line) => hangLine(line, columns));
}

function hangLine(line: string, columns: number): string[] {
	const opening = openings.exec(line)?.[0] ?? '';
	const indent = textWidth(opening);
	if (textWidth(line) <= columns || indent > columns / 2) {
		return wrapText(line, columns);
	}

	return wrapText(line.slice(opening.length), columns - indent).map(
		(text, index) => (index === 0 ? opening : ' '.repeat(indent)) + text,
	);
}
