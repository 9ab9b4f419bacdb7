import type * as z from 'zod';
import {
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type Alias,
	type Document,
	type Scalar,
	type YAMLMap,
	type YAMLSeq,
	LineCounter,
	parseDocument,
	type YAMLError,
} from 'yaml';
import {mostLevels, type JsonObject, type Json} from '../json.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {nearest} from '../terminal/names.js';
import {InputError} from '../diagnostic.js';
import {checkShape} from './check-shape.js';
import {checkSetupName} from './setup-name.js';

/** For each guide's name, the shape of its setup file: a strict object with `guide`, `name` and the guide's answers. */
export type GuideShapes = Readonly<Record<string, z.ZodType<{guide: string; name: string}>>>;

const longest = 1024 * 1024;

/**
Reads a setup file (YAML or JSON, at most 1 MB) and checks it against its guide's shape. `name` defaults to the guide's
name. Whatever is wrong comes as an `InputError`: with line and column where the text cannot be read, with the field
otherwise.
*/
export function readSetupFile<S extends GuideShapes>(
	text: string,
	fileName: string,
	guides: S,
): z.output<S[keyof S]> {
	const file = formatValue(fileName, 60);
	if (text.length > longest) {
		throw tooLarge(file);
	}

	const content = yamlToJson(text, file);
	const shape = shapeFor(content, file, guides);
	const setup = checkShape({name: content.guide, ...content}, shape, file);
	const problem = checkSetupName(setup.name);
	if (problem !== undefined) {
		throw invalid(`${file}: name: ${problem}`);
	}

	return setup;
}

/** The error for a file that is not even looked at. */
export function tooLarge(file: string): InputError {
	return invalid(`${file} is larger than 1 MB, too large for a setup file.`);
}

function shapeFor<S extends GuideShapes>(content: JsonObject, file: string, guides: S): S[keyof S] {
	const {guide} = content;
	const names = Object.keys(guides);
	const known = names.map((name) => `"${name}"`).join(' or ');
	if (guide === undefined) {
		const near = nearest('guide', Object.keys(content));
		throw invalid(
			near === undefined
				? `${file}: guide: missing; expected ${known}`
				: `${file}: ${formatValue(near, 60)}: unknown field; did you mean "guide"?`,
		);
	}

	if (typeof guide === 'string' && isGuide(guide, guides)) {
		const name: keyof S = guide;
		return guides[name];
	}

	const meant = typeof guide === 'string' ? nearest(guide, names) : undefined;
	throw invalid(
		meant === undefined
			? `${file}: guide: expected ${known}, got ${quoteValue(guide)}`
			: `${file}: guide: there is no guide ${quoteValue(guide)}; did you mean "${meant}"?`,
	);
}

function isGuide<S extends GuideShapes>(name: string, guides: S): name is keyof S & string {
	return Object.hasOwn(guides, name);
}

function invalid(message: string): InputError {
	return new InputError(
		'setup-file-invalid',
		message,
		'Correct the file and run this again. Nothing was changed.',
	);
}

/** A fault in a YAML or JSON text: where it begins (offset in UTF-16 units) and what is wrong, without a full stop. */
export class YamlFault extends Error {
	readonly offset: number;

	constructor(offset: number, message: string) {
		super(message);
		this.offset = offset;
	}
}

const mostAliases = 100;
const mostValues = 100_000;

/** What one document may still use up: aliases stand for whole values, and a few lines could grow without end. */
type Budget = {aliases: number; values: number};

/**
A node of a YAML document as plain JSON; a number that would not keep its digits stays text as it was written. Fails with `YamlFault` on
a field given twice, on values JSON does not have, and on documents over the limits.
*/
function convert(node: unknown, document: Document.Parsed, budget: Budget, depth: number): Json {
	const at = offsetOf(node);
	if (depth > mostLevels) {
		throw new YamlFault(at, 'this is nested too deeply');
	}

	if (--budget.values < 0) {
		throw new YamlFault(at, 'the file holds too many values');
	}

	const value = isAlias(node) ? standsFor(node, document, budget) : node;
	if (isMap(value)) {
		return fields(value, document, budget, depth);
	}

	if (isSeq(value)) {
		return entries(value, document, budget, depth);
	}

	return isScalar(value) ? scalar(value, at) : null;
}

