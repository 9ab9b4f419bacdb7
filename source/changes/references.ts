import {type Json, type JsonObject} from '../json.js';

/** Results of earlier changes by change id: what references are filled from. */
export type Results = ReadonlyMap<string, JsonObject>;

/** Stands in a call's input for a value that an earlier change will give, such as the new key's ID. */
export function reference(changeId: string, field: string): JsonObject {
	return {$from: changeId, field};
}

/** Fills every reference from the results. Throws when an earlier change has not given the value: a fault of the plan. */
export function resolveReferences(input: JsonObject, results: Results) {
	return resolveObject(input, results);
}

function resolveObject(value: JsonObject, results: Results): JsonObject {
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, resolve(inner, results)]),
	);
}

function resolve(value: Json, results: Results): Json {
	if (Array.isArray(value)) {
		return value.map((inner) => resolve(inner, results));
	}

	if (typeof value !== 'object' || value === null) {
		return value;
	}

	const {$from, field} = value;
	if (typeof $from !== 'string' || typeof field !== 'string') {
		return resolveObject(value, results);
	}

	const found = results.get($from)?.[field];
	if (found === undefined) {
		throw new Error(`The change ${$from} has not given ${field}.`);
	}

	return found;
}

/** The input as people read it before it runs: references become words such as `<KeyId from create-key>`. */
export function showReferences(value: Json): Json {
	if (Array.isArray(value)) {
		return value.map((inner) => showReferences(inner));
	}

	if (typeof value !== 'object' || value === null) {
		return value;
	}

	const {$from, field} = value;
	return typeof $from === 'string' && typeof field === 'string'
		? `<${field} from ${$from}>`
		: Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [
					key,
					showReferences(inner),
				]),
			);
}
