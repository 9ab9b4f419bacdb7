import {type Json} from '../json.js';
import {
	parsePolicyDocument,
	PolicyError,
	withStatementList,
} from '../policy/parse-policy-document.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {isPolicy} from '../policy/policy-shape.js';

/** A policy that stands in the journal as data; nothing where none does. */
export function readPolicy(
	value: Json | undefined,
): PolicyDocument | undefined {
	return value !== undefined && isPolicy(value)
		? withStatementList(value)
		: undefined;
}

/** A policy that stands in a call of the journal as text; nothing where it cannot be read. */
export function readPolicyText(
	value: Json | undefined,
): PolicyDocument | undefined {
	try {
		return typeof value === 'string' ? parsePolicyDocument(value) : undefined;
	} catch (error) {
		if (error instanceof PolicyError) {
			return undefined;
		}

		throw error;
	}
}
