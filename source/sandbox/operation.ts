import * as z from 'zod';
import {type Json, type JsonObject} from '../json.js';
import {AwsError} from './answer.js';
import {type Caller} from './evaluate.js';
import {type State} from './state.js';

/** What an operation works on. */
export type CallContext = {
	/** Its name, which the permission for it has too. */
	operation: string;
	state: State;
	caller: Caller;
	/** The region that the request was signed for. */
	region: string;
	/** Seconds since 1970. */
	now: number;
	requestId: string;
	/** Whether a key, role or secret is still spreading, so that this call does not see it yet. */
	isHidden: (arn: string) => boolean;
	/** Tells that it was made just now. */
	made: (arn: string) => void;
	/** Tells that the trust of a role was changed just now, and what it was before. */
	changedTrust: (arn: string, before: string | undefined) => void;
	/** The trust of a role as it acts by now: still the one before while a change spreads. */
	actingTrust: (arn: string, now: string | undefined) => string | undefined;
};

/** One operation of a service: whether it changes the state, and what it answers to an input of any shape. */
export type Operation = {
	writes: boolean;
	run: (input: unknown, context: CallContext) => JsonObject;
};

/** KMS names input fields in lower camel case when it refuses them. */
const fieldName = (path: PropertyKey[]): string =>
	path
		.map(String)
		.map((part) => part.charAt(0).toLowerCase() + part.slice(1))
		.join('.');

/**
Judges an operation's input.
@throws {AwsError} SerializationException for a value of the wrong type, else ValidationException.
*/
const readInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
	const parsed = schema.safeParse(input, {reportInput: true});
	if (parsed.success) {
		return parsed.data;
	}

	const [issue] = parsed.error.issues;
	const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
	if (!isMissing && issue?.code === 'invalid_type') {
		throw new AwsError(
			'SerializationException',
			`The value of '${fieldName(issue.path)}' has the wrong type.`,
		);
	}

	const constraint = isMissing ? 'Member must not be null' : (issue?.message ?? '');
	throw new AwsError(
		'ValidationException',
		`1 validation error detected: Value at '${fieldName(issue?.path ?? [])}' failed to satisfy constraint: ${constraint}`,
	);
};

/** An operation that only looks. Its input is judged by `schema` first. */
export const reads = <Schema extends z.ZodType>(
	schema: Schema,
	run: (input: z.output<Schema>, context: CallContext) => JsonObject,
): Operation => ({
	writes: false,
	run: (input, context) => run(readInput(schema, input), context),
});

/** An operation that changes the state. Its input is judged by `schema` first; `run` throws before it changes anything. */
export const writes = <Schema extends z.ZodType>(
	schema: Schema,
	run: (input: z.output<Schema>, context: CallContext) => JsonObject | void,
): Operation => ({
	writes: true,
	run: (input, context) => run(readInput(schema, input), context) ?? {},
});

/** The input of an operation of the query protocol. */
export const formSchema = z.instanceof(URLSearchParams);

/** IAM's refusal of an input. */
export const invalid = (message: string): AwsError => new AwsError('ValidationError', message);

/** A field of the form that has to be there. */
export const required = (form: URLSearchParams, name: string): string => {
	const value = form.get(name);
	if (value === null || value === '') {
		throw invalid(`${name} is required.`);
	}

	return value;
};

/** The list that the query protocol spreads over `name.member.1`, `name.member.2` and so on. */
export const queryList = (form: URLSearchParams, name: string): string[] => {
	const items: string[] = [];
	for (let index = 1; form.has(`${name}.member.${index}`); index++) {
		items.push(form.get(`${name}.member.${index}`) ?? '');
	}

	return items;
};

/** The prefixes (`name.member.1.`) of the objects that the query protocol spreads so, by a field that each of them has. */
export const queryObjects = (form: URLSearchParams, name: string, field: string): string[] => {
	const prefixes: string[] = [];
	for (let index = 1; form.has(`${name}.member.${index}.${field}`); index++) {
		prefixes.push(`${name}.member.${index}.`);
	}

	return prefixes;
};

/** The items of a list from `start` on, at most `size`, and where the next page begins if there are more. */
export const slicePage = <Item>(
	items: readonly Item[],
	start: number,
	size: number,
): {items: Item[]; next: number | undefined} => {
	const end = start + size;
	return {items: items.slice(start, end), next: end < items.length ? end : undefined};
};

/** One page of a list, by MaxItems and Marker, and how an answer says where it ends. */
export const sliceForm = <Item>(
	form: URLSearchParams,
	all: readonly Item[],
): {items: Item[]; end: JsonObject} => {
	const start = Number(form.get('Marker') ?? 0);
	const size = Number(form.get('MaxItems') ?? 100);
	if (!Number.isSafeInteger(start) || !Number.isSafeInteger(size) || size < 1 || size > 1000) {
		throw invalid('MaxItems is 1 to 1000, and Marker one that an answer gave.');
	}

	const {items, next} = slicePage(all, start, size);
	const isTruncated = next !== undefined;
	return {
		items,
		end: {IsTruncated: isTruncated, ...(isTruncated && {Marker: String(next)})},
	};
};

/** An answer with one page of a list in `field`. */
export const pageOf = (form: URLSearchParams, field: string, all: readonly Json[]): JsonObject => {
	const {items, end} = sliceForm(form, all);
	return {[field]: items, ...end};
};
