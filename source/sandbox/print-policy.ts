import * as z from 'zod';
import {type Json, type JsonObject} from '../json.js';

const documentSchema = z.record(z.string(), z.json());

/** JSON in the spacing that KMS uses when it gives a policy back. */
const print = (value: Json, indent = ''): string => {
	if (Array.isArray(value)) {
		return value.length === 0
			? '[ ]'
			: `[ ${value.map((item) => print(item, indent)).join(', ')} ]`;
	}

	if (typeof value !== 'object' || value === null) {
		return JSON.stringify(value);
	}

	const inner = `${indent}  `;
	const fields = Object.entries(value).map(
		([name, field]) =>
			`${inner}${JSON.stringify(name)} : ${print(field, inner)}`,
	);
	return fields.length === 0 ? '{ }' : `{\n${fields.join(',\n')}\n${indent}}`;
};

/** An account ID as principal is kept as the account's root ARN, and a list of one as the one (aws.md 3.3). */
const normalisePrincipal = (principal: Json): Json => {
	if (
		typeof principal !== 'object' ||
		principal === null ||
		Array.isArray(principal)
	) {
		return principal;
	}

	return Object.fromEntries(
		Object.entries(principal).map(([kind, named]) => {
			const all = [named]
				.flat()
				.map((one) =>
					typeof one === 'string' && /^\d{12}$/v.test(one)
						? `arn:aws:iam::${one}:root`
						: one,
				);
			return [kind, all.length === 1 ? all[0] : all];
		}),
	);
};

const normaliseStatement = (statement: Json): Json => {
	if (
		typeof statement !== 'object' ||
		statement === null ||
		Array.isArray(statement)
	) {
		return statement;
	}

	return Object.fromEntries(
		Object.entries(statement).map(([name, value]) => [
			name,
			name === 'Principal' || name === 'NotPrincipal'
				? normalisePrincipal(value)
				: value,
		]),
	);
};

/** A policy as AWS keeps it: statements in a list, account IDs as root ARNs. */
export const normalisePolicy = (policy: string): JsonObject => {
	const {Statement, ...rest} = documentSchema.parse(JSON.parse(policy));
	return {
		...rest,
		Statement: [Statement]
			.flat()
			.map((statement) => normaliseStatement(statement)),
	};
};

/** A key policy as KMS gives it back: normalised, in KMS's own spacing. */
export const printPolicy = (policy: string): string =>
	print(normalisePolicy(policy));
