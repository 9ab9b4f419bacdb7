import * as z from 'zod';

/** One place in a schema, as JSON Schema tells it; several where the schema leaves a choice. */
export type Outline = readonly z.core.JSONSchema.BaseSchema[];

/** What a schema asks for, readable: which fields each place has and which values it takes. */
export function outlineOf(schema: z.ZodType): Outline {
	return choices(z.toJSONSchema(schema, {unrepresentable: 'any', io: 'input'}));
}

/** The place that a path leads to; empty where the schema does not say. */
export function outlineAt(outline: Outline, path: readonly PropertyKey[]): Outline {
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

/** The names of the fields that a place knows, each once. */
export function knownFields(outline: Outline): string[] {
	return [...new Set(outline.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** What a place takes, in words: "a whole number from 90 to 2560". Empty where the schema does not say. */
export function expectation(outline: Outline): string {
	const words = new Set(outline.map((node) => expectationOf(node)).filter((text) => text !== ''));
	return [...words].join(' or ');
}

/** Whether a place takes any text. */
export const takesText = (outline: Outline): boolean =>
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
