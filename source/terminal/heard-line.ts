import {cleanLine, textWidth} from './text.js';

/**
A line as it is heard: safe to write, and without the signs that only please the eye. `3/8` is a place among others, a middle
dot is a pause.
*/
export function heardLine(line: string): string {
	return cleanLine(line)
		.replaceAll(' · ', ', ')
		.replace(/(?<=”, )(?<at>\d{1,3})\/(?=\d{1,3}\b)/v, 'screen $<at> of ');
}

/**
Breaks a line between words, at most `columns` wide. A word that is longer stays whole, for the terminal to break: an ARN
that is copied has no line break in it. Code stays whole for the same reason; it is told by its indent or its signs.
*/
export function wrapWords(line: string, columns: number): string[] {
	if (/^(?:[\s"#]|\{\{|[\[\]\{\}]+,?$)/v.test(line)) {
		return [line];
	}

	const lines: string[] = [];
	let present = '';
	for (const word of line.split(/ +/v)) {
		const longer = present === '' ? word : `${present} ${word}`;
		if (present === '' || textWidth(longer) <= columns) {
			present = longer;
		} else {
			lines.push(present);
			present = word;
		}
	}

	return [...lines, present];
}
