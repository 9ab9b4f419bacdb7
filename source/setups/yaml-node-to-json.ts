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
} from 'yaml';
import {type Json, type JsonObject} from '../json.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {YamlFault} from './yaml-fault.js';

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

function convert(
	node: unknown,
	document: Document.Parsed,
	budget: Budget,
	depth: number,
): Json {
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

function entries(
	node: YAMLSeq,
	document: Document.Parsed,
	budget: Budget,
	depth: number,
): Json[] {
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
			throw new YamlFault(
				offsetOf(key),
				`the field ${quoteValue(name)} is given twice`,
			);
		}

		object[name] = convert(value, document, budget, depth + 1);
	}

	return object;
}

function scalar({value, source}: Scalar, at: number): Json {
	if (typeof value === 'number') {
		// An account ID without quotes must not lose its leading zero, nor a long ID its last digits.
		const isKept =
			!/^[+\-]?0\d/v.test(source ?? '') &&
			Math.abs(value) <= Number.MAX_SAFE_INTEGER;
		return isKept ? value : (source ?? String(value));
	}

	if (
		typeof value === 'string' ||
		typeof value === 'boolean' ||
		value === null
	) {
		return value;
	}

	throw new YamlFault(at, 'this value is of a kind that a setup cannot hold');
}

function offsetOf(node: unknown): number {
	const range =
		typeof node === 'object' && node !== null && 'range' in node
			? node.range
			: undefined;
	const start: unknown = Array.isArray(range) ? range[0] : undefined;
	return typeof start === 'number' ? start : 0;
}
