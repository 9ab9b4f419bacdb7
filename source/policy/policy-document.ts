import {type JsonObject} from '../json.js';

/** One value or a list: IAM takes both nearly everywhere. */
export type OneOrMany<T> = T | T[];

/** Who a statement speaks of: everyone (`*`), or lists by kind (`AWS`, `Service`, `Federated`, `CanonicalUser`). */
export type Principal = string | Record<string, OneOrMany<string>>;

/** Operator → condition key → value(s), such as `{"StringEquals": {"sts:ExternalId": "…"}}`. */
export type Condition = Record<
	string,
	Record<string, OneOrMany<string | number | boolean>>
>;

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
