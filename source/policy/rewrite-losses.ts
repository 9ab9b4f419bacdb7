import {formatWord} from '../terminal/foreign-text.js';
import {findChild, type JsonNode, type Path} from './json-node.js';
import {nameStatement} from './name-statement.js';
import {readJson} from './read-json.js';
import {UnreadableText} from './unreadable-text.js';

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
			return node.items.flatMap((child, index) =>
				changedNumbers(text, child, [...path, index]),
			);
		}

		case 'value': {
			const from = text.slice(node.start, node.end);
			const to = JSON.stringify(node.value);
			return typeof node.value === 'number' && from !== to
				? [{path, from, to}]
				: [];
		}
	}
};

const namePlace = (root: JsonNode, path: Path): string => {
	const [first, second, ...rest] = path;
	if (first !== 'Statement') {
		return path.map((part) => formatWord(String(part))).join(' › ');
	}

	const list = findChild(root, 'Statement');
	const isList = list?.type === 'array' && typeof second === 'number';
	const statement = isList ? findChild(list, second) : list;
	const sid = findChild(statement, 'Sid');
	const name = nameStatement(
		sid?.type === 'value' && typeof sid.value === 'string'
			? {Sid: sid.value}
			: {},
		isList ? second : 0,
	);
	return [
		name,
		...(isList ? rest : path.slice(1)).map((part) => formatWord(String(part))),
	].join(' › ');
};

/**
Lists the places of a policy's text that would not come back the same when the policy is read and printed again: numbers such as 1.0,
1e3 and ones of more digits than JavaScript keeps, and names that stand twice. Each is a sentence. Empty: nothing is lost.
*/
export function findRewriteLosses(text: string): string[] {
	try {
		return readJson(text, new Set()).flatMap((root) =>
			changedNumbers(text, root).map(
				({path, from, to}) =>
					`${namePlace(root, path)}: ${formatWord(from)} would become ${to}.`,
			),
		);
	} catch (error) {
		if (error instanceof UnreadableText) {
			return [error.message];
		}

		throw error;
	}
}
