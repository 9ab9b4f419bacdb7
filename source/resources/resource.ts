import type * as z from 'zod';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {equalPolicies} from '../policy/compare-policies.js';
import {type PolicyDocument, type Statement} from '../policy/policy-document.js';
import {
	showReferences,
	type Call,
	type Change,
	type JournalEntry,
	type Planned,
	type Service,
} from './call.js';
import {type TemplatePart} from './cloudformation.js';
import {type Effects} from './effect.js';
import {type ExportPlan, type ReadmePart} from './export.js';
import {type ResourceUndo} from './outcome.js';
import {type OperatorStatements, type Permission} from './permissions.js';
import {type ShellPart} from './shell.js';
import {type TerraformPart} from './terraform.js';

/**
What AWS shows of a call that writes. `done`: it has been carried out, with its result. `not done`: things stand as they
stood before (AWS may be slow to show it). `other`: something stands there that is neither.
*/
export type WriteState =
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
	): Promise<WriteState>;
	/** True once AWS shows the change when asked: AWS is eventually consistent (seconds, sometimes minutes). */
	visible?(session: AwsSession, input: Input, result: JsonObject): Promise<boolean>;
};

type CallFacts = {
	service: Service;
	operation: string;
	/** AWS overwrites what stands there without asking, so `find` is asked before every try. */
	isOverwriting?: true;
	/** AWS would make another one: after a lost reply it is never sent again, because not to be seen is no proof. */
	isDuplicating?: true;
	/** Where the call writes a policy: the field that holds it as JSON, and AWS's own word for such a policy. */
	policy?: {field: string; title: string};
};

/** All that is true of one AWS call that writes, told with its input's own type. */
export type CallDefinition<Input> = CallFacts &
	CallMethods<Input> & {
		/** The one description of the call's input. Strict: what is sent is what was reviewed, no field more. */
		input: z.ZodType<Input>;
		/** Without actions, IAM asks for the call itself. */
		permission: Omit<Permission, 'actions'> & Partial<Permission>;
		/**
		Adds what a journaled call did to the effects; missing: nothing that undo reverts. `read` gives the input, and throws a
		`ZodError` for a damaged one.
		*/
		effect?(effects: Effects, entry: JournalEntry, read: () => NoInfer<Input>): void;
	};

/** One AWS call that writes, as the engine takes it: its input comes as data and is checked. */
export type CallKind<Input = unknown> = CallFacts &
	CallMethods<JsonObject> & {
		/**
		A call's input with its own type, planned or journaled; a reference is read as its words, such as `<KeyId from create-key>`.
		Throws a `ZodError` for what is no input of such a call.
		*/
		read(input: JsonObject): Input;
		/** The call with that input, as a plan holds it. */
		plan(input: Planned<Input>): Call;
		/** Whether a call, planned or journaled, is of this kind. */
		matches(call: Pick<Call, 'service' | 'operation'>): boolean;
		permission: Permission;
		/** Adds what a journaled call did to the effects. Throws a `ZodError` where the entry is damaged. */
		effect?(effects: Effects, entry: JournalEntry): void;
	};

/** Makes the record of a call from its definition: the input's type stays inside. */
export function defineCall<Input extends JsonObject>({
	input: schema,
	send,
	find,
	visible,
	permission,
	effect,
	...facts
}: CallDefinition<Input>): CallKind<Input> {
	return {
		...facts,
		permission: {
			actions: [`${facts.service}:${facts.operation}`],
			...permission,
		},
		read: (input) => schema.parse(showReferences(input)),
		plan: (input) => ({
			service: facts.service,
			operation: facts.operation,
			input,
		}),
		matches: ({service, operation}) => service === facts.service && operation === facts.operation,
		send: async (session, input) => send(session, schema.parse(input)),
		...(find && {
			find: async (session, input, before, setting) =>
				find(session, schema.parse(input), before, setting),
		}),
		...(visible && {
			visible: async (session, input, result) => visible(session, schema.parse(input), result),
		}),
		...(effect && {
			effect(effects, entry) {
				effect(effects, entry, () => schema.parse(entry.call.input));
			},
		}),
	};
}

/** A kind of thing in AWS. */
export type Resource = {
	/** Such as `kms-key`. */
	id: string;
	/** As people call one, such as `a KMS key`. */
	title: string;
	/** Every call that makes, changes or deletes one. */
	calls: readonly CallKind[];
	/** How what was done to them is reverted. */
	undo?: ResourceUndo;
	/** What is read of such things, and what IAM has to allow for that. */
	reads?: readonly Permission[];
	/** What changes only add to: things that somebody else has made, as the answers name them. */
	addsTo?(changes: readonly Change[]): string[];
	/** What an operator needs to run and check a setup. */
	permissions?(plan: ExportPlan): OperatorStatements;
	/** What an operator needs to revert a setup, and nothing of what it takes to run it. */
	undoPermissions?(plan: ExportPlan): Statement[];
	/** How a format says what the changes make. A setup with changes to a thing that has none of it is refused. */
	cloudformation?(plan: ExportPlan): TemplatePart[];
	terraform?(plan: ExportPlan): TerraformPart;
	/** Its Terraform adds to things that others made, and leaves alone what it cannot add to. */
	terraformAdds?: true;
	shell?(plan: ExportPlan): ShellPart;
	/** What it costs, and how it is taken back by hand. */
	readme?(plan: ExportPlan): ReadmePart;
};

/** The changes whose call is of one kind, in order, with its input. */
export function changesOf<Input>(
	changes: readonly Change[],
	{matches, read}: CallKind<Input>,
): Array<{change: Change; input: Input}> {
	return changes
		.filter(({call}) => matches(call))
		.map((change) => ({change, input: read(change.call.input)}));
}

/** The inputs of every call of one kind, in order. */
export function inputsOf<Input>(changes: readonly Change[], kind: CallKind<Input>): Input[] {
	return changesOf(changes, kind).map(({input}) => input);
}

/** What has become of a call that writes a policy: by the policy there now, the wanted one, and the reviewed one. */
export function policyWriteState(
	now: PolicyDocument | undefined,
	wanted: PolicyDocument,
	before: PolicyDocument | undefined,
): WriteState {
	if (now && equalPolicies(now, wanted)) {
		return {state: 'done', result: {}};
	}

	const isAsReviewed = now && before ? equalPolicies(now, before) : now === before;
	return {state: isAsReviewed ? 'not done' : 'other'};
}
