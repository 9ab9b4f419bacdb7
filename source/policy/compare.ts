import {type Json} from '../json.js';
import {
	toList,
	type Condition,
	type PolicyDocument,
	type Principal,
	type Statement,
} from './policy-document.js';
import {parsePrincipalElement} from './principals.js';

const sorted = (texts: string[]) => [...new Set(texts)].toSorted();

const principals = (
	principal: Principal | undefined,
	effect: string | undefined,
) =>
	principal === undefined
		? undefined
		: sorted(
				parsePrincipalElement(principal).map(({kind, id}) => {
					// "*" also stands for people without an AWS identity, which makes a difference where something is denied.
					const isBare =
						kind === 'everyone' &&
						effect !== 'Allow' &&
						typeof principal === 'string';
					return `${isBare ? 'anyone' : kind} ${id}`;
				}),
			);

const actions = (value: string | string[] | undefined) =>
	value === undefined
		? undefined
		: sorted(toList(value).map((action) => action.toLowerCase()));

const condition = (value: Condition | undefined) => {
	const rows = Object.entries(value ?? {}).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, wanted]) =>
			JSON.stringify([
				operator.toLowerCase(),
				key.toLowerCase(),
				sorted(toList(wanted).map(String)),
			]),
		),
	);
	return rows.length > 0 ? sorted(rows) : undefined;
};

const sortKeys = (value: Json): Json =>
	Array.isArray(value)
		? value.map((item) => sortKeys(item))
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value)
						.toSorted(([a], [b]) => (a < b ? -1 : 1))
						.map(([key, item]) => [key, sortKeys(item)]),
				)
			: value;

/** Gives a text that is the same for every spelling of the same statement. Sid is a label and left out; unknown keys count. */
export function canonicalStatement(statement: Statement): string {
	const {
		Sid,
		Effect,
		Principal,
		NotPrincipal,
		Action,
		NotAction,
		Resource,
		NotResource,
		Condition,
		...rest
	} = statement;
	return JSON.stringify([
		Effect,
		principals(Principal, Effect),
		principals(NotPrincipal, Effect),
		actions(Action),
		actions(NotAction),
		Resource === undefined ? undefined : sorted(toList(Resource)),
		NotResource === undefined ? undefined : sorted(toList(NotResource)),
		condition(Condition),
		sortKeys(rest),
	]);
}

/** Whether two statements say the same, whatever their spelling and Sid. */

export function equalStatements(a: Statement, b: Statement): boolean {
	return canonicalStatement(a) === canonicalStatement(b);
}

const canonicalPolicy = ({
	Version = '2008-10-17',
	Id,
	Statement,
	...rest
}: PolicyDocument) =>
	JSON.stringify([
		Version,
		sorted(Statement.map((statement) => canonicalStatement(statement))),
		sortKeys(rest),
	]);

/** Whether two policies say the same. Id, order and repeated statements do not count; Version does. */

export function equalPolicies(a: PolicyDocument, b: PolicyDocument): boolean {
	return canonicalPolicy(a) === canonicalPolicy(b);
}
