/** Any JSON value: what setup files, policies and AWS calls are made of. */
export type Json = string | number | boolean | undefined | null | Json[] | JsonObject;

/** A JSON object. Keys that are `undefined` are left out when it is printed. */
export type JsonObject = {[key: string]: Json};

/** How deep a value that somebody else wrote may be nested: what walks through it calls itself for each level. */
export const mostLevels = 100;

/** Whether a value is nested deeper than so many levels; it is looked into no further than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		(levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1)))
	);
}

/** The fields of what may be anything; none where it is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? {...value} : {};
}
