import {type Json, type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {type Call} from '../setups/saved-setup.js';

export {type Call, type JournalEntry, type Service} from '../setups/saved-setup.js';

/** A change that is still needed: one call, why it is needed, and for policies what it does to them. */
export type Change = {
	/** Unique in its plan and the same in every run, such as `create-key` or `create-role Payroll`. */
	id: string;
	title: string;
	why: string;
	call: Call;
	/**
	What it belongs to, such as a project. Changes of one group run in order; groups run beside one another, and a failure
	stops only its own group. Changes without a group run before all groups.
	*/
	group?: string;
	/**
	The policy before and after, where the call writes one. No `before`: the policy is new. No statements in `after`: the
	policy goes.
	*/
	policy?: {before?: PolicyDocument; after: PolicyDocument};
	/** What stands there now, where undoing needs it and no policy says it: a rotation setting, what an alias names. */
	setting?: JsonObject;
};

/** Results of earlier changes by change id: what references are filled from. */
export type Results = ReadonlyMap<string, JsonObject>;

/** Stands in a call's input for a value that an earlier change gives. */
export type Reference = {$from: string; field: string};

/** A call's input as it is planned: any of its values may be yet to come. */
export type Planned<Input> = {
	[Field in keyof Input]: Input[Field] | Reference;
};

/** What whoever wants a change says of it. */
export type Purpose = Pick<Change, 'id' | 'title' | 'why' | 'group'>;

/** Stands in a call's input for a value that an earlier change will give, such as the new key's ID. */
export function reference(changeId: string, field: string): Reference {
	return {$from: changeId, field};
}

/** Fills every reference from the results. Throws when an earlier change has not given the value: a fault of the plan. */
export function resolveReferences(input: JsonObject, results: Results): JsonObject {
	return fillObject(input, ({$from, field}) => {
		const found = results.get($from)?.[field];
		if (found === undefined) {
			throw new Error(`The change ${$from} has not given ${field}.`);
		}

		return found;
	});
}

/** The input as people read it before it runs: references become words such as `<KeyId from create-key>`. */
export function showReferences(value: Json): Json {
	return fillReferences(value, ({$from, field}) => `<${field} from ${$from}>`);
}

function fillObject(value: JsonObject, fill: (reference: Reference) => Json): JsonObject {
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, fillReferences(inner, fill)]),
	);
}

function fillReferences(value: Json, fill: (reference: Reference) => Json): Json {
	if (Array.isArray(value)) {
		return value.map((inner) => fillReferences(inner, fill));
	}

	if (typeof value !== 'object' || value === null) {
		return value;
	}

	const {$from, field} = value;
	return typeof $from === 'string' && typeof field === 'string'
		? fill({$from, field})
		: fillObject(value, fill);
}
