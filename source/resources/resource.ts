import type * as z from 'zod';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {equalPolicies} from '../policy/compare.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {showReferences, type Service} from './call.js';

/**
What AWS shows of a call that writes. `done`: it has been carried out, with its result. `not done`: things stand as they
stood before (AWS may be slow to show it). `other`: something stands there that is neither.
*/
export type Trace =
	{state: 'done'; result: JsonObject} | {state: 'not done'} | {state: 'other'};

type CallMethods<Input> = {
	/**
	Sends the call once, without the SDK's own tries: a try whose reply was lost must not hide behind a later one. Returns the
	part of the answer that later changes need.
	*/
	send(session: AwsSession, input: Input): Promise<JsonObject>;
	/**
	Looks what has become of the call, after a lost reply or when the name is taken. `before` is the policy that was reviewed,
	if there was one, and `setting` what else was. Rejects when AWS cannot be asked.
	*/
	find?(
		session: AwsSession,
		input: Input,
		before: PolicyDocument | undefined,
		setting?: JsonObject,
	): Promise<Trace>;
	/** True once AWS shows the change when asked: AWS is eventually consistent (seconds, sometimes minutes). */
	visible?(
		session: AwsSession,
		input: Input,
		result: JsonObject,
	): Promise<boolean>;
};

type CallFacts = {
	service: Service;
	operation: string;
	/** AWS overwrites what stands there without asking, so `find` is asked before every try. */
	isOverwriting?: true;
	/** AWS would make another one: after a lost reply it is never sent again, because not to be seen is no proof. */
	isDuplicating?: true;
};

/** All that is true of one AWS call that writes, told with its input's own type. */
export type CallDefinition<Input> = CallFacts &
	CallMethods<Input> & {
		/** The one description of the call's input. Strict: what is sent is what was reviewed, no field more. */
		input: z.ZodType<Input>;
	};

/** One AWS call that writes, as the engine takes it: its input comes as data and is checked. */
export type CallKind<Input = unknown> = CallFacts &
	CallMethods<JsonObject> & {
		/**
		A call's input with its own type, planned or journaled; a reference is read as its words, such as `<KeyId from create-key>`.
		Throws a `ZodError` for what is no input of such a call.
		*/
		read(input: JsonObject): Input;
	};

/** Makes the record of a call from its definition: the input's type stays inside. */
export function defineCall<Input>({
	input: schema,
	send,
	find,
	visible,
	...facts
}: CallDefinition<Input>): CallKind<Input> {
	return {
		...facts,
		read: (input) => schema.parse(showReferences(input)),
		send: async (session, input) => send(session, schema.parse(input)),
		...(find && {
			find: async (session, input, before, setting) =>
				find(session, schema.parse(input), before, setting),
		}),
		...(visible && {
			visible: async (session, input, result) =>
				visible(session, schema.parse(input), result),
		}),
	};
}

/** A kind of thing in AWS. */
export type Resource = {
	/** Such as `kms-key`. */
	id: string;
	/** Every call that makes, changes or deletes one. */
	calls: readonly CallKind[];
};

/** What has become of a call that writes a policy: by the policy there now, the wanted one, and the reviewed one. */
export function policyTrace(
	now: PolicyDocument | undefined,
	wanted: PolicyDocument,
	before: PolicyDocument | undefined,
): Trace {
	if (now && equalPolicies(now, wanted)) {
		return {state: 'done', result: {}};
	}

	const isAsReviewed =
		now && before ? equalPolicies(now, before) : now === before;
	return {state: isAsReviewed ? 'not done' : 'other'};
}
