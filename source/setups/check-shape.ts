import * as z from 'zod';
import {type Diagnostic, InputError} from '../diagnostic.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {nearest} from '../terminal/names.js';

/** One field of a schema, as JSON Schema has it; several where the schema leaves a choice. */
type Outline = readonly z.core.JSONSchema.BaseSchema[];

/** What a schema asks for, readable: which fields there are and which values it takes. */
function outlineOf(schema: z.ZodType): Outline {
	return choices(z.toJSONSchema(schema, {unrepresentable: 'any', io: 'input'}));
}

/** The field that a path leads to; empty where the schema does not say. */
function outlineAt(outline: Outline, path: readonly PropertyKey[]): Outline {
	let here = outline;
	for (const part of path) {
		here = here.flatMap((node) => {
			const next =
				typeof part === 'number'
					? node.items
					: (node.properties?.[String(part)] ?? node.additionalProperties);
			return choices(next);
		});
	}

	return here;
}

/** The names of the fields inside one, each once. */
function knownFields(outline: Outline): string[] {
	return [...new Set(outline.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** What a field takes: "a whole number from 90 to 2560". Empty where the schema does not say. */
function expectation(outline: Outline): string {
	const words = new Set(outline.map((node) => expectationOf(node)).filter((text) => text !== ''));
	return [...words].join(' or ');
}

/** Whether a field takes any text. */
const takesText = (outline: Outline): boolean =>
	outline.some(
		({type, const: only, enum: values}) => type === 'string' && only === undefined && !values,
	);

function choices(node: unknown): Outline {
	const list = Array.isArray(node) ? node : [node];
	return list
		.filter((entry) => isNode(entry))
		.flatMap((entry) => {
			const inner = [...(entry.anyOf ?? []), ...(entry.oneOf ?? []), ...(entry.allOf ?? [])];
			return inner.length > 0 ? choices(inner) : [entry];
		});
}

function isNode(node: unknown): node is z.core.JSONSchema.BaseSchema {
	return typeof node === 'object' && node !== null;
}

function expectationOf(node: z.core.JSONSchema.BaseSchema): string {
	if (node.const !== undefined) {
		return JSON.stringify(node.const);
	}

	if (node.enum) {
		const values = node.enum.map((value) => JSON.stringify(value));
		return values.length === 1 ? values.join('') : `one of ${values.join(', ')}`;
	}

	const fields = knownFields([node]).map((field) => `"${field}"`);
	const words: Record<string, string> = {
		string: `text${lengths(node.minLength, node.maxLength, 'characters')}`,
		integer: `a whole number${range(node.minimum, node.maximum)}`,
		number: `a number${range(node.minimum, node.maximum)}`,
		boolean: 'true or false',
		array: `a list${lengths(node.minItems, node.maxItems, 'entries')}`,
		object: fields.length === 0 ? 'fields with values' : `the fields ${fields.join(', ')}`,
	};
	return words[String(node.type)] ?? '';
}

/** Zod gives whole numbers the bounds of safe integers, which no reader needs to hear. */
function range(minimum: number | undefined, maximum: number | undefined): string {
	const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
	const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
	if (low !== undefined && high !== undefined) {
		return ` from ${low} to ${high}`;
	}

	return low === undefined ? upTo(high, '') : ` of at least ${low}`;
}

function lengths(minimum: number | undefined, maximum: number | undefined, unit: string): string {
	if (minimum !== undefined && maximum !== undefined) {
		return minimum === maximum ? ` of ${minimum} ${unit}` : ` of ${minimum} to ${maximum} ${unit}`;
	}

	if (minimum !== undefined) {
		return minimum === 1 ? ' that is not empty' : ` of at least ${minimum} ${unit}`;
	}

	return upTo(maximum, ` ${unit}`);
}

function upTo(maximum: number | undefined, unit: string): string {
	return maximum === undefined ? '' : ` of at most ${maximum}${unit}`;
}

/** An issue about one field, with no choice left open. */
type PlainIssue = z.core.$ZodIssue;

/**
Zod reports a value that fits none of several shapes with the issues of every shape. This keeps those of the shape that
was most likely meant; where no shape comes near, the one issue about the whole of it stays.
*/
function chooseBranches(issues: readonly z.core.$ZodIssue[]): PlainIssue[] {
	return issues.flatMap((issue): PlainIssue[] => {
		if (issue.code !== 'invalid_union') {
			return [issue];
		}

		const [best] = issue.errors
			.map((branch) => chooseBranches(branch))
			.filter((branch) => branch.every((inner) => !isOtherKind(inner)))
			.toSorted((one, other) => mismatch(one) - mismatch(other));
		return best ? best.map((inner) => ({...inner, path: [...issue.path, ...inner.path]})) : [issue];
	});
}

/** Whether the value is of another kind altogether than the shape, such as text where fields belong. */
function isOtherKind(issue: PlainIssue): boolean {
	return (
		issue.path.length === 0 &&
		['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code)
	);
}

/** A shape that does not know the value's own fields was hardly meant; after that, fewer issues are better. */
function mismatch(issues: readonly PlainIssue[]): number {
	const foreign = issues.filter(
		(issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0,
	);
	const cost = foreign.length * 1000;
	return cost + issues.length;
}

/** What is wrong with one field; `says` comes after its path. `covers`: the path of a missing field that this misspelling explains. */
type ShapeProblem = {
	code: 'unknown-field' | 'missing' | 'wrong-value';
	path: readonly PropertyKey[];
	says: string;
	covers?: string;
};

/** Nobody mends more at once; a broken file could have a hundred thousand. */
const mostProblems = 20;

/** The first 20 things that are wrong with a value, each beginning with the path of the field; never empty for real issues. */
function problemsOf(
	issues: readonly z.core.$ZodIssue[],
	value: unknown,
	schema: z.ZodType,
): Diagnostic[] {
	const outline = outlineOf(schema);
	const problems = chooseBranches(issues)
		.slice(0, mostProblems)
		.flatMap((issue) =>
			issue.code === 'unrecognized_keys'
				? unknownFields(issue, value, outline)
				: [wrongValue(issue, value, outline)],
		);
	const covered = new Set(problems.map(({covers}) => covers));
	return problems
		.filter(({path, covers}) => covers !== undefined || !covered.has(fieldPath(path)))
		.slice(0, mostProblems)
		.map(({code, path, says}) => {
			const shownPath = fieldPath(path);
			const row = rowNameIn(path, value);
			return {
				code,
				message: `${shownPath}${row}${shownPath === '' ? '' : ': '}${says}`,
			};
		});
}

function unknownFields(
	issue: PlainIssue & {code: 'unrecognized_keys'},
	value: unknown,
	outline: Outline,
): ShapeProblem[] {
	const known = knownFields(outlineAt(outline, issue.path));
	const unknown = new Set(issue.keys);
	const fields = Object.keys(new Object(valueAt(value, issue.path)));
	// A field that another choice of the same field has: the two exclude each other.
	const rivals = quoted(known.filter((field) => !unknown.has(field) && fields.includes(field)));
	const code = 'unknown-field';
	return issue.keys.slice(0, mostProblems).map((key) => {
		const path = [...issue.path, key];
		if (rivals !== '' && known.includes(key)) {
			return {code, path, says: `cannot be given together with ${rivals}`};
		}

		const meant = nearest(key, known);
		const covers = meant === undefined ? {} : {covers: fieldPath([...issue.path, meant])};
		const advice =
			meant === undefined
				? known.length > 0
					? `; the fields here are ${quoted(known)}`
					: ''
				: `; did you mean "${meant}"?`;
		return {code, path, says: `unknown field${advice}`, ...covers};
	});
}

const quoted = (fields: readonly string[]): string =>
	fields.map((field) => `"${field}"`).join(', ');

function wrongValue(issue: PlainIssue, value: unknown, outline: Outline): ShapeProblem {
	const {path} = issue;
	const found = valueAt(value, path);
	const here = outlineAt(outline, path);
	const expected = expectation(here);
	if (found === undefined) {
		const says = `missing${expected === '' ? '' : `; expected ${expected}`}`;
		return {code: 'missing', path, says};
	}

	const code = 'wrong-value';
	// A rule or a pattern of its own only the schema's author can put into words; everything else the outline says better than Zod.
	if (issue.code === 'custom' || issue.code === 'invalid_format') {
		return {code, path, says: issue.message};
	}

	if (expected === '') {
		return {code, path, says: `${quoteValue(found)} cannot be used here`};
	}

	const isUnquoted = takesText(here) && ['number', 'boolean'].includes(typeof found);
	const advice = isUnquoted ? '; put it in quotes' : '';
	return {
		code,
		path,
		says: `expected ${expected}, got ${quoteValue(found)}${advice}`,
	};
}

// A number alone does not tell which of many rows is meant; its name does.
function rowNameIn(path: readonly PropertyKey[], value: unknown): string {
	const row = path.findLastIndex((part) => typeof part === 'number');
	const name = row === -1 ? undefined : valueAt(value, [...path.slice(0, row + 1), 'name']);
	return typeof name === 'string' ? ` (${formatValue(name, 60)})` : '';
}

function fieldPath(path: readonly PropertyKey[]): string {
	let shown = '';
	for (const part of path) {
		shown +=
			typeof part === 'number'
				? `[${part}]`
				: `${shown === '' ? '' : '.'}${formatValue(String(part), 60)}`;
	}

	return shown;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
	let here: unknown = value;
	for (const part of path) {
		here =
			typeof here === 'object' && here !== null && Object.hasOwn(here, part)
				? Reflect.get(here, part)
				: undefined;
	}

	return here;
}

/**
The value if it has the schema's shape; otherwise an `InputError` with one sentence for each thing that is wrong (at most 20), each
beginning with the path of its field. `fileName` is only named in the message.
*/
export function checkShape<S extends z.ZodType>(
	value: unknown,
	schema: S,
	fileName: string,
): z.output<S> {
	const parsed = schema.safeParse(value);
	if (parsed.success) {
		return parsed.data;
	}

	const problems = problemsOf(parsed.error.issues, value, schema);
	const [first] = problems;
	throw new InputError(
		'setup-file-invalid',
		first === undefined || problems.length === 1
			? `${fileName}: ${first?.message ?? 'not a setup'}`
			: `${fileName} has ${problems.length < mostProblems ? problems.length : 'many'} problems:\n${problems.map(({message}) => `  ${message}`).join('\n')}`,
		'Correct the file and run this again. Nothing was changed.',
		problems,
	);
}
