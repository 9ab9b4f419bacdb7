import {formatWord, quoteText} from '../terminal/foreign-text.js';
import {findChild, type JsonNode, type Path} from './json-node.js';
import {nameStatement} from './policy-document.js';
import {readJson} from './read-json.js';
import {DoubledName, UnreadableText} from './json-tokens.js';

/** Finds the numbers in a node of `text` that JavaScript prints in another way than they stand there. */
export const changedNumbers = (
	text: string,
	node: JsonNode,
	path: Path = [],
): Array<{path: Path; from: string; to: string}> => {
	switch (node.type) {
		case 'object': {
			return node.members.flatMap(({name, node: child}) =>
				changedNumbers(text, child, [...path, name]),
			);
		}

		case 'array': {
			return node.items.flatMap((child, index) => changedNumbers(text, child, [...path, index]));
		}

		case 'value': {
			const from = text.slice(node.start, node.end);
			const to = JSON.stringify(node.value);
			return typeof node.value === 'number' && from !== to ? [{path, from, to}] : [];
		}
	}
};

const sidOf = (root: JsonNode, index: number | undefined): unknown => {
	const list = findChild(root, 'Statement');
	const statement = index === undefined ? list : findChild(list, index);
	const sid = findChild(statement, 'Sid');
	return sid?.type === 'value' ? sid.value : undefined;
};

// Where a name is doubled the text cannot be read with its locations, but JavaScript reads it all the same: the last one of the two.
const sidInText = (text: string, index: number | undefined): unknown => {
	try {
		const policy: unknown = JSON.parse(text);
		const list = fieldOf(policy, 'Statement');
		return fieldOf(index === undefined ? list : fieldOf(list, String(index)), 'Sid');
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}

		throw error;
	}
};

const fieldOf = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name)
		? Reflect.get(value, name)
		: undefined;

/** Names a location of a policy by its statement; `sidAt` gives the Sid of one of the list, or of the only statement. */
const nameLocation = (path: Path, sidAt: (index: number | undefined) => unknown): string => {
	const [first, second, ...rest] = path;
	if (first !== 'Statement') {
		return path.map((part) => formatWord(String(part))).join(' › ');
	}

	const index = typeof second === 'number' ? second : undefined;
	const Sid = sidAt(index);
	const name = nameStatement(typeof Sid === 'string' ? {Sid} : {}, index ?? 0);
	return [
		name,
		...(index === undefined ? path.slice(1) : rest).map((part) => formatWord(String(part))),
	].join(' › ');
};

/**
Lists the locations of a policy's text that would not come back the same when the policy is read and printed again: numbers such as 1.0,
1e3 and ones of more digits than JavaScript keeps, and names that stand twice. Each says what to do about it. Empty: nothing is lost.
*/
export function findRewriteLosses(text: string): string[] {
	try {
		return readJson(text, new Set()).flatMap((root) =>
			changedNumbers(text, root).map(
				({path, from, to}) =>
					`${nameLocation(path, (index) => sidOf(root, index))}: ${formatWord(from)} would become ${to}. Put that value in quotes, or write it plainly.`,
			),
		);
	} catch (error) {
		if (error instanceof DoubledName) {
			const {doubled, path} = error;
			const location = nameLocation(path, (index) => sidInText(text, index));
			return [
				`${location === '' ? 'The policy' : location}: the name ${quoteText(doubled)} stands twice in one object. Keep the one that counts.`,
			];
		}

		if (error instanceof UnreadableText) {
			return [error.message];
		}

		throw error;
	}
}
