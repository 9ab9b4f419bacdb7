import {type Json} from '../json.js';
import {type JsonMember, type JsonNode, type Path, positionAt} from './json-node.js';
import {type PutRight, readTokens, type Token, DoubledName, UnreadableText} from './json-tokens.js';

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
