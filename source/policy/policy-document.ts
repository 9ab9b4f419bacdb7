import {type JsonObject, type Json} from '../json.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type Finding, type Path} from './read-json.js';

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

/** A policy as it may come: with one statement or a list of them. */
type LoosePolicy = Omit<PolicyDocument, 'Statement'> & {
	Statement: Statement | Statement[];
} & JsonObject;

const isObject = (value: Json): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says that a value has the wrong type. */
const wrong = (message: string, path: Path): Finding[] => [{code: 'shape', message, path}];

const textOnly = (value: Json, path: Path, what: string): Finding[] =>
	typeof value === 'string' ? [] : wrong(`${what} has to be text in double quotes.`, path);

const textOrList = (value: Json, path: Path, what: string): Finding[] =>
	Array.isArray(value)
		? value.flatMap((item, index) => textOnly(item, [...path, index], `Each value of ${what}`))
		: textOnly(value, path, what);

const principal = (value: Json, path: Path, what: string): Finding[] =>
	typeof value === 'string'
		? []
		: isObject(value)
			? Object.entries(value).flatMap(([kind, who]) =>
					textOrList(who, [...path, kind], `${what} ${kind}`),
				)
			: wrong(`${what} has to be "*" or an object such as {"AWS": "…"}.`, path);

const conditionValue = (value: Json, path: Path): Finding[] =>
	[value].flat().every((item) => ['string', 'number', 'boolean'].includes(typeof item))
		? []
		: wrong('A condition compares with text, a number, true or false, or a list of these.', path);

const condition = (value: Json, path: Path): Finding[] =>
	isObject(value)
		? Object.entries(value).flatMap(([operator, keys]) =>
				isObject(keys)
					? Object.entries(keys).flatMap(([key, wanted]) =>
							conditionValue(wanted, [...path, operator, key]),
						)
					: wrong(`The condition ${operator} has to be an object of keys and values.`, [
							...path,
							operator,
						]),
			)
		: wrong('Condition has to be an object.', path);

const elements: Record<string, (value: Json, path: Path, what: string) => Finding[]> = {
	Sid: textOnly,
	Effect: textOnly,
	Principal: principal,
	NotPrincipal: principal,
	Action: textOrList,
	NotAction: textOrList,
	Resource: textOrList,
	NotResource: textOrList,
	Condition: condition,
};

/** The names a statement may use. */
export const elementNames = Object.keys(elements);

/** Says which values of a statement have the wrong type. Unknown names pass. */
export const findShapeProblems = (statement: Json): Finding[] =>
	isObject(statement)
		? Object.entries(statement).flatMap(([name, value]) =>
				value !== undefined && Object.hasOwn(elements, name)
					? elements[name]!(value, [name], name)
					: [],
			)
		: wrong('A statement has to be an object in { }.', []);

/** Whether a value can be read as a statement. */
export const isStatement = (value: Json): value is Statement =>
	findShapeProblems(value).length === 0;

/** Whether a value claims to be a policy: an object with Statement. */
export const isPolicyLike = (value: Json): value is JsonObject =>
	isObject(value) && value.Statement !== undefined;

/** Whether a value can be read as a policy. */
export const isPolicy = (value: Json): value is LoosePolicy =>
	isPolicyLike(value) &&
	[value.Statement].flat().every((statement) => isStatement(statement)) &&
	[value.Version, value.Id].every((text) => text === undefined || typeof text === 'string');

/** What AWS answered is not a policy. The message is fit for the screen. */
export class PolicyError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'PolicyError';
	}
}

/** Makes `Statement` a list; everything else stays. */
export const withStatementList = ({Statement, ...rest}: LoosePolicy): PolicyDocument => ({
	...rest,
	Statement: [Statement].flat(),
});

/** Reads a policy as AWS gives it (strict JSON, not URL-encoded). Unknown keys stay. Throws PolicyError. */
export function parsePolicyDocument(text: string): PolicyDocument {
	let value: Json;
	try {
		value = JSON.parse(text) as Json;
	} catch {
		throw new PolicyError('The policy is not valid JSON.');
	}

	if (!isPolicy(value)) {
		throw new PolicyError('This is JSON, but not a policy with statements.');
	}

	return withStatementList(value);
}

/** A policy that is held as data; nothing where none is. */
export function policyFromData(value: Json | undefined): PolicyDocument | undefined {
	return value !== undefined && isPolicy(value) ? withStatementList(value) : undefined;
}

/** A policy that is held as text; nothing where it cannot be read. */
export function policyFromText(text: string): PolicyDocument | undefined {
	try {
		return parsePolicyDocument(text);
	} catch (error) {
		if (error instanceof PolicyError) {
			return undefined;
		}

		throw error;
	}
}
