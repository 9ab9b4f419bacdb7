import {type Diagnostic, type TextPosition} from '../diagnostic.js';
import {type Json} from '../json.js';
import {type PutRight, readTokens, type Token, UnreadableText} from './json-tokens.js';

/** A JSON value that remembers where it stands in the text (offsets; `start` inclusive, `end` exclusive). */
export type JsonNode = {start: number; end: number} & JsonContent;

/** What a node holds. */
type JsonContent =
	| {type: 'object'; members: JsonMember[]}
	| {type: 'array'; items: JsonNode[]}
	| {type: 'value'; value: Json};

/** A name and its value in an object; `start` is where the name stands. */
type JsonMember = {name: string; start: number; node: JsonNode};

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

/** A name that stands twice in the object at `path`: which of the two counts, only its author knows. */
export class DoubledName extends UnreadableText {
	readonly doubled: string;
	readonly path: Path;

	constructor(doubled: string, path: Path, offset: number) {
		super('This name stands twice in one object. Keep the one that counts.', offset);
		this.name = 'DoubledName';
		this.doubled = doubled;
		this.path = path;
	}
}

const deepest = 64;
const closers = new Set(['}', ']', 'end']);

/** Reads JSON values from tokens, one after another, and notes in `tolerated` what was put right. */
class JsonReader {
	#index = 0;
	#depth = 0;
	readonly #path: Array<Path[number]> = [];
	readonly #text: string;
	readonly #tokens: Token[];
	readonly #tolerated: Set<PutRight>;

	constructor(text: string, tolerated: Set<PutRight>, areQuotesMixed: boolean) {
		this.#text = text;
		this.#tokens = readTokens(text, tolerated, areQuotesMixed);
		this.#tolerated = tolerated;
	}

	#peek(): Token {
		return this.#tokens[this.#index]!;
	}

	/** Passes over commas and says whether there were any; `expected` of them are no mistake unless a bracket closes behind them. */
	#readCommas(expected: number): boolean {
		const start = this.#index;
		while (this.#peek().kind === ',') {
			this.#index++;
		}

		const count = this.#index - start;
		if (count > (closers.has(this.#peek().kind) ? 0 : expected)) {
			this.#tolerated.add('commas');
		}

		return count > 0;
	}

	#readValue(): JsonNode {
		const token = this.#peek();
		const {kind, value, start, end} = token;
		if (kind === '{' || kind === '[') {
			return this.#readNested(token);
		}

		const isWord = kind === 'word' && ['true', 'false', 'null'].includes(value);
		if (kind !== 'string' && kind !== 'number' && !isWord) {
			throw this.#misplaced();
		}

		this.#index++;
		return {
			start,
			end,
			type: 'value',
			value: kind === 'string' ? value : (JSON.parse(value) as Json),
		};
	}

	#readNested(opening: Token): JsonNode {
		if (++this.#depth > deepest) {
			throw new UnreadableText('This is nested too deeply to be a policy.', opening.start);
		}

		this.#index++;
		const content =
			opening.kind === '{'
				? ({type: 'object', members: this.#readMembers(opening)} as const)
				: ({type: 'array', items: this.#readItems(opening)} as const);
		const {end} = this.#peek();
		this.#index++;
		this.#depth--;
		return {start: opening.start, end, ...content};
	}

	/** Reads up to the closing brace, or without an opening one up to the end of the text. */
	#readMembers(opening?: Token): JsonMember[] {
		const end = opening ? '}' : 'end';
		const members: JsonMember[] = [];
		const names = new Set<string>();
		this.#readCommas(0);
		while (this.#peek().kind !== end) {
			const {kind, value: name, start} = this.#peek();
			if (kind !== 'string') {
				throw opening && closers.has(kind) ? this.#unclosed(opening) : this.#misplaced();
			}

			if (names.has(name)) {
				throw new DoubledName(name, [...this.#path], start);
			}

			this.#index++;
			if (this.#peek().kind !== ':') {
				throw new UnreadableText('A colon is missing before this.', this.#peek().start);
			}

			this.#index++;
			names.add(name);
			this.#path.push(name);
			members.push({name, start, node: this.#readValue()});
			this.#path.pop();
			if (!this.#readCommas(1) && this.#peek().kind !== end) {
				throw opening ? this.#unclosed(opening) : this.#misplaced();
			}
		}

		return members;
	}

	#readItems(opening: Token): JsonNode[] {
		const items: JsonNode[] = [];
		this.#readCommas(0);
		while (this.#peek().kind !== ']') {
			if (closers.has(this.#peek().kind)) {
				throw this.#unclosed(opening);
			}

			this.#path.push(items.length);
			items.push(this.#readValue());
			this.#path.pop();
			if (this.#readCommas(1) || this.#peek().kind === ']') {
				continue;
			}

			if (this.#peek().kind !== '{' || items.at(-1)!.type !== 'object') {
				throw this.#unclosed(opening);
			}

			this.#tolerated.add('missingComma');
		}

		return items;
	}

	#misplaced(): UnreadableText {
		const {kind, value, start} = this.#peek();
		const message =
			kind === 'end'
				? 'The text ends too early. Was all of it copied?'
				: kind === 'word'
					? 'Names and values stand in double quotes.'
					: kind === 'string'
						? 'A comma is missing before this.'
						: `This ${value} does not belong here.`;
		return new UnreadableText(message, start);
	}

	#unclosed(opening: Token): UnreadableText {
		const {line, column} = positionAt(this.#text, opening.start);
		const what = `the ${opening.kind} of line ${line}, column ${column}`;
		const {kind, start} = this.#peek();
		const message =
			kind === 'end'
				? `The text ends here, and ${what} is not closed yet. Was all of it copied?`
				: closers.has(kind)
					? `This ${kind} does not fit ${what}.`
					: 'A comma is missing before this.';
		return new UnreadableText(message, start);
	}

	readAll(): JsonNode[] {
		this.#readCommas(0);
		const first = this.#peek();
		if (first.kind === 'string' && this.#tokens[this.#index + 1]!.kind === ':') {
			this.#tolerated.add('braces');
			return [
				{
					type: 'object',
					members: this.#readMembers(),
					start: first.start,
					end: this.#text.length,
				},
			];
		}

		const nodes: JsonNode[] = [];
		while (this.#peek().kind !== 'end') {
			if (nodes.length > 0 && !['{', '['].includes(this.#peek().kind)) {
				throw new UnreadableText(
					'This does not belong to the statement any more. Leave it out, and what follows.',
					this.#peek().start,
				);
			}

			nodes.push(this.#readValue());
			this.#readCommas(1);
		}

		return nodes;
	}
}

/**
Reads a text that holds JSON values one after another, with or without commas between them, or the inside of one object. What was
put right is added to `tolerated`; `areQuotesMixed` lets any double quote end any string. Throws UnreadableText.
*/
export const readJson = (
	text: string,
	tolerated: Set<PutRight>,
	areQuotesMixed = false,
): JsonNode[] => new JsonReader(text, tolerated, areQuotesMixed).readAll();
