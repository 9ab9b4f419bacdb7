import * as z from 'zod';
import {AwsError} from './errors.js';

/** The input of an operation of the query protocol. */
export const formSchema = z.instanceof(URLSearchParams);

/** IAM's refusal of an input. */
export const invalid = (message: string): AwsError =>
	new AwsError('ValidationError', message);

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
export const queryObjects = (
	form: URLSearchParams,
	name: string,
	field: string,
): string[] => {
	const prefixes: string[] = [];
	for (let index = 1; form.has(`${name}.member.${index}.${field}`); index++) {
		prefixes.push(`${name}.member.${index}.`);
	}

	return prefixes;
};

/** One page of a list, by MaxItems and Marker. */
export const pageOf = <Item>(
	form: URLSearchParams,
	items: Item[],
): {items: Item[]; IsTruncated: boolean; Marker?: string} => {
	const start = Number(form.get('Marker') ?? 0);
	const size = Number(form.get('MaxItems') ?? 100);
	if (
		!Number.isSafeInteger(start) ||
		!Number.isSafeInteger(size) ||
		size < 1 ||
		size > 1000
	) {
		throw invalid('MaxItems is 1 to 1000, and Marker one that an answer gave.');
	}

	const isTruncated = start + size < items.length;
	return {
		items: items.slice(start, start + size),
		IsTruncated: isTruncated,
		...(isTruncated && {Marker: String(start + size)}),
	};
};
