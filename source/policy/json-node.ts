import {type Json} from '../json.js';

/** A JSON value that remembers where it stands in the text (offsets; `start` inclusive, `end` exclusive). */
export type JsonNode = {start: number; end: number} & JsonContent;

/** What a node holds. */
export type JsonContent =
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
		? Object.fromEntries(
				node.members.map(({name, node: value}) => [name, toJson(value)]),
			)
		: node.type === 'array'
			? node.items.map((item) => toJson(item))
			: node.value;

/** Finds where the value at `path` starts, or the deepest value on the way to it. */
export const findOffset = (node: JsonNode, path: Path): number => {
	const [step, ...rest] = path;
	const children =
		node.type === 'object'
			? node.members.map(({name, node: child}) => ({step: name, child}))
			: node.type === 'array'
				? node.items.map((child, index) => ({step: index, child}))
				: [];
	const next = children.find((child) => child.step === step)?.child;
	return next === undefined ? node.start : findOffset(next, rest);
};
