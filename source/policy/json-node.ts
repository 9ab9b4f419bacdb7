import {type Diagnostic, type TextPosition} from '../diagnostic.js';
import {type Json} from '../json.js';

/** A JSON value that remembers where it stands in the text (offsets; `start` inclusive, `end` exclusive). */
export type JsonNode = {start: number; end: number} & JsonContent;

/** What a node holds. */
type JsonContent =
	| {type: 'object'; members: JsonMember[]}
	| {type: 'array'; items: JsonNode[]}
	| {type: 'value'; value: Json};

/** A name and its value in an object; `start` is where the name stands. */
export type JsonMember = {name: string; start: number; node: JsonNode};

/** The way to a value inside a JSON value: names and list indexes. */
export type Path = Array<string | number>;

/** Gives the plain value of a node. */
export const toJson = (node: JsonNode): Json =>
	node.type === 'object'
		? Object.fromEntries(node.members.map(({name, node: value}) => [name, toJson(value)]))
		: node.type === 'array'
			? node.items.map((item) => toJson(item))
			: node.value;

const stepInto = (
	node: JsonNode,
	step: string | number | undefined,
): {node: JsonNode; nameStart: number} | undefined => {
	if (node.type === 'object') {
		const member = node.members.find(({name}) => name === step);
		return member && {node: member.node, nameStart: member.start};
	}

	const item = node.type === 'array' && typeof step === 'number' ? node.items[step] : undefined;
	return item && {node: item, nameStart: item.start};
};

/** Finds where the value at `path` starts, or its name with `isName`; else the deepest value on the way to it. */
export const findOffset = (node: JsonNode, path: Path, isName = false): number => {
	const [step, ...rest] = path;
	const next = stepInto(node, step);
	return next === undefined
		? node.start
		: isName && rest.length === 0
			? next.nameStart
			: findOffset(next.node, rest, isName);
};

/** The value under a name or an index, if there is one. */
export const findChild = (
	node: JsonNode | undefined,
	step: string | number,
): JsonNode | undefined => node && stepInto(node, step)?.node;

/** The nodes of a value that stands in no text: their places count up in the order in which a text would hold them. */
export const nodeOf = (value: Json): JsonNode => {
	let offset = 0;
	const contentOf = (inner: Json): JsonContent => {
		if (Array.isArray(inner)) {
			return {type: 'array', items: inner.map((item) => placed(item))};
		}

		return typeof inner === 'object' && inner !== null
			? {
					type: 'object',
					members: Object.entries(inner).map(([name, member]) => ({
						name,
						start: offset++,
						node: placed(member),
					})),
				}
			: {type: 'value', value: inner};
	};

	const placed = (inner: Json): JsonNode => {
		const start = offset++;
		return {start, ...contentOf(inner), end: offset};
	};

	return placed(value);
};

/** Something wrong with a value, and the way to it; with `isName` to the name in front of it. */
export type Finding = Diagnostic & {path: Path; isName?: true};

/** Turns an offset into `text` into a line and a column. CR, LF and CRLF each end a line; an offset past the end means the end. */
export const positionAt = (text: string, offset: number): TextPosition => {
	const lines = text.slice(0, offset).split(/\r\n|[\n\r]/v);
	return {line: lines.length, column: [...lines.at(-1)!].length + 1};
};
