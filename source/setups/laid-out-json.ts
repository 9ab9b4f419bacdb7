/** A member of an object, or an element of a list (then without a key), and its lines. `isWhole`: its value can be read. */
export type Child = {
	key: string;
	text: string;
	isWhole: boolean;
	value: unknown;
};

/**
The children of a value in JSON that is laid out with one tab a level, as saved files are, each by itself: damage to one
leaves the others readable. `depth` is the number of tabs before a child.
*/
export function childrenOf(text: string, depth: number): Child[] {
	const groups: string[][] = [];
	const indent = '\t'.repeat(depth);
	for (const line of text.split('\n')) {
		const isStart =
			line.startsWith(indent) && /[^\t\]\}]/v.test(line.charAt(depth));
		if (isStart) {
			groups.push([line]);
		} else if (line.startsWith(indent) || !/^\t*[\]\}],?$/v.test(line)) {
			// A line that stands in the wrong place spoils what it stands in: without it, a value could be another one.
			groups.at(-1)?.push(line);
		}
	}

	return groups.map((lines) => childOf(lines.join('\n')));
}

function childOf(text: string): Child {
	const body = text.trim().replace(/,$/v, '');
	const name = /^"(?<key>[^"\\]*)": /v.exec(body)?.groups?.key;
	try {
		const parsed: unknown = JSON.parse(name === undefined ? body : `{${body}}`);
		const [[key, value] = ['', undefined]] =
			name === undefined ? [['', parsed]] : Object.entries(parsed ?? {});
		// A number may have been cut between its digits: only the comma after it says that it was not.
		const isEnded = typeof value !== 'number' || text.endsWith(',');
		return {key, text, isWhole: isEnded && !text.includes('\u{FFFD}'), value};
	} catch {
		return {key: name ?? '', text, isWhole: false, value: undefined};
	}
}
