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
import {type Json, type JsonObject} from '../json.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {InputError} from '../diagnostic.js';

/** A fault in a YAML or JSON text: where it begins (offset in UTF-16 units) and what is wrong, without a full stop. */
export class YamlFault extends Error {
	readonly offset: number;

	constructor(offset: number, message: string) {
		super(message);
		this.offset = offset;
	}
}

const deepest = 100;
const mostAliases = 100;
const mostValues = 100_000;

/** What one document may still use up: aliases stand for whole values, and a few lines could grow without end. */
type Budget = {aliases: number; values: number};

/**
A node of a YAML document as plain JSON; a number that would not keep its digits stays text as it was written. Fails with `YamlFault` on a field given twice, on values JSON does not have,
and on documents over the limits (100 levels, 100 aliases, 100,000 values).
*/
export function nodeToJson(node: unknown, document: Document.Parsed): Json {
	return convert(node, document, {aliases: mostAliases, values: mostValues}, 0);
}

function convert(node: unknown, document: Document.Parsed, budget: Budget, depth: number): Json {
	const at = offsetOf(node);
	if (depth > deepest) {
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

	if (!isMap(document.contents)) {
		throw new YamlFault(
			document.contents.range[0],
			'a setup is a set of fields, such as guide and name',
		);
	}

	const value = nodeToJson(document.contents, document);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new YamlFault(0, 'a setup is a set of fields, such as guide and name');
	}

	return value;
}

/** What people meet most, in our words. */
const ownWords: Partial<Record<YAMLError['code'], string>> = {
	TAB_AS_INDENT: 'YAML is indented with spaces, and here is a tab',
	MULTIPLE_DOCS: 'a second document begins here, and a file holds one setup',
	TAG_RESOLVE_FAILED: 'tags that begin with ! are not understood',
	NON_STRING_KEY: "a field's name has to be plain text",
	RESOURCE_EXHAUSTION: 'this is nested too deeply',
};

function faultText(fault: YAMLError): string {
	const own = ownWords[fault.code];
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
