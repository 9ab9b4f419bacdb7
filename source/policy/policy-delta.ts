import {type Json} from '../json.js';
import {canonicalStatement} from './compare.js';
import {
	parsePolicyDocument,
	PolicyError,
	withStatementList,
	isPolicy,
} from './policy-shape.js';
import {type PolicyDocument, type Statement} from './policy-document.js';

/** What writes have put into a policy and taken out of it, one after the other, as far as it has not been turned back. */
export type PolicyDelta = {added: Statement[]; removed: Statement[]};

/** A policy that is held as data; nothing where none is. */
export function readPolicy(
	value: Json | undefined,
): PolicyDocument | undefined {
	return value !== undefined && isPolicy(value)
		? withStatementList(value)
		: undefined;
}

/** A policy that is held as text; nothing where it cannot be read. */
export function readPolicyText(text: string): PolicyDocument | undefined {
	try {
		return parsePolicyDocument(text);
	} catch (error) {
		if (error instanceof PolicyError) {
			return undefined;
		}

		throw error;
	}
}

/** Adds what one more write did to a policy. What it turned back of earlier writes is gone from the delta. */
export function addWrite(
	{added, removed}: PolicyDelta,
	before: PolicyDocument,
	after: PolicyDocument,
): PolicyDelta {
	const fresh = without(after.Statement, before.Statement);
	const gone = without(before.Statement, after.Statement);
	return {
		added: [...without(added, gone), ...without(fresh, [...removed, ...added])],
		removed: [
			...without(removed, fresh),
			...without(gone, [...added, ...removed]),
		],
	};
}

/** The statements of a list that another does not hold in meaning. */
export function without(
	statements: readonly Statement[],
	others: readonly Statement[],
): Statement[] {
	const known = new Set(others.map((each) => canonicalStatement(each)));
	return statements.filter((each) => !known.has(canonicalStatement(each)));
}

/** What becomes of a policy that a delta is taken out of; `edited` names statements that somebody else has changed since. */
export type RevertedPolicy = {after: PolicyDocument; edited: Statement[]};

/**
Takes a delta out of a policy as it stands now. Every other statement stays as it is; of the delta, a statement that is
not there any more is looked for under its Sid: found with other words, it was edited and is not ours any more.
*/
export function revertDelta(
	now: PolicyDocument,
	delta: PolicyDelta,
): RevertedPolicy {
	const missing = without(delta.added, now.Statement);
	const others = without(now.Statement, delta.removed);
	const edited = missing.filter(({Sid}) =>
		others.some((each) => Sid !== undefined && each.Sid === Sid),
	);
	if (edited.length > 0) {
		return {after: now, edited};
	}

	const kept = without(now.Statement, delta.added);
	// What ours had replaced comes back only where ours still stands.
	const back =
		missing.length === 0 ? without(delta.removed, now.Statement) : [];
	const isSame = kept.length === now.Statement.length && back.length === 0;
	return {
		after: isSame ? now : {...now, Statement: [...kept, ...back]},
		edited,
	};
}
