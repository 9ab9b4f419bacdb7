import {
	type PolicyDocument,
	type Statement,
} from '../policy/policy-document.js';

/** What calls have put into a policy and taken out of it, one after the other, as far as it has not been turned back. */
export type PolicyDelta = {added: Statement[]; removed: Statement[]};

/** How a key is set to rotate, as the journal holds it. */
export type RotationSetting = {enabled: boolean; days?: number};

/** What was done. */
export type What =
	| {
			kind: 'key';
			/** Missing where CreateKey's reply was lost: then its mark tells. */
			keyId?: string;
			arn?: string;
			runId: string;
			/** ISO 8601: when it was asked for. */
			at: string;
			/** The alias that this setup last gave it, with `alias/`. */
			alias?: string;
			/** What its policy was made with. */
			statements: Statement[];
	  }
	| {kind: 'alias'; name: string; keyId: string}
	| ({kind: 'key-policy'; keyId: string; key: string} & PolicyDelta)
	| {
			kind: 'rotation';
			keyId: string;
			key: string;
			/** Missing where the journal does not say. */
			before?: RotationSetting;
			after: RotationSetting;
	  }
	| {kind: 'role'; role: string; runId: string}
	/** The statements that the role was made with are among them. */
	| ({kind: 'trust'; role: string} & PolicyDelta)
	| {
			kind: 'role-policy';
			role: string;
			policy: string;
			/** What stood under that name before the setup first wrote it; missing: nothing. */
			before?: PolicyDocument;
			after: PolicyDocument;
	  };

/** Something that a setup did to AWS and has not taken back, as its journal tells; AWS says whether it still stands. */
export type Deed = What & {
	/** The id of the change that did it first. */
	change: string;
	/** The project it was done for. */
	group?: string;
};

/** The deeds of one kind. */
export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, {kind: Kind}>;

/** A deed to a key itself. */
export type KeyDeed = DeedOf<'key' | 'key-policy' | 'rotation'>;

/** A deed to a role. */
export type RoleDeed = DeedOf<'role' | 'trust' | 'role-policy'>;

/** What stands for a key in the journal is an ID or an ARN; its ID either way. */
export function keyIdOf(key: string): string {
	return key.split('/').at(-1) ?? key;
}

/** What a deed to a key is looked up by: the key's ID, or the run's mark where the ID was never heard. */
export function keyNameOf(deed: KeyDeed): string {
	return deed.keyId ?? (deed.kind === 'key' ? deed.runId : '');
}