function standsFor(alias: Alias, document: Document.Parsed, budget: Budget) {
	if (--budget.aliases < 0) {
		throw new YamlFault(offsetOf(alias), 'the file uses too many aliases');
	}

	const target = alias.resolve(document);
	if (!target) {
		throw new YamlFault(
			offsetOf(alias),
			`there is no &${formatValue(alias.source, 60)} before this`,
		);
	}

	return target;
}

function entries(node: YAMLSeq, document: Document.Parsed, budget: Budget, depth: number): Json[] {
	return node.items.map((item) => convert(item, document, budget, depth + 1));
}

function fields(
	node: YAMLMap,
	document: Document.Parsed,
	budget: Budget,
	depth: number,
): JsonObject {
	const object: JsonObject = {};
	for (const {key, value} of node.items) {
		const name = isScalar(key) ? key.value : undefined;
		if (typeof name !== 'string' || name === '__proto__') {
			throw new YamlFault(offsetOf(key), "this cannot be a field's name");
		}

		if (Object.hasOwn(object, name)) {
			throw new YamlFault(offsetOf(key), `the field ${quoteValue(name)} is given twice`);
		}

		object[name] = convert(value, document, budget, depth + 1);
	}

	return object;
}

function scalar({value, source}: Scalar, at: number): Json {
	if (typeof value === 'number') {
		// An account ID without quotes must not lose its leading zero, nor a long ID its last digits.
		const isKept = !/^[+\-]?0\d/v.test(source ?? '') && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
		return isKept ? value : (source ?? String(value));
	}

	if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
		return value;
	}

	throw new YamlFault(at, 'this value is of a kind that a setup cannot hold');
}

function offsetOf(node: unknown): number {
	const range =
		typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
	const start: unknown = Array.isArray(range) ? range[0] : undefined;
	return typeof start === 'number' ? start : 0;
}

/**
The fields of a YAML or JSON text that holds one set of fields. Fails with an `InputError` of one sentence that names the
file, the line and the column. Limits: 100 levels, 100 aliases, 100,000 values.
*/
export function yamlToJson(text: string, fileName: string): JsonObject {
	const lines = new LineCounter();
	try {
		return fieldsOf(parse(text, lines));
	} catch (error) {
		if (error instanceof YamlFault) {
			const {line, col} = lines.linePos(error.offset);
			throw unreadable(
				`${fileName}, line ${Math.max(line, 1)}, column ${Math.max(col, 1)}: ${error.message}.`,
			);
		}

		// The parser itself gave up, such as on tens of thousands of brackets.
		throw unreadable(
			`${fileName} cannot be read as YAML or JSON: it is nested too deeply or damaged.`,
		);
	}
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed {
	const document = parseDocument(text, {
		lineCounter,
		prettyErrors: false,
		stringKeys: true,
		resolveKnownTags: false,
		logLevel: 'error',
		// Checked in linear time when the values are taken out.
		uniqueKeys: false,
	});
	// A warning is about a tag or a directive that we could only guess at.
	const [fault] = [...document.errors, ...document.warnings];
	if (fault) {
		throw new YamlFault(fault.pos[0], faultText(fault));
	}

	return document;
}

function fieldsOf(document: Document.Parsed): JsonObject {
	if (document.contents === null) {
		throw new YamlFault(0, 'there is nothing in it');
	}

	const value = convert(document.contents, document, {aliases: mostAliases, values: mostValues}, 0);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new YamlFault(
			offsetOf(document.contents),
			'a setup is a set of fields, such as guide and name',
		);
	}

	return value;
}

/** What people meet most, in our words. */
const faultMessages: Partial<Record<YAMLError['code'], string>> = {
	TAB_AS_INDENT: 'YAML is indented with spaces, and here is a tab',
	MULTIPLE_DOCS: 'a second document begins here, and a file holds one setup',
	TAG_RESOLVE_FAILED: 'tags that begin with ! are not understood',
	NON_STRING_KEY: "a field's name has to be plain text",
	RESOURCE_EXHAUSTION: 'this is nested too deeply',
};

function faultText(fault: YAMLError): string {
	const own = faultMessages[fault.code];
	const [sentence = ''] = fault.message.split('\n', 1);
	return own ?? `this is not valid YAML or JSON (${formatValue(sentence, 60)})`;
}

function unreadable(message: string): InputError {
	return new InputError(
		'setup-file-unreadable',
		message,
		'Correct the file and run this again. Nothing was changed.',
	);
}
