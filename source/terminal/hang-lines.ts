import {textWidth, wrapText} from './text.js';

// An indent, and a sign or number behind it: "    → ", "  [ok] ", "2. ".
const openings =
	/^ *(?:(?:\d+\.|\[[^\]]*\]|[^\s\p{Letter}\p{Number}"\(“]+) )?/v;

/**
Breaks lines to at most `columns`, between words where it can; what goes on stands below the line's own text, behind its
indent and its sign. A line whose opening takes more than half of the room goes on at the edge. Words that are `whole` are never cut.
*/
export function hangLines(
	lines: readonly string[],
	columns: number,
	whole?: RegExp,
): string[] {
	return lines.flatMap((line) => hangLine(line, columns, {whole}));
}

/** `hangLines` for one line. With a `margin`, which is how the line begins, that stands before each of what it is broken into. */
export function hangLine(
	line: string,
	columns: number,
	{whole, margin}: {whole?: RegExp | undefined; margin?: string | undefined},
): string[] {
	const opening = margin ?? openings.exec(line)?.[0] ?? '';
	const indent = textWidth(opening);
	if (textWidth(line) <= columns || indent > columns / 2) {
		return wrapText(line, columns, whole);
	}

	return wrapText(line.slice(opening.length), columns - indent, whole).map(
		(text, index) =>
			(index === 0 || margin !== undefined ? opening : ' '.repeat(indent)) +
			text,
	);
}
