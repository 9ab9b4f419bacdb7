/** A place in a text; both count from 1, columns count characters. */
export type TextPosition = {line: number; column: number};

/** What is wrong, in one plain sentence or two, and where it stands in the text if there is a text. */
export type Problem = {message: string; position?: TextPosition};

/** Turns an offset into `text` into a line and a column. CR, LF and CRLF each end a line; an offset past the end means the end. */
export const positionAt = (text: string, offset: number): TextPosition => {
	const lines = text.slice(0, offset).split(/\r\n|[\n\r]/v);
	return {line: lines.length, column: [...lines.at(-1)!].length + 1};
};
