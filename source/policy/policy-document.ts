import {type JsonObject} from '../json.js';
import {quoteText} from '../terminal/foreign-text.js';

/** One value or a list: IAM takes both nearly everywhere. */
type OneOrMany<T> = T | T[];

/** Who a statement speaks of: everyone (`*`), or lists by kind (`AWS`, `Service`, `Federated`, `CanonicalUser`). */
export type Principal = string | Record<string, OneOrMany<string>>;

/** Operator → condition key → value(s), such as `{"StringEquals": {"sts:ExternalId": "…"}}`. */
export type Condition = Record<string, Record<string, OneOrMany<string | number | boolean>>>;

/** One statement of a policy, as AWS spells it. Keys this type does not name are kept as they are. */
export type Statement = {
	Sid?: string;
	Effect?: string;
	Principal?: Principal;
	NotPrincipal?: Principal;
	Action?: OneOrMany<string>;
	NotAction?: OneOrMany<string>;
	Resource?: OneOrMany<string>;
	NotResource?: OneOrMany<string>;
	Condition?: Condition;
} & JsonObject;

/** A whole policy. `Statement` is always a list here; `parsePolicyDocument` makes it one. */
export type PolicyDocument = {
	Version?: string;
	Id?: string;
	Statement: Statement[];
} & JsonObject;

/** Gives the list behind a value that may be missing, one value or a list. */
export const toList = <T extends string | number | boolean>(
	value: OneOrMany<T> | undefined,
): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Puts a text out of a policy in quotes for a message, made safe and cut to 120 characters. */
export const quote = (text: string): string => quoteText(text, 120, ['"', '"']);

/** Names a statement for people: its place in the list, counted from 1, and its Sid if it has one. */
export const nameStatement = (statement: Statement, index: number): string =>
	statement.Sid === undefined || statement.Sid === ''
		? `Statement ${index + 1}`
		: `Statement ${index + 1} (${quote(statement.Sid)})`;

/** A policy by its name: an inline or managed policy of a role, or what a message should call it. */
export type NamedPolicy = {name: string; document: PolicyDocument};

/** One line of a Condition: what the operator asks of a key. */
export type ConditionRow = {operator: string; key: string; wanted: string[]};

/** A Condition line by line, in its order; none where there is no Condition. */
export const conditionRows = (condition: Condition | undefined): ConditionRow[] =>
	Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, wanted]) => ({
			operator,
			key,
			wanted: toList(wanted).map(String),
		})),
	);

/** Whether `${…}` stands for a value in a policy: only its later version has variables. */
export const takesVariables = ({Version}: PolicyDocument): boolean => Version === '2012-10-17';
